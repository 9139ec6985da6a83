using System.CommandLine;
using System.Runtime.InteropServices;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary><c>poll --once</c>: one round, then what is due is sent, then the end.</summary>
public static class PollVerb
{
    /// <summary>Who polls once wants to hear that the database is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How long a mail on the wire may still take after the signal to stop.</summary>
    private static readonly TimeSpan MailMayTake = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "One round over the feeds that are due", Required = true };
        var all = new Option<bool>("--all") { Description = "Over all feeds, due or not" };
        return new Command("poll", "Poll once, send what is due, end") { once, all }
            .DoesConfigured((context, configuration, result, cancellation) => RunAsync(context, configuration, result.GetValue(all), cancellation));
    }

    private static async Task<int> RunAsync(VerbContext context, Configuration configuration, bool all, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var abort = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
            abort.CancelAfter(MailMayTake);
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            return await RunAsync(context, configuration, all, stopping.Token, abort.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return ExitCodes.TryAgain;
        }
    }

    private static async Task<int> RunAsync(VerbContext context, Configuration configuration, bool all, CancellationToken cancellation, CancellationToken abort)
    {
        using var logs = Logging.ForVerbs();
        await using var engine = new Engine(configuration, context.DataFolder, context.Time, logs, Patience);
        if (!await engine.StartAsync(configuration, cancellation))
        {
            context.Output.Error($"Another FeedWatch polls with {engine.Database.Description}. Stop it first, or let both use Postgres.");
            return ExitCodes.TryAgain;
        }

        if (all)
        {
            await engine.Feeds.MakeAllDueAsync(context.Time.GetUtcNow(), cancellation);
        }

        var started = context.Time.GetTimestamp();
        var progress = new Progress<int>(feeds => context.Output.Progress($"{feeds} of {configuration.Feeds.Count} feeds"));
        var round = await engine.Polling.RunAsync(configuration, progress, cancellation);
        context.Output.EndProgress();
        var mails = await engine.Notifier.NotifyAsync(configuration, gatheringIsOver: true, null, cancellation, abort);
        var seconds = Math.Round(context.Time.GetElapsedTime(started).TotalSeconds, 3);
        if (context.Json)
        {
            context.Output.Json(new
            {
                feeds = round.Feeds,
                fetched = round.Fetched,
                notModified = round.NotModified,
                failed = round.Failed,
                items = round.Items,
                newItems = round.Saved.NewItems,
                hits = round.Saved.Hits,
                stories = round.Saved.Stories,
                alertsQueued = mails.Made,
                mailsSent = mails.Sending.Sent,
                seconds,
            });
        }
        else
        {
            context.Output.Line($"{round.Feeds} feeds: {round.Fetched} fetched, {round.NotModified} not modified, {round.Failed} failed.");
            context.Output.Line($"{round.Items} items, {round.Saved.NewItems} new; {round.Saved.Hits} hits in {round.Saved.Stories} new stories.");
            context.Output.Line($"{mails.Made} mails made, {mails.Sending.Sent} sent, {mails.Sending.Delayed} delayed, {mails.Sending.Dead} dead, in {seconds} s.");
            if (configuration.Settings.Smtp.Host is null && mails.Sending.Sent > 0)
            {
                context.Output.Line($"No mail server is set: the mails are files in {Path.Combine(engine.DataFolder, "mail")}.");
            }

            if (engine.Breaker.Reason is { } reason)
            {
                context.Output.Error($"The mail server is away: {reason} The mails wait in the outbox.");
            }
        }

        return cancellation.IsCancellationRequested ? ExitCodes.TryAgain : ExitCodes.Ok;
    }
}
