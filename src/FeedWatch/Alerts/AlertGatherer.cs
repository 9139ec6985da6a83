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
            if (ended == 0)
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
        var linkSecret = await LinkSecret.ReadAsync(transaction, cancellation);
        var drafts = new List<MailDraft>();
        var covered = plan.Covered.ToList();
        foreach (var planned in plan.Mails)
        {
            var composed = MailComposer.Compose(planned, stories, settings, linkSecret, now);
            if (planned.RepliesTo is { } first && composed.Mail.Stories[0].NewSentences.Count == 0)
            {
                covered.AddRange(planned.Alerts.Select(alert => (alert, first))); // a reply that says nothing new is no use to anybody
                continue;
            }

            drafts.AddRange(await DraftAsync(planned, composed));
        }

        var ids = await alerts.TakeMailIdsAsync(transaction, drafts.Count, cancellation);
        var mails = drafts.Zip(ids, (draft, id) => Freeze(id, draft, settings, now)).ToList();
        CrashPoints.Reach("gather.rendered");
        await alerts.InsertAsync(transaction, mails, now, cancellation);
        CrashPoints.Reach("gather.mails-written");
        await alerts.MarkAsync(transaction, "covered", [.. covered.Select(pair => (pair.Alert.Id, (long?)pair.Mail.OutboxId))], cancellation);
        await alerts.MarkAsync(transaction, "muted", [.. plan.Muted.Select(alert => (alert.Id, (long?)null))], cancellation);
        CrashPoints.Reach("gather.before-commit");
        return (mails.Count, mails.Sum(mail => mail.Alerts.Count) + covered.Count + plan.Muted.Count);
    }

    /// <summary>A planned mail as it will go out: usually one, more when it is too large.</summary>
    private async Task<IReadOnlyList<MailDraft>> DraftAsync(PlannedMail planned, ComposedMail composed)
    {
        if (WebhookMessage.IsWebhook(planned.Recipient))
        {
            return [new MailDraft(planned, composed.Mail, null, [.. composed.Alerts.SelectMany(ids => ids)])];
        }

        var rendered = await renderer.RenderAsync(composed.Mail);
        foreach (var reason in rendered.SelectMany(mail => mail.Degraded))
        {
            log.LogError("A mail of {Watchlist} is plainer than it should be: {Reason}", planned.Watchlist, reason);
        }

        return [.. rendered.Select(mail => new MailDraft(planned, composed.Mail, mail, [.. composed.Alerts.Take(mail.Stories).SelectMany(ids => ids)]))];
    }

    private static NewMail Freeze(long id, MailDraft draft, FeedWatchSettings settings, DateTimeOffset now)
    {
        var (planned, mail, rendered, covered) = draft;
        var writer = new MailWriter(settings.Smtp);
        var messageId = MessageId.For($"outbox/{id}/{now:O}", writer.Host);
        var storyId = planned.Kind is "story" or "update" ? planned.Alerts[0].StoryId : (long?)null;
        var outgoing = rendered is null
            ? new OutgoingMail(writer.Sender, planned.Recipient, WebhookMessage.Write(messageId, mail))
            : writer.Write(rendered, new MailIdentity(Mailbox.ParseAddress(planned.Recipient)!, messageId, TimeZoneInfo.ConvertTime(now, mail.TimeZone))
            {
                References = planned.RepliesTo is { } first ? [first.MessageId] : [],
                List = new MailingList(planned.Watchlist, planned.Delivery.WatchlistName, mail.Unsubscribe),
            });
        return new NewMail(
            id, planned.Kind, planned.Watchlist, planned.Delivery.WatchlistName, storyId, planned.Recipient, rendered?.Subject ?? "webhook", messageId,
            outgoing.Sender, outgoing.Message.ToArray(), covered);
    }

    /// <param name="Rendered">Null for a webhook.</param>
    /// <param name="Alerts">Ids of the alerts that it answers.</param>
    private sealed record MailDraft(PlannedMail Planned, AlertMail Mail, RenderedMail? Rendered, IReadOnlyList<long> Alerts);
}
