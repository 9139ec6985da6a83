using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>For those who asked for it: a digest that says that there was nothing, so that silence is never doubted.</summary>
public sealed class NothingNewGatherer(Database database, AlertStore alerts, MailRenderer renderer, TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>A recipient of a digest.</summary>
    private sealed record Reader(Watchlist Watchlist, string Cron, string Recipient);

    /// <summary>Makes the mails that are due; to be called after the digests with something in them were made.</summary>
    /// <returns>How many mails were made.</returns>
    public Task<int> GatherAsync(Configuration configuration, CancellationToken cancellation)
    {
        var readers = configuration.Topics
            .Where(pair => pair.Topic.Deliver is { Mode: DeliveryMode.Digest, NothingNew: true, At: not null })
            .SelectMany(pair => pair.Topic.Recipients.Select(recipient => (Reader: new Reader(pair.Watchlist, pair.Topic.Deliver.At!, recipient), Topic: pair.Topic.Definition.Id)))
            .ToList();
        return readers.Count == 0 ? Task.FromResult(0) : database.WriteAsync(
            async transaction =>
            {
                await database.Sql.LockAsync(transaction, LockKeys.Gathering, cancellation);
                var now = time.GetUtcNow();
                var made = await alerts.LastDigestsAsync(transaction, cancellation);
                var mutes = (await alerts.MutesAsync(transaction, now, cancellation)).Select(mute => (mute.Recipient, mute.Watchlist, mute.Topic)).ToHashSet();
                var wanted = readers
                    .Where(one => !mutes.Contains((one.Reader.Recipient, one.Reader.Watchlist.Id, string.Empty)) && !mutes.Contains((one.Reader.Recipient, one.Reader.Watchlist.Id, one.Topic)))
                    .Select(one => one.Reader).Distinct();
                var due = wanted.Where(reader => CronSchedule.Parse(reader.Cron).Next(
                    made.TryGetValue((reader.Recipient, reader.Watchlist.Id), out var last) && last > _started ? last : _started, reader.Watchlist.TimeZone) <= now).ToList();
                var ids = await alerts.TakeMailIdsAsync(transaction, due.Count, cancellation);
                var linkSecret = await LinkSecret.ReadAsync(transaction, cancellation);
                var mails = new List<NewMail>();
                foreach (var (reader, id) in due.Zip(ids))
                {
                    mails.Add(await WriteAsync(reader, id, configuration.Settings, linkSecret, now));
                }

                await alerts.InsertAsync(transaction, mails, now, cancellation);
                return mails.Count;
            },
            cancellation);
    }

    private async Task<NewMail> WriteAsync(Reader reader, long id, FeedWatchSettings settings, string linkSecret, DateTimeOffset now)
    {
        var writer = new MailWriter(settings.Smtp);
        var unsubscribe = Unsubscribing.Link(settings.Web, linkSecret, reader.Recipient, reader.Watchlist.Id);
        var rendered = (await renderer.RenderAsync(new AlertMail
        {
            Kind = AlertMailKind.NothingNew,
            WatchlistId = reader.Watchlist.Id,
            WatchlistName = reader.Watchlist.Name,
            Stories = [],
            TimeZone = reader.Watchlist.TimeZone,
            Now = now,
            Unsubscribe = unsubscribe,
        }))[0];
        var messageId = MessageId.For($"outbox/{id}/{now:O}", writer.Host);
        var mail = writer.Write(rendered, new MailIdentity(Mailbox.ParseAddress(reader.Recipient)!, messageId, TimeZoneInfo.ConvertTime(now, reader.Watchlist.TimeZone))
        {
            List = new MailingList(reader.Watchlist.Id, reader.Watchlist.Name, unsubscribe),
        });
        return new NewMail(id, "nothing_new", reader.Watchlist.Id, reader.Watchlist.Name, null, reader.Recipient, rendered.Subject, messageId, mail.Sender, mail.Message.ToArray(), []);
    }
}
