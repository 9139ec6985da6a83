using FeedWatch.Alerts.Mime;
using FeedWatch.Storage;

namespace FeedWatch.Alerts;

/// <summary>What a pass over the outbox did.</summary>
/// <param name="Sent">Handed to the mail server.</param>
/// <param name="Delayed">To be tried again later.</param>
/// <param name="Dead">Refused for good, or too old.</param>
public sealed record SendResult(int Sent, int Delayed, int Dead);

/// <summary>Takes mails from the outbox to the transport: claim, start, send, record. At least once; twice only in doubt.</summary>
public sealed class MailSender(OutboxStore outbox, IMailTransport transport, MailBreaker breaker, string owner, TimeProvider time, ILogger<MailSender> log)
{
    /// <summary>A mail that the server keeps putting off is given up so long after the first attempt (RFC 5321 section 4.5.4.1).</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(5);

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestAfterBreak = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewEvery = OutboxStore.Lease / 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long after the end of a stop the last answer may still be written down.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(6);
    private const int AtOnce = 10;

    /// <summary>Sends until nothing is due or the server is away.</summary>
    /// <param name="progress">Told before every mail, and while an answer waits for the database.</param>
    /// <param name="stopping">No new mail is begun; the one on the wire is finished, or given up unrecorded at <paramref name="abort"/>.</param>
    public async Task<SendResult> SendDueAsync(IProgress<int>? progress, CancellationToken stopping, CancellationToken abort)
    {
        var (sent, delayed, dead) = (0, 0, 0);
        if (!breaker.IsOpen && await outbox.LastAsync(MailBreaker.RefusedLogin, abort) is { } refusal)
        {
            breaker.LoginWasRefused(refusal.At, refusal.Text);
        }

        while (!stopping.IsCancellationRequested && !breaker.IsOpen)
        {
            var claimed = await outbox.ClaimAsync(owner, breaker.IsProbing ? 1 : AtOnce, time.GetUtcNow(), abort);
            if (claimed.Count == 0)
            {
                break;
            }

            CrashPoints.Reach("send.claimed");
            var done = 0;
            try
            {
                while (done < claimed.Count && !stopping.IsCancellationRequested && !breaker.IsOpen)
                {
                    progress?.Report(sent);
                    var record = await SendAsync(claimed[done++], progress, abort);
                    sent += record?.State == "sent" ? 1 : 0;
                    dead += record?.State == "dead" ? 1 : 0;
                    delayed += record?.State == "pending" ? 1 : 0;
                }
            }
            finally
            {
                if (done < claimed.Count)
                {
                    await outbox.ReleaseAsync(claimed[done..], CancellationToken.None);
                }
            }
        }

        return new SendResult(sent, delayed, dead);
    }

    private async Task<MailRecord?> SendAsync(ClaimedMail mail, IProgress<int>? progress, CancellationToken abort)
    {
        if (!await StartAsync(mail, progress, abort))
        {
            log.LogWarning("Mail {Id} was taken over by another replica before it went out", mail.Id);
            return null;
        }

        CrashPoints.Reach("send.start-logged");
        using var span = Metrics.Traces.StartActivity("feedwatch.mail.send", System.Diagnostics.ActivityKind.Client);
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var renewing = RenewAsync(mail, sending.Token);
        MailAnswer answer;
        try
        {
            answer = await transport.SendAsync(new OutgoingMail(mail.Sender, mail.Recipient, mail.Message), abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Stopped before the end of DATA (after it, a transport answers with a doubt): nothing has arrived, anybody may send it.
            await UntilTakenAsync(cancellation => outbox.ReleaseAsync([mail], cancellation), mail, progress, abort);
            throw;
        }
        catch (Exception fault)
        {
            // A unit of isolation: the mail. What it did to the transport is a bug; nobody knows how far it came.
            log.LogError(fault, "Mail {Id} broke its sending", mail.Id);
            answer = new MailAnswer.InDoubt($"the sending broke: {fault.GetType().Name}");
        }
        finally
        {
            await sending.CancelAsync();
            await renewing;
        }

        var record = Decide(mail, answer, time.GetUtcNow());
        CrashPoints.Reach("send.answered");
        await RecordAsync(mail, record, progress, abort);
        CrashPoints.Reach("send.recorded");
        Log(mail, record);
        Metrics.MailTried(record.Event);
        Tell(answer);

        return record;
    }

    /// <summary>A doubt says nothing about the server.</summary>
    private void Tell(MailAnswer answer)
    {
        switch (answer)
        {
            case MailAnswer.Unavailable unavailable:
                breaker.Away(unavailable.Code, unavailable.Text);
                if (unavailable.Code == MailBreaker.RefusedLogin)
                {
                    log.LogError("The mail server refuses the login: {Reason} No mail goes out until smtp.user and smtp.password are right; it is asked again every 15 minutes", unavailable.Text);
                }

                break;
            case MailAnswer.BrokenOff brokenOff:
                breaker.Away("lost", brokenOff.Text);
                break;
            case MailAnswer.InDoubt:
                break;
            default:
                breaker.Answered();
                break;
        }
    }

    /// <summary>A mail that could not be begun goes back at once: nothing of it has left.</summary>
    private async Task<bool> StartAsync(ClaimedMail mail, IProgress<int>? progress, CancellationToken abort)
    {
        try
        {
            return await outbox.StartAsync(mail, owner, abort);
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            await UntilTakenAsync(cancellation => outbox.ReleaseAsync([mail], cancellation), mail, progress, abort);
            throw;
        }
    }

    /// <summary>Only we know what the server said: unwritten, the mail would go out once more.</summary>
    private Task RecordAsync(ClaimedMail mail, MailRecord record, IProgress<int>? progress, CancellationToken abort) =>
        UntilTakenAsync(cancellation => outbox.RecordAsync(mail, owner, record, cancellation), mail, progress, abort);

    /// <summary>Asks until the database takes it, also a moment longer than <paramref name="abort"/>.</summary>
    private async Task UntilTakenAsync(Func<CancellationToken, Task> write, ClaimedMail mail, IProgress<int>? progress, CancellationToken abort)
    {
        using var over = new CancellationTokenSource();
        await using var stop = abort.Register(() => over.CancelAfter(LastWord));
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await write(over.Token);
                return;
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault) && !over.IsCancellationRequested)
            {
                log.LogWarning("What came of mail {Id} waits for the database: {Reason}", mail.Id, DatabaseFault.Sentence(fault));
                progress?.Report(0);
                await Task.Delay(pause, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>What follows from an answer. Pure.</summary>
    internal static MailRecord Decide(ClaimedMail mail, MailAnswer answer, DateTimeOffset now)
    {
        var retry = now + Pause(ShortestRetry, mail.Attempts);
        var tooOld = now - mail.FirstTriedAt > GiveUpAfter;
        MailRecord record = answer switch
        {
            MailAnswer.Accepted accepted => new("accepted", "sent", "250", Short(accepted.Text), now, true, now),
            MailAnswer.Deferred deferred when tooOld => new("deferred", "dead", Code(deferred.Code), $"Given up after {GiveUpAfter.TotalDays:F0} days: {Short(deferred.Text)}", now, true, null),
            MailAnswer.Deferred deferred => new("deferred", "pending", Code(deferred.Code), Short(deferred.Text), retry, true, null),
            MailAnswer.Rejected rejected => new("rejected", "dead", Code(rejected.Code), Short(rejected.Text), now, true, null),
            MailAnswer.BrokenOff broken when tooOld => new("broken_off", "dead", "lost", $"Given up after {GiveUpAfter.TotalDays:F0} days: {Short(broken.Text)}", now, true, null),
            MailAnswer.BrokenOff broken => new("broken_off", "pending", "lost", Short(broken.Text), now + Pause(ShortestAfterBreak, mail.Attempts), true, null),
            MailAnswer.InDoubt doubt when tooOld => new("in_doubt", "dead", "in_doubt", $"Given up after {GiveUpAfter.TotalDays:F0} days: {Short(doubt.Text)}", now, true, null),
            MailAnswer.InDoubt doubt => new("in_doubt", "pending", "in_doubt", Short(doubt.Text), retry, true, null),
            MailAnswer.Unavailable away => new("unavailable", "pending", away.Code, Short(away.Text), now, false, null),
            _ => throw new InvalidOperationException($"Unknown answer {answer.GetType().Name}"),
        };
        return record with { TriedAt = record.CountsAttempt ? now : null };
    }

    private static TimeSpan Pause(TimeSpan shortest, int attempts) => TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, shortest.Ticks << Math.Min(attempts, 10)));

    private async Task RenewAsync(ClaimedMail mail, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, time, cancellation);
                await outbox.RenewAsync(mail, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The mail is through.
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            log.LogWarning("The lease of mail {Id} could not be renewed: {Reason}", mail.Id, DatabaseFault.Sentence(fault));
        }
    }

    private void Log(ClaimedMail mail, MailRecord record)
    {
        if (record.State == "sent")
        {
            log.LogInformation("Mail {Id} handed over for {Recipient}", mail.Id, mail.Recipient);
        }
        else
        {
            log.LogWarning("Mail {Id} for {Recipient}: {Event}, {Code} {Text}", mail.Id, mail.Recipient, record.Event, record.Code, record.Text);
        }
    }

    private static string Code(int code) => code.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Cut between characters: half of one is no text for a database, and the answer would never be recorded.</summary>
    private static string Short(string text) => HeaderText.Shorten(text, 500);
}
