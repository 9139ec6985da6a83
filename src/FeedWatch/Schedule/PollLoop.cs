using FeedWatch.Settings;

namespace FeedWatch.Schedule;

/// <summary>Polls what is due, then sleeps until the next feed is.</summary>
public sealed class PollLoop(Engine engine, ConfigurationStore configurations, NotifyLoop notify, LoopBoard board, TimeProvider time, ILogger<PollLoop> log)
    : SupervisedLoop("polling", board, time, log)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private string? _synced;
    private readonly TimeProvider _time = time;

    /// <summary>At least one fetch at a time is under way, and none takes longer than its time-out.</summary>
    protected override TimeSpan LongestSilence => configurations.Current.Settings.Polling.Timeout + TimeSpan.FromMinutes(5);

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        var configuration = configurations.Current;
        if (_synced != configuration.Revision)
        {
            await engine.SyncFeedsAsync(configuration, stopping);
            _synced = configuration.Revision;
        }

        var round = await engine.Polling.RunAsync(configuration, () => configurations.Current.Revision == configuration.Revision, this, stopping);
        if (round.Saved.Hits > 0)
        {
            log.LogInformation(
                "{Feeds} feeds polled, {NewItems} new items, {Hits} hits in {Stories} new stories", round.Feeds, round.Saved.NewItems, round.Saved.Hits, round.Saved.Stories);
            notify.Wake();
        }

        var due = await engine.Feeds.NextDueAsync(stopping) ?? DateTimeOffset.MaxValue;
        var pause = due - _time.GetUtcNow();
        return pause > Shortest ? pause : Shortest;
    }
}
