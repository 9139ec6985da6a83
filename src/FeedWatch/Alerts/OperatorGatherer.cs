using System.Text.Json;
using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>Turns notices into mails to the operators: what happened since the last one, in one mail, ten minutes apart at least.</summary>
public sealed class OperatorGatherer(Database database, AlertStore alerts, NoticeStore notices, TimeProvider time)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    /// <returns>How many mails were made.</returns>
    public Task<int> GatherAsync(FeedWatchSettings settings, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = time.GetUtcNow();
            await database.Sql.LockAsync(transaction, LockKeys.Gathering, cancellation);
            var open = await notices.OpenAsync(transaction, cancellation);
            if (open.Count == 0)
            {
                return 0;
            }

            if (settings.Ops.Count == 0)
            {
                await notices.CloseAsync(transaction, [.. open.Select(notice => notice.Id)], 0, cancellation);
                return 0;
            }

            if (now - open[0].At < Wait || await alerts.MadeLastAsync(transaction, "ops", cancellation) > now - Apart)
            {
                return 0;
            }

            var page = settings.Web.PublicUrl is { } url ? new Uri(url) : null;
            var rendered = OperatorMail.Render([.. open.Select(Event).OfType<OperatorEvent>()], page);
            var writer = new MailWriter(settings.Smtp);
            var ids = await alerts.TakeMailIdsAsync(transaction, settings.Ops.Count, cancellation);
            var mails = settings.Ops.Zip(ids, (recipient, id) =>
            {
                var messageId = MessageId.For($"outbox/{id}/{now:O}", writer.Host);
                var mail = writer.Write(rendered, new MailIdentity(Mailbox.Parse(recipient)!, messageId, now));
                return new NewMail(id, "ops", null, null, null, mail.Recipient, rendered.Subject, messageId, mail.Sender, mail.Message.ToArray(), []);
            }).ToList();
            await alerts.InsertAsync(transaction, mails, now, cancellation);
            await notices.CloseAsync(transaction, [.. open.Select(notice => notice.Id)], ids[0], cancellation);
            return mails.Count;
        },
        cancellation);

    private static OperatorEvent? Event(NoticeRow notice)
    {
        T Read<T>() => JsonSerializer.Deserialize<T>(notice.Detail, StoredJson.Options)!;
        return notice.Kind switch
        {
            "feed_broken" => Read<OperatorEvent.FeedBroken>(),
            "feed_recovered" => Read<OperatorEvent.FeedRecovered>(),
            "feed_paused" => Read<OperatorEvent.FeedPaused>(),
            "feed_moved" => Read<OperatorEvent.FeedMoved>(),
            "mail_dead" => Read<OperatorEvent.MailDead>(),
            "topic_silent" => Read<OperatorEvent.TopicSilent>(),
            "topic_loud" => Read<OperatorEvent.TopicLoud>(),
            "configuration_bad" => Read<OperatorEvent.ConfigurationBad>(),
            _ => null,
        };
    }
}
