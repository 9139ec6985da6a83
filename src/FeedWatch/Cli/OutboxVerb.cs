using System.CommandLine;
using System.Globalization;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>outbox</c>: mails made, sent, waiting and dead; <c>outbox retry ID</c>.</summary>
public static class OutboxVerb
{
    public static Command Create()
    {
        var list = new Command("outbox", "Show the mails: sent, waiting and dead") { StoredVerb.Since, StoredVerb.Csv, Retry() };
        return list.DoesStored(async (context, database, result, cancellation) =>
        {
            if (StoredVerb.SinceMoment(context, result) is not { } since)
            {
                return ExitCodes.Usage;
            }

            var mails = await new StoredMails(database).ListAsync(since, cancellation);
            StoredVerb.Print<OutboxRow>(
                context, result.GetValue(StoredVerb.Csv), mails, Shape,
                new("id", mail => mail.Id.ToString(CultureInfo.InvariantCulture)), new("state", mail => mail.State), new("createdAt", mail => HitsVerb.Moment(mail.CreatedAt)),
                new("recipient", mail => mail.Recipient), new("subject", mail => mail.Subject), new("server", mail => mail.State == "sent" ? null : $"{mail.LastCode} {mail.LastText}"));
            return ExitCodes.Ok;
        });
    }

    private static object Shape(OutboxRow mail) => new
    {
        id = mail.Id,
        kind = mail.Kind,
        watchlist = mail.WatchlistName,
        recipient = mail.Recipient,
        subject = mail.Subject,
        messageId = mail.MessageId,
        state = mail.State,
        createdAt = mail.CreatedAt,
        dueAt = mail.DueAt,
        attempts = mail.Attempts,
        inDoubt = mail.InDoubt,
        lastCode = mail.LastCode,
        lastText = mail.LastText,
        sentAt = mail.SentAt,
    };

    private static Command Retry()
    {
        var id = new Argument<long>("id") { Description = "Id of a dead mail" };
        return new Command("retry", "Send a dead mail again, with the same Message-ID") { id }.DoesStored(async (context, database, result, cancellation) =>
        {
            if (await new OutboxStore(database).RetryAsync(result.GetValue(id), context.Time.GetUtcNow(), cancellation))
            {
                context.Output.Line("It goes out with the next pass.");
                return ExitCodes.Ok;
            }

            context.Output.Error($"There is no dead mail {result.GetValue(id)}. feedwatch outbox lists the mails.");
            return ExitCodes.Usage;
        });
    }
}
