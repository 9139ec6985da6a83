using System.Data.Common;
using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>
/// Turns alerts that are due into mails in the outbox: planned, rendered and frozen in one transaction with the marks on their alerts,
/// under a lock that replicas share. What happens to the mails later cannot change them any more.
/// </summary>
public sealed class AlertGatherer(Database database, AlertStore alerts, MailRenderer renderer, TimeProvider time, ILogger<AlertGatherer> log)
{
    private const int AtOnce = 2000;

    /// <summary>Makes the mails that are due.</summary>
    /// <param name="gatheringIsOver">Do not wait for gathering windows.</param>
    /// <returns>How many mails were made.</returns>
    public async Task<int> GatherAsync(FeedWatchSettings settings, bool gatheringIsOver, CancellationToken cancellation)
    {
        var made = 0;
        while (true)
        {
            var (mails, ended) = await database.WriteAsync(transaction => GatherAsync(transaction, settings, gatheringIsOver, cancellation), cancellation);
            made += mails;
            CrashPoints.Reach("gather.committed");
            if (ended < AtOnce)
            {
                return made;
            }
        }
    }

    private async Task<(int Mails, int Ended)> GatherAsync(DbTransaction transaction, FeedWatchSettings settings, bool gatheringIsOver, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await database.Sql.LockAsync(transaction, LockKeys.Gathering, cancellation);
        var due = await alerts.DueAsync(transaction, now, gatheringIsOver, AtOnce, cancellation);
        if (due.Count == 0)
        {
            return (0, 0);
        }

        CrashPoints.Reach("gather.due");
        var groups = due.Where(alert => alert.Kind == "immediate").Select(alert => (alert.StoryId, alert.Recipient, alert.Watchlist)).Distinct().ToList();
        var earlier = await alerts.EarlierMailsAsync(transaction, groups, cancellation);
        var made = await alerts.MadeSinceAsync(transaction, now - TimeSpan.FromHours(1), cancellation);
        var mutes = (await alerts.MutesAsync(transaction, now, cancellation)).Select(mute => (mute.Recipient, mute.Watchlist, mute.Topic)).ToHashSet();
        var plan = MailPlanner.Plan(
            due, earlier, made,
            alert => mutes.Contains((alert.Recipient, alert.Watchlist, string.Empty)) || mutes.Contains((alert.Recipient, alert.Watchlist, alert.Topic)));
        var stories = await StoryDetails.ReadAsync(database, transaction, [.. plan.Mails.SelectMany(mail => mail.Alerts).Select(alert => alert.StoryId).Distinct()], cancellation);
        var composed = new List<(PlannedMail Planned, AlertMail Mail, IReadOnlyList<long> Alerts)>();
        foreach (var planned in plan.Mails)
        {
            composed.AddRange(MailComposer.Compose(planned, stories, settings, now).Select(part => (planned, part.Mail, part.Alerts)));
        }

        var ids = await alerts.TakeMailIdsAsync(transaction, composed.Count, cancellation);
        var mails = new List<NewMail>(composed.Count);
        foreach (var ((planned, mail, covered), id) in composed.Zip(ids))
        {
            mails.Add(await WriteAsync(id, planned, mail, covered, settings, now));
        }

        CrashPoints.Reach("gather.rendered");
        await alerts.InsertAsync(transaction, mails, now, cancellation);
        CrashPoints.Reach("gather.mails-written");
        await alerts.MarkAsync(transaction, "covered", [.. plan.Covered.Select(pair => (pair.Alert.Id, (long?)pair.Mail.OutboxId))], cancellation);
        await alerts.MarkAsync(transaction, "muted", [.. plan.Muted.Select(alert => (alert.Id, (long?)null))], cancellation);
        CrashPoints.Reach("gather.before-commit");
        return (mails.Count, mails.Sum(mail => mail.Alerts.Count) + plan.Covered.Count + plan.Muted.Count);
    }

    private async Task<NewMail> WriteAsync(long id, PlannedMail planned, AlertMail mail, IReadOnlyList<long> covered, FeedWatchSettings settings, DateTimeOffset now)
    {
        var from = Mailbox.Parse(settings.Smtp.From)!;
        var messageId = MessageId.For($"outbox/{id}/{now:O}", from.Domain);
        var storyId = planned.Kind is "story" or "update" ? planned.Alerts[0].StoryId : (long?)null;
        NewMail Frozen(string subject, byte[] message) => new(
            id, planned.Kind, planned.Watchlist, planned.Delivery.WatchlistName, storyId, planned.Recipient, subject, messageId, settings.Smtp.ReturnPath ?? from.Address, message, covered);

        if (WebhookMessage.IsWebhook(planned.Recipient))
        {
            return Frozen("webhook", WebhookMessage.Write(messageId, mail));
        }

        var rendered = await RenderAsync(mail);
        var headers = new MailHeaders
        {
            MessageId = messageId,
            Date = TimeZoneInfo.ConvertTime(now, mail.TimeZone),
            From = from,
            To = Mailbox.ParseAddress(planned.Recipient)!,
            ReplyTo = settings.Smtp.ReplyTo is { } replyTo ? Mailbox.Parse(replyTo) : null,
            Subject = rendered.Subject,
            References = planned.RepliesTo is { } first ? [first.MessageId] : [],
            List = new MailingList(planned.Watchlist, planned.Delivery.WatchlistName, mail.Unsubscribe),
        };
        return Frozen(rendered.Subject, MimeMessageWriter.Write(headers, rendered.Text, rendered.Html));
    }

    /// <summary>A unit of isolation: a mail that cannot be rendered goes out as plain text and holds up no other.</summary>
    private async Task<RenderedMail> RenderAsync(AlertMail mail)
    {
        try
        {
            return await renderer.RenderAsync(mail);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "A mail of {Watchlist} could not be rendered; it goes out as plain text", mail.WatchlistId);
            var lines = mail.Stories.Select(story => $"{story.Headline}\n{story.Link}\n{story.Outlet}\n");
            return new RenderedMail($"[{mail.WatchlistName}] {mail.Stories.Count} stories", string.Join('\n', lines), null);
        }
    }
}
