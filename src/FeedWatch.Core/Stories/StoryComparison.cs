namespace FeedWatch.Core.Stories;

/// <summary>What two reports have in common.</summary>
internal readonly record struct StoryComparison
{
    /// <summary>Of headlines of one form in one feed, or without any text, so many words besides the names may differ.</summary>
    private const int WordsOtherwise = 2;

    /// <summary>0 to 1: how much of the shorter body stands word for word in the other.</summary>
    internal required double Copied { get; init; }

    /// <summary>0 to 1: how alike the weighted words of headline and lead are (cosine).</summary>
    internal required double Words { get; init; }

    /// <summary>0 to 1: how much of the one headline the other report has, on average of both.</summary>
    internal required double Headlines { get; init; }

    /// <summary>0 to 1: how much of headline and lead of the report that is covered better the other has.</summary>
    internal required double Covered { get; init; }

    /// <summary>0 to 1: how many of the happenings in the one headline the other report has; one half when there are none.</summary>
    internal required double Happenings { get; init; }

    /// <summary>Both name days of the week, and none in common.</summary>
    internal required bool OtherDay { get; init; }

    /// <summary>Both name countries, and none in common.</summary>
    internal required bool OtherCountry { get; init; }

    /// <summary>Both headlines have figures, and neither report has the other's.</summary>
    internal required bool OtherFigures { get; init; }

    /// <summary>One headline takes an angle (a refusal, a failure, a lawsuit) that the other report does not mention.</summary>
    internal required bool OtherAngle { get; init; }

    /// <summary>One headline is about prices, and the other report does not speak of them.</summary>
    internal required bool OtherMarket { get; init; }

    /// <summary>Places where both say the same words around another name, number or date.</summary>
    internal required int Contradictions { get; init; }

    /// <summary>The headlines are equal but for a figure or date.</summary>
    internal required bool OtherFigureInHeadline { get; init; }

    /// <summary>0 to 2: how many of both lack the name that the other's headline, alike in form, has in the place of its own.</summary>
    internal required int MissingNames { get; init; }

    /// <summary>Compares what the fingerprints hold.</summary>
    /// <param name="words">Of the candidate.</param>
    internal static StoryComparison Of(RecentVersion version, RecentVersion candidate, WordTable words, WordWeights weights)
    {
        var (theirs, ours) = (version.Features, candidate.Features);
        var (left, right) = (new ReportSide(), new ReportSide());
        Span<bool> found = stackalloc bool[ours.Length];
        double common = 0;
        for (var i = 0; i < theirs.Length; i++)
        {
            var traits = theirs[i].Traits;
            var place = words.Find(theirs[i].Hash);
            if (place < 0)
            {
                if (WordWeights.Prominence(traits) > 0)
                    left.Add(traits, theirs[i], weights.Of(theirs[i], version.Words[i]), found: false);
                continue;
            }

            found[place] = true;
            var either = new Feature(theirs[i].Hash, traits | ours[place].Traits);
            if (WordWeights.Prominence(either.Traits) == 0)
                continue;
            var weight = weights.Of(either, version.Words[i]);
            common += weight * weight * WordWeights.Prominence(traits) * WordWeights.Prominence(ours[place].Traits);
            left.Add(traits, either, weight, found: true);
            right.Add(ours[place].Traits, either, weight, found: true);
        }

        for (var i = 0; i < ours.Length; i++)
        {
            if (!found[i] && WordWeights.Prominence(ours[i].Traits) > 0)
                right.Add(ours[i].Traits, ours[i], weights.Of(ours[i], candidate.Words[i]), found: false);
        }

        var (contradictions, inHeadline) = CopiedText.Contradictions(version.Version.Fingerprint, candidate.Version.Fingerprint);
        return new StoryComparison
        {
            Copied = CopiedText.Share(version.Version.Fingerprint, candidate.Version.Fingerprint),
            Words = left.Square > 0 && right.Square > 0 ? common / Math.Sqrt(left.Square * right.Square) : 0,
            Headlines = (left.Headline.Found + right.Headline.Found) / 2,
            Covered = Math.Max(left.All.Found, right.All.Found),
            Happenings = (left.Happenings.FoundOr(0.5) + right.Happenings.FoundOr(0.5)) / 2,
            OtherDay = left.Days.AllMissing && right.Days.AllMissing,
            OtherCountry = left.Countries.AllMissing && right.Countries.AllMissing,
            OtherFigures = left.Figures.AllMissing && right.Figures.AllMissing,
            OtherAngle = left.Angles.AllMissing || right.Angles.AllMissing,
            OtherMarket = left.Markets.AllMissing || right.Markets.AllMissing,
            Contradictions = contradictions,
            OtherFigureInHeadline = inHeadline,
            MissingNames = HeadlineForm.MissingNames(version.Version.Fingerprint, candidate.Version.Fingerprint, IsByHeadline(version.Version, candidate.Version) ? WordsOtherwise : 0),
        };
    }

    /// <summary>Whether headlines have to tell two reports apart: an outlet's own are not the same event twice, and reports without text say nothing else.</summary>
    private static bool IsByHeadline(StoryVersion one, StoryVersion other) =>
        one.FeedId == other.FeedId || (one.Fingerprint.BodyWords == 0 && other.Fingerprint.BodyWords == 0);
}
