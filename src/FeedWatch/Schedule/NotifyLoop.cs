using FeedWatch.Settings;

namespace FeedWatch.Schedule;

/// <summary>Makes mails of alerts that are due and sends them.</summary>
public sealed class NotifyLoop(Engine engine, ConfigurationStore configurations, LoopBoard board, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<NotifyLoop> log)
    : SupervisedLoop("sending", board, time, log)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        // The mail on the wire has 8 s to finish after the signal to stop; then it is given up, unrecorded, and stays leased.
        using var abort = new CancellationTokenSource();
        await using var stop = lifetime.ApplicationStopping.Register(() => abort.CancelAfter(TimeSpan.FromSeconds(8)));
        await engine.Notifier.NotifyAsync(configurations.Current.Settings, gatheringIsOver: false, stopping, abort.Token);
        return Usual;
    }
}
