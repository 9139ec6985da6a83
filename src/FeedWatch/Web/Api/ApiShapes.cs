using FeedWatch.Core.Topics;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Api;

/// <summary>From what is stored to what the API answers.</summary>
internal static class ApiShapes
{
    public static Story Story(StoryDetail story) => new(
        story.Story.Id, story.Story.Headline, story.Story.Link, story.Story.Outlet, story.Story.CreatedAt, story.Story.ChangedAt,
        story.Hits.Select(hit => new TopicOfStory(hit.Hit.Watchlist, hit.Hit.Topic)).Distinct(),
        story.Versions.Select(version => new VersionOfStory(
            version.Version.Outlet, version.Version.Title, version.Version.Link, version.Published, version.Version.FoundAt, version.Version.CopyKind, version.Version.Reason)));

    public static Hit Hit(StoredHit hit) => new(
        hit.Hit.Id, hit.Hit.WatchlistName, hit.Hit.Topic, WebAddress.Hidden(hit.Feed), new ItemOfHit(hit.Guid, hit.Title, hit.Link, hit.Published), hit.Hit.StoryId, hit.Hit.Score, hit.Hit.FoundAt,
        hit.Evidence.Select(place => new EvidenceOfHit(place.Clause, place.Field, place.Offset, place.Length, place.Text, place.Rule)));

    public static Miss Miss(NearItem near) => new(near.Feed, new ItemOfMiss(near.Item.Title, near.Item.Link), near.FirstSeen, near.Miss.Path, near.Miss.Clause, near.Miss.Reason);

    public static Feed Feed(FeedHealth feed) => new(
        feed.Row.Id, feed.Key, feed.Url, feed.Name, FeedWords.Short(feed.Condition), feed.Row.LastCode, FeedWords.Sentence(feed), FeedWords.Suggestion(feed),
        feed.Row.LastPolledAt, feed.Row.LastSuccessAt, feed.Row is { Active: true, Paused: false } ? feed.Row.NextDue : null, feed.Row.GapAt,
        feed.Row.Polls, feed.Row.NotModified, feed.ItemsPerDay, feed.Row.LastMs, feed.Row.UsualMs, feed.Row.Strip, feed.Problems);

    public static Topic Topic(Settings.Watchlist watchlist, TopicDefinition topic) => new(watchlist.Id, watchlist.Name, topic.Id, topic.Name, topic.Any, topic.All, topic.None);

    public static Mail Mail(MailHead mail) => new(
        mail.Id, mail.Kind, mail.State, mail.WatchlistName, mail.StoryId, WebAddress.Hidden(mail.Recipient), mail.Subject, mail.MessageId,
        mail.CreatedAt, mail.DueAt, mail.SentAt, mail.Attempts, mail.LastCode, mail.LastText);

    public static Problem Problem(TopicError error) => new(error.Clause, error.Position, error.Length, error.Message, error.Remedy, error.IsWarning);
}
