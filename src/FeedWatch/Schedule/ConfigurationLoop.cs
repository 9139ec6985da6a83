using FeedWatch.Settings;

namespace FeedWatch.Schedule;

/// <summary>Follows the configuration files; a new configuration takes effect with the next round, some settings with the next start.</summary>
public sealed class ConfigurationLoop(ConfigurationStore configurations, PollLoop polling, LoopBoard board, TimeProvider time, ILogger<ConfigurationLoop> log)
    : SupervisedLoop("configuration", board, time, log)
{
    private readonly FeedWatchSettings _started = configurations.Current.Settings;

    /// <summary>It waits for changes, however long.</summary>
    protected override TimeSpan LongestSilence => TimeSpan.MaxValue;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        configurations.Changed += Take;
        try
        {
            await configurations.WatchAsync(stopping);
        }
        finally
        {
            configurations.Changed -= Take;
        }

        return TimeSpan.Zero;
    }

    private void Take(Configuration changed)
    {
        if (StartSettings.Waiting(_started, changed.Settings) is { Count: > 0 } waiting)
        {
            log.LogWarning("Restart to use what has changed in {Settings}: it is read at the start only", string.Join(", ", waiting));
        }

        polling.Wake();
    }
}
