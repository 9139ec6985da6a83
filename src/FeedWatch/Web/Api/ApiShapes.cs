using FeedWatch.Core.Topics;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Api;

/// <summary>What the API answers, as <c>openapi.json</c> describes it.</summary>
public static class ApiShapes
{
    public static object Story(StoryDetail story) => new
    {
        id = story.Story.Id,
        headline = story.Story.Headline,
        link = story.Story.Link,
        outlet = story.Story.Outlet,
        createdAt = story.Story.CreatedAt,
        changedAt = story.Story.ChangedAt,
        topics = story.Hits.Select(hit => (hit.Hit.Watchlist, hit.Hit.Topic)).Distinct().Select(topic => new { watchlist = topic.Watchlist, topic = topic.Topic }),
        versions = story.Versions.Select(version => new
        {
            outlet = version.Version.Outlet,
            title = version.Version.Title,
            link = version.Version.Link,
            published = version.Published,
            foundAt = version.Version.FoundAt,
            copyKind = version.Version.CopyKind,
            reason = version.Version.Reason,
        }),
    };

    public static object Hit(StoredHit hit) => new
    {
        id = hit.Hit.Id,
        watchlist = hit.Hit.WatchlistName,
        topic = hit.Hit.Topic,
        source = WebAddress.Hidden(hit.Feed),
        item = new { id = hit.Guid, title = hit.Title, link = hit.Link, published = hit.Published },
        storyId = hit.Hit.StoryId,
        score = hit.Hit.Score,
        foundAt = hit.Hit.FoundAt,
        evidence = hit.Evidence.Select(Evidence),
    };

    public static object Miss(NearItem near) => new
    {
        source = near.Feed,
        item = new { title = near.Item.Title, link = near.Item.Link },
        foundAt = near.FirstSeen,
        path = near.Miss.Path,
        clause = near.Miss.Clause,
        reason = near.Miss.Reason,
    };

    public static object Feed(FeedHealth feed) => new
    {
        id = feed.Row.Id,
        key = feed.Key,
        url = feed.Url,
        name = feed.Name,
        condition = FeedWords.Short(feed.Condition),
        code = feed.Row.LastCode,
        text = FeedWords.Sentence(feed),
        suggestion = FeedWords.Suggestion(feed),
        lastPolledAt = feed.Row.LastPolledAt,
        lastSuccessAt = feed.Row.LastSuccessAt,
        nextDue = feed.Row is { Active: true, Paused: false } ? feed.Row.NextDue : (DateTimeOffset?)null,
        gapAt = feed.Row.GapAt,
        polls = feed.Row.Polls,
        notModified = feed.Row.NotModified,
        itemsPerDay = feed.ItemsPerDay,
        lastMilliseconds = feed.Row.LastMs,
        usualMilliseconds = feed.Row.UsualMs,
        strip = feed.Row.Strip,
        problems = feed.Problems,
    };

    public static object Mail(MailHead mail) => new
    {
        id = mail.Id,
        kind = mail.Kind,
        state = mail.State,
        watchlist = mail.WatchlistName,
        storyId = mail.StoryId,
        recipient = WebAddress.Hidden(mail.Recipient),
        subject = mail.Subject,
        messageId = mail.MessageId,
        createdAt = mail.CreatedAt,
        dueAt = mail.DueAt,
        sentAt = mail.SentAt,
        attempts = mail.Attempts,
        code = mail.LastCode,
        text = mail.LastText,
    };

    public static object Problem(TopicError error) => new
    {
        clause = error.Clause,
        position = error.Position,
        length = error.Length,
        message = error.Message,
        remedy = error.Remedy,
        isWarning = error.IsWarning,
    };

    private static object Evidence(Evidence place) => new { clause = place.Clause, field = place.Field, offset = place.Offset, length = place.Length, text = place.Text, rule = place.Rule };
}
