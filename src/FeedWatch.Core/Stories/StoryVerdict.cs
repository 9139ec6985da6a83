namespace FeedWatch.Core.Stories;

/// <summary>Whether two reports are of one event, by their words.</summary>
/// <param name="Kind">What the later is to the earlier; only <see cref="CopyKind.Reprint"/>, <see cref="CopyKind.Retitled"/> or <see cref="CopyKind.OwnWords"/>.</param>
/// <param name="Similarity">0 to 1.</param>
/// <param name="Bar">What <paramref name="Similarity"/> has to reach.</param>
internal readonly record struct StoryVerdict(CopyKind Kind, double Similarity, double Bar)
{
    /// <summary>So much of the shorter body in the other makes a copy.</summary>
    private const double CopiedEnough = 0.6;

    /// <summary>From here on texts share whole sentences, and a difference in facts inside them is no accident.</summary>
    private const double CopiedInPart = 0.3;

    /// <summary>Routine items are filled-in forms: only the very same form is a copy.</summary>
    private const double CopiedRoutine = 0.9;

    private const double SameHeadline = 0.95;

    /// <summary>A copy speaks of what the other's headline says; two reports that only share a site's own sentences do not.</summary>
    private const double LeastOfHeadlines = 0.15;

    // Own words: set on the labelled reports in the tests. The weights need not add up to 1: few reports have all their words in common.
    private const double WeightOfWords = 0.69;
    private const double WeightOfHeadlines = 0.41;
    private const double WeightOfCovered = 0.57;
    private const double WeightOfHappenings = 0.13;
    private const double OwnWordsEnough = 0.32;
    private const double MoreForOtherDay = 0.10;
    private const double MoreForOtherCountry = 0.20;
    private const double MoreForOtherFigures = 0.22;
    private const double MoreForOtherMarket = 0.40;
    private const double MoreForOtherAngle = 0.12;
    private const double MoreForContradiction = 0.12;
    private const double MoreForOtherLanguage = 0.14;
    private const double MoreForLookingBack = 0.07;
    private const double MorePerDay = 0.06;

    internal bool IsSameEvent => Similarity >= Bar;

    /// <summary>Judges a pair; never the same event when it cannot be.</summary>
    /// <param name="words">Of the candidate.</param>
    internal static StoryVerdict On(RecentVersion version, RecentVersion candidate, WordTable words, WordWeights weights)
    {
        var (a, b) = (version.Version.Fingerprint, candidate.Version.Fingerprint);
        var common = StoryComparison.Of(version, candidate, words, weights);
        var isRoutine = a.Genre == StoryGenre.Routine || b.Genre == StoryGenre.Routine;
        var hasHeadlines = a.TitleWords > 0 && b.TitleWords > 0;
        if (common.Copied >= (isRoutine ? CopiedRoutine : CopiedEnough) && (common.Headlines >= LeastOfHeadlines || !hasHeadlines))
        {
            var kind = common.Headlines >= SameHeadline ? CopyKind.Reprint : CopyKind.Retitled;
            return common.Contradictions == 0 && common.MissingNames < 2 ? new StoryVerdict(kind, common.Copied, 0) : Never;
        }

        if (a.Genre != StoryGenre.Report || b.Genre != StoryGenre.Report || common.MissingNames > 0 || common.OtherFigureInHeadline || (common.Copied >= CopiedInPart && common.Contradictions > 0))
            return Never;

        var alike = (WeightOfWords * common.Words) + (WeightOfHeadlines * common.Headlines) + (WeightOfCovered * common.Covered)
            + (WeightOfHappenings * (common.Happenings - 0.5));
        return new StoryVerdict(CopyKind.OwnWords, Math.Clamp(alike, 0, 1), BarFor(version.Version, candidate.Version, common));
    }

    private static StoryVerdict Never => new(CopyKind.OwnWords, 0, 1);

    private static double BarFor(StoryVersion version, StoryVersion candidate, StoryComparison common) =>
        OwnWordsEnough
        + (common.OtherDay ? MoreForOtherDay : 0)
        + (common.OtherCountry ? MoreForOtherCountry : 0)
        + (common.OtherFigures ? MoreForOtherFigures : 0)
        + (common.OtherMarket ? MoreForOtherMarket : 0)
        + (common.OtherAngle ? MoreForOtherAngle : 0)
        + (MoreForContradiction * common.Contradictions)
        + (version.Fingerprint.Language != candidate.Fingerprint.Language ? MoreForOtherLanguage : 0)
        + (version.Fingerprint.LooksBack != candidate.Fingerprint.LooksBack ? MoreForLookingBack : 0)
        + (MorePerDay * (version.At - candidate.At).Duration().TotalDays);
}
