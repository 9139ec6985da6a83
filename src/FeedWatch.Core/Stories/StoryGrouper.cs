namespace FeedWatch.Core.Stories;

/// <summary>Decides whether a report is of an event that is known.</summary>
public static class StoryGrouper
{
    /// <summary>Reports further apart than this are of different events.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    /// <summary>The story among <paramref name="recent"/> that the candidate belongs to, or that it opens one. Changes nothing.</summary>
    public static Grouping Find(StoryIndex recent, StoryVersion candidate)
    {
        ArgumentNullException.ThrowIfNull(recent);
        ArgumentNullException.ThrowIfNull(candidate);

        if (recent.OfItem(candidate.FeedId, candidate.ItemKey) is [.., var known])
            return new Grouping.Joins(known.StoryId, CopyKind.Update, 1, "a new version of the same item");

        var sameLink = recent.OfLink(candidate.CanonicalLink).FirstOrDefault(version => IsSamePage(version, candidate));
        if (sameLink is not null)
            return new Grouping.Joins(sameLink.StoryId, CopyKind.SameLink, 1, "the same link");

        Grouping.Joins? best = null;
        foreach (var version in recent.Like(candidate.Fingerprint))
        {
            if ((version.At - candidate.At).Duration() > Window)
                continue;
            var verdict = StoryVerdict.On(version, candidate, recent);
            if (verdict is not null && (best is null || verdict.Similarity > best.Similarity))
                best = verdict;
        }

        return best is null ? Grouping.New : best;
    }

    /// <summary>
    /// Across feeds one address is one article. Within a feed items of different keys that share an address (a front page,
    /// a ticker) are told apart by their words.
    /// </summary>
    private static bool IsSamePage(StoryVersion version, StoryVersion candidate) =>
        version.FeedId != candidate.FeedId
        && (version.At - candidate.At).Duration() <= Window
        && CanonicalLink.NamesAPage(version.CanonicalLink!);
}
