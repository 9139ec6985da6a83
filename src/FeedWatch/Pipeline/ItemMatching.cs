using FeedWatch.Core.Feeds;
using FeedWatch.Core.Stories;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>A new or changed item through the topics: plain text, matches with reasons, alerts planned. Pure but for the moment handed in.</summary>
public static class ItemMatching
{
    /// <summary>The item as the topics see it.</summary>
    public static TopicItem Describe(FeedItem item, FeedSettings feed, string? feedTitle) => new()
    {
        Title = item.Title,
        Summary = item.Summary.ToPlainText(),
        Content = item.Content.ToPlainText(),
        Authors = item.Authors,
        Categories = item.Categories,
        Link = item.Link,
        Language = feed.Language ?? item.Language,
        FeedId = feed.Id,
        Source = feed.Name ?? feedTitle,
        FeedTags = feed.Tags,
    };

    /// <param name="alerts">Whether hits of this item are to be mailed.</param>
    public static FreshItem Match(UInt128 key, FeedItem item, TopicItem described, Configuration configuration, FeedVisit visit, Func<FeedItem, bool> alerts)
    {
        var matches = HitEntryId.IsHit(item.Id) ? [] : configuration.TopicSet.Match(described);
        var mailed = matches.Count > 0 && alerts(item);
        var outlet = described.Source ?? visit.Claim.Title ?? visit.Claim.Key;
        return new FreshItem
        {
            Key = key,
            Guid = item.Id,
            Title = item.Title,
            Link = item.Link,
            Published = item.Published,
            Updated = item.Updated,
            Language = described.Language,
            Authors = item.Authors,
            Categories = item.Categories,
            Summary = described.Summary,
            Content = described.Content,
            Hits = matches.Count == 0 ? [] : Found(matches, configuration, mailed, visit.At),
            Version = matches.Count == 0 ? null : Version(described, visit, outlet, When(item, visit.At)),
            Outlet = outlet,
        };
    }

    /// <summary>What stories compare is made here, beside other feeds, and not while the database waits.</summary>
    private static StoryVersion Version(TopicItem item, FeedVisit visit, string outlet, DateTimeOffset at)
    {
        var feedId = visit.Claim.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var fingerprint = StoryFingerprint.Of(new StoryText
        {
            FeedId = feedId,
            Title = item.Title,
            Body = item.Content ?? item.Summary,
            Link = item.Link,
            Language = item.Language,
            At = at,
            Outlet = outlet,
        });
        return new StoryVersion(0, feedId, CanonicalLink.Of(item.Link), null, at, fingerprint);
    }

    /// <summary>When it was published, as far as that can be: not in the future, not before there was a web.</summary>
    public static DateTimeOffset When(FeedItem item, DateTimeOffset now) =>
        (item.Published ?? item.Updated) is { } date && date <= now && date.Year >= 1990 ? date : now;

    private static IReadOnlyList<FoundHit> Found(IReadOnlyList<TopicMatch> matches, Configuration configuration, bool mailed, DateTimeOffset now) =>
        [.. matches.Select(match => Found(match, configuration, mailed, now)).OfType<FoundHit>()];

    private static FoundHit? Found(TopicMatch match, Configuration configuration, bool mailed, DateTimeOffset now)
    {
        var (watchlist, topic) = configuration.Topics[match.Topic];
        if (topic.Expires is { } expires && expires <= now)
        {
            return null;
        }

        var alerts = mailed ? AlertPlanner.Plan(watchlist, topic, match.Score, now) : [];
        return new FoundHit(watchlist.Id, watchlist.Name, topic.Definition.Id, topic.Definition.Name, match.Score, match.Evidence, configuration.Revision, alerts);
    }
}
