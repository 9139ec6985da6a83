using System.Globalization;

namespace FeedWatch.Core.Stories;

/// <summary>Decides whether a report is of an event that is known.</summary>
public static class StoryGrouper
{
    /// <summary>Reports further apart than this are of different events.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    /// <summary>Two texts under one address that are less alike than this are two articles (a ticker, a page used over again).</summary>
    private const double LeastOnOnePage = 0.1;

    /// <summary>How much the likeness to the story's other versions counts beside the best: one chance likeness is not enough.</summary>
    private const double WeightOfOthers = 0.25;

    /// <summary>The story among <paramref name="recent"/> that the candidate belongs to, or that it opens one. Changes nothing.</summary>
    public static Grouping Find(StoryIndex recent, StoryVersion candidate)
    {
        ArgumentNullException.ThrowIfNull(recent);
        ArgumentNullException.ThrowIfNull(candidate);

        if (recent.OfItem(candidate.FeedId, candidate.ItemKey) is [.., var known])
            return new Grouping.Joins(known.StoryId, CopyKind.Update, 1, "a new version of the same item");

        var onPage = recent.OfLink(candidate.CanonicalLink).Where(version => IsNear(version, candidate)).FirstOrDefault(version => IsSamePage(version, candidate, recent));
        if (onPage is not null)
        {
            return onPage.FeedId == candidate.FeedId
                ? new Grouping.Joins(onPage.StoryId, CopyKind.Update, 1, "a new version under the same link")
                : new Grouping.Joins(onPage.StoryId, CopyKind.SameLink, 1, "the same link");
        }

        return ByWords(recent, candidate) ?? (Grouping)Grouping.New;
    }

    private static bool IsNear(StoryVersion version, StoryVersion candidate) => (version.At - candidate.At).Duration() <= Window;

    /// <summary>
    /// One address is one article, unless the texts have nothing in common. A feed that lists one address under several keys
    /// either renews its keys (then the texts are alike) or links a front page or ticker.
    /// </summary>
    private static bool IsSamePage(StoryVersion version, StoryVersion candidate, StoryIndex recent)
    {
        if (!CanonicalLink.NamesAPage(candidate.CanonicalLink!))
            return false;
        var common = StoryComparison.Of(version.Fingerprint, candidate.Fingerprint, recent);
        var alike = Math.Max(common.Copied, common.Words);
        return version.FeedId == candidate.FeedId
            ? alike >= 0.5
            : alike >= LeastOnOnePage || version.Fingerprint.IsShort || candidate.Fingerprint.IsShort;
    }

    private static Grouping.Joins? ByWords(StoryIndex recent, StoryVersion candidate)
    {
        var stories = recent.Like(candidate.Fingerprint)
            .Where(version => IsNear(version, candidate))
            .Select(version => (version.StoryId, Verdict: StoryVerdict.On(version, candidate, recent)))
            .GroupBy(pair => pair.StoryId, pair => pair.Verdict);

        Grouping.Joins? best = null;
        foreach (var story in stories)
        {
            var verdict = OnStory([.. story]);
            if (verdict.IsSameEvent && (best is null || verdict.Similarity > best.Similarity))
                best = Join(story.Key, verdict);
        }

        return best;
    }

    /// <summary>The best verdict on a story's versions; for own words, drawn towards what the others say.</summary>
    private static StoryVerdict OnStory(List<StoryVerdict> verdicts)
    {
        var best = verdicts.OrderByDescending(verdict => verdict.Kind == CopyKind.OwnWords ? 0 : 1).ThenByDescending(verdict => verdict.Similarity - verdict.Bar).First();
        if (best.Kind != CopyKind.OwnWords || verdicts.Count == 1)
            return best;
        var mean = verdicts.Average(verdict => verdict.Similarity - verdict.Bar);
        return best with { Similarity = best.Similarity - (WeightOfOthers * (best.Similarity - best.Bar - mean)) };
    }

    private static Grouping.Joins Join(long story, StoryVerdict verdict)
    {
        var percent = (verdict.Similarity * 100).ToString("0", CultureInfo.InvariantCulture);
        var reason = verdict.Kind == CopyKind.OwnWords
            ? percent + "% alike in headline, lead and names"
            : percent + "% of the shorter text is word for word the same";
        return new Grouping.Joins(story, verdict.Kind, Math.Round(verdict.Similarity, 3), reason);
    }
}
