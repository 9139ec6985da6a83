using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>The mail that a stored story would make now, for somebody who wants to see one.</summary>
public static class MailPreview
{
    /// <summary>Stands for whoever would get it.</summary>
    public const string Recipient = "you@example.org";

    public static AlertMail Of(StoryDetail story, string topic, Configuration configuration, string linkSecret, DateTimeOffset now)
    {
        var watchlist = story.Hits.First(hit => hit.Hit.Topic == topic).Hit;
        var zone = configuration.Watchlists.FirstOrDefault(known => known.Id == watchlist.Watchlist)?.TimeZone ?? TimeZoneInfo.Utc;
        var alerts = story.Hits.Where(hit => hit.Hit.Watchlist == watchlist.Watchlist)
            .Select(hit => new PendingAlert(
                hit.Hit.Id, hit.Hit.Id, hit.Hit.VersionId, story.Story.Id, Recipient, hit.Hit.Watchlist, hit.Hit.Topic, "immediate", now, false,
                new AlertDelivery(hit.Hit.WatchlistName, zone.Id, int.MaxValue, false)))
            .ToList();
        return MailComposer.Compose(new PlannedMail("story", alerts), new Dictionary<long, StoryDetail> { [story.Story.Id] = story }, configuration.Settings, linkSecret, now).Mail;
    }
}
