using FeedWatch.Settings;

namespace FeedWatch.Schedule;

/// <summary>Makes mails of alerts that are due and sends them.</summary>
public sealed class NotifyLoop(Engine engine, ConfigurationStore configurations, LoopBoard board, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<NotifyLoop> log)
    : SupervisedLoop("sending", board, time, log)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <summary>One mail at a time: the time-outs of a slow server's steps add up to 33 minutes (RFC 5321 section 4.5.3.2).</summary>
    protected override TimeSpan LongestSilence => TimeSpan.FromMinutes(40);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        // The host waits 9 s for us. A mail on the wire has 2 s to come to its end and the server 5 s more to answer to that
        // (SmtpTimeouts.StopGrace); what it answers is written down in what is left. Else the mail stays leased, and comes once more.
        using var abort = new CancellationTokenSource();
        await using var stop = lifetime.ApplicationStopping.Register(() => abort.CancelAfter(TimeSpan.FromSeconds(2)));
        await engine.Notifier.NotifyAsync(configurations.Current, gatheringIsOver: false, this, stopping, abort.Token);
        return Usual;
    }
}
