using System.Globalization;

namespace FeedWatch.Core.Stories;

/// <summary>Decides whether a report is of an event that is known.</summary>
public static class StoryGrouper
{
    /// <summary>Reports further apart than this are of different events.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(4);

    /// <summary>Two texts under one address that are less alike than this are two articles (a ticker, a page used over again).</summary>
    private const double LeastOnOnePage = 0.1;

    /// <summary>Of the versions under one address the newest are compared: some feeds give all their items the same, and each must not wait for all before it.</summary>
    private const int VersionsOnOnePage = 30;

    /// <summary>Under one address in one feed: an article whose key has changed is at least so much like itself.</summary>
    private const double EnoughInOneFeed = 0.5;

    /// <summary>How much of the likeness is what the story's versions together have of the candidate, and how much of that its headline.</summary>
    private const double WeightOfCoverage = 0.41;
    private const double HeadlineInCoverage = 0.25;
    private const int VersionsPooled = 30;

    /// <summary>How much the likeness to the story's other versions counts beside the best: one chance likeness is not enough.</summary>
    private const double WeightOfOthers = 0.71;

    /// <summary>An outlet that has told of an event writes next about something else.</summary>
    private const double MoreForSameFeed = 0.60;

    /// <summary>A town in the headline that no report of the story names is another place.</summary>
    private const double MoreForElsewhere = 0.12;

    /// <summary>The story among <paramref name="recent"/> that the candidate belongs to, or that it opens one. Changes nothing.</summary>
    public static Grouping Find(StoryIndex recent, StoryVersion candidate)
    {
        ArgumentNullException.ThrowIfNull(recent);
        ArgumentNullException.ThrowIfNull(candidate);

        if (recent.LatestOfItem(candidate.FeedId, candidate.ItemKey) is { } known)
            return new Grouping.Joins(known.StoryId, CopyKind.Update, 1, "a new version of the same item");

        var looked = recent.Look(candidate);
        var words = new WordTable(looked.Features, stackalloc byte[WordTable.Size]);
        return ByLink(recent, looked, words) ?? ByWords(recent, looked, words) ?? (Grouping)Grouping.New;
    }

    private static Grouping.Joins? ByLink(StoryIndex recent, RecentVersion candidate, WordTable words)
    {
        foreach (var version in recent.WithLink(candidate.Version.CanonicalLink, VersionsOnOnePage))
        {
            if (IsNear(version, candidate) && IsSamePage(version, candidate, words, recent.Weights))
            {
                return version.Version.FeedId == candidate.Version.FeedId
                    ? new Grouping.Joins(version.Version.StoryId, CopyKind.Update, 1, "a new version under the same link")
                    : new Grouping.Joins(version.Version.StoryId, CopyKind.SameLink, 1, "the same link");
            }
        }

        return null;
    }

    private static bool IsNear(RecentVersion version, RecentVersion candidate) => (version.Version.At - candidate.Version.At).Duration() <= Window;

    /// <summary>
    /// One address is one article, unless the texts have nothing in common. A feed that lists one address under several keys
    /// either renews its keys (then the texts are alike) or links a front page or ticker.
    /// </summary>
    private static bool IsSamePage(RecentVersion version, RecentVersion candidate, WordTable words, WordWeights weights)
    {
        var (one, other) = (version.Version, candidate.Version);
        if (!CanonicalLink.NamesAPage(other.CanonicalLink!))
            return false;
        var common = StoryComparison.Of(version, candidate, words, weights);
        var alike = Math.Max(common.Copied, common.Words);
        return one.FeedId == other.FeedId
            ? alike >= EnoughInOneFeed
            : alike >= LeastOnOnePage || one.Fingerprint.IsShort || other.Fingerprint.IsShort;
    }

    private static Grouping.Joins? ByWords(StoryIndex recent, RecentVersion candidate, WordTable words)
    {
        var weights = recent.Weights;
        var verdicts = new List<(long StoryId, StoryVerdict Verdict)>();
        foreach (var version in recent.Like(candidate))
        {
            if (IsNear(version, candidate))
                verdicts.Add((version.Version.StoryId, StoryVerdict.On(version, candidate, words, weights)));
        }

        Grouping.Joins? best = null;
        foreach (var story in verdicts.GroupBy(pair => pair.StoryId, pair => pair.Verdict))
        {
            var verdict = OnStory([.. story], [.. recent.Newest(story.Key, VersionsPooled)], candidate, words, weights);
            if (verdict.IsSameEvent && (best is null || verdict.Similarity > best.Similarity))
                best = Join(story.Key, verdict);
        }

        return best;
    }

    /// <summary>The best verdict on a story's versions; for own words, drawn towards what the others say and what all of them together cover.</summary>
    private static StoryVerdict OnStory(List<StoryVerdict> verdicts, List<RecentVersion> versions, RecentVersion candidate, WordTable words, WordWeights weights)
    {
        var best = verdicts.OrderByDescending(verdict => verdict.Kind == CopyKind.OwnWords ? 0 : 1).ThenByDescending(verdict => verdict.Similarity - verdict.Bar).First();
        if (best.Kind != CopyKind.OwnWords || best.Bar >= 1)
            return best;
        // One that says otherwise is of another event, whatever else the story says.
        if (versions.Any(version => HeadlineForm.SaysOtherwise(version.Version.Fingerprint, candidate.Version.Fingerprint)))
            return best with { Bar = double.PositiveInfinity };
        var mean = verdicts.Average(verdict => verdict.Similarity - verdict.Bar);
        var coverage = StoryCoverage.Of(versions, candidate, words, weights);
        var covered = (HeadlineInCoverage * coverage.Headline) + ((1 - HeadlineInCoverage) * coverage.All);
        var alike = ((1 - WeightOfCoverage) * best.Similarity) + (WeightOfCoverage * covered) - (WeightOfOthers * (best.Similarity - best.Bar - mean));
        var isSecondOfFeed = versions.Any(version => version.Version.FeedId == candidate.Version.FeedId);
        return best with { Similarity = alike, Bar = best.Bar + (isSecondOfFeed ? MoreForSameFeed : 0) + (coverage.IsElsewhere ? MoreForElsewhere : 0) };
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
