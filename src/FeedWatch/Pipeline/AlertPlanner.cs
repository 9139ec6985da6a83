using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>Whom to tell of a hit, and when: the watchlist's delivery put into dates at the moment the hit is found.</summary>
public static class AlertPlanner
{
    public static IReadOnlyList<PlannedAlert> Plan(Watchlist watchlist, WatchedTopic topic, int score, DateTimeOffset now)
    {
        var deliver = topic.Deliver;
        var delivery = new AlertDelivery(watchlist.Name, watchlist.TimeZone.Id, deliver.MaxPerHour, deliver.OnUpdate == OnUpdate.Thread).ToJson();
        var recipients = deliver.Webhook is { } webhook ? topic.Recipients.Append(webhook) : topic.Recipients;
        var isDigest = deliver.Mode == DeliveryMode.Digest && !(score >= deliver.ImmediateMinScore);
        if (isDigest)
        {
            var next = CronSchedule.Parse(deliver.At!).Next(now, watchlist.TimeZone) ?? now;
            return [.. recipients.Select(recipient => new PlannedAlert(recipient, "digest", next, false, delivery))];
        }

        var gathered = now + deliver.Gather;
        var free = deliver.QuietHours is { } quiet ? EndOfQuiet(quiet, watchlist.TimeZone, gathered) : gathered;
        return [.. recipients.Select(recipient => new PlannedAlert(recipient, "immediate", free, free > gathered, delivery))];
    }

    /// <summary>The end of the quiet hours that <paramref name="moment"/> falls into, or the moment itself.</summary>
    public static DateTimeOffset EndOfQuiet(QuietHours quiet, TimeZoneInfo zone, DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (quiet.From == quiet.To || !time.IsBetween(quiet.From, quiet.To))
        {
            return moment;
        }

        var end = local.Date + quiet.To.ToTimeSpan();
        if (end <= local)
        {
            end = end.AddDays(1);
        }

        while (zone.IsInvalidTime(end))
        {
            end = end.AddMinutes(1); // the hour that spring skips
        }

        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
