using System.Globalization;

namespace FeedWatch.Core.Stories;

/// <summary>Whether two reports are of one event, by their words.</summary>
internal static class StoryVerdict
{
    private const double CopiedEnough = 0.5;
    private const double OwnWordsEnough = 0.42;
    private const double SameFeedPenalty = 0.12;

    /// <summary>How the candidate belongs to the version's story, or null when it does not.</summary>
    internal static Grouping.Joins? On(StoryVersion version, StoryVersion candidate, StoryIndex recent)
    {
        var (a, b) = (version.Fingerprint, candidate.Fingerprint);
        var likeness = StoryComparison.Of(a, b, recent);
        var sameFeed = version.FeedId == candidate.FeedId;
        if (likeness.Copied >= CopiedEnough && likeness.Contradictions == 0)
        {
            var kind = likeness.SameTitle || likeness.TitleCover > 0.95 ? CopyKind.Reprint : CopyKind.Retitled;
            return Join(version, kind, likeness.Copied, "% of the shorter text is the same");
        }

        if (a.Genre != StoryGenre.Report || b.Genre != StoryGenre.Report || likeness.Contradictions > 0)
            return null;
        var score = (0.5 * likeness.Lead) + (0.3 * likeness.TitleCover) + (0.2 * likeness.Names);
        return score - (sameFeed ? SameFeedPenalty : 0) >= OwnWordsEnough
            ? Join(version, CopyKind.OwnWords, score, "% alike in headline, names and lead")
            : null;
    }

    private static Grouping.Joins Join(StoryVersion version, CopyKind kind, double similarity, string reason)
    {
        var rounded = Math.Round(Math.Min(1, similarity), 3);
        return new Grouping.Joins(version.StoryId, kind, rounded, (rounded * 100).ToString("0", CultureInfo.InvariantCulture) + reason);
    }
}
