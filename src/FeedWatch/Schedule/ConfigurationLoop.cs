using FeedWatch.Settings;

namespace FeedWatch.Schedule;

/// <summary>Follows the configuration files; a new configuration takes effect with the next round.</summary>
public sealed class ConfigurationLoop(ConfigurationStore configurations, PollLoop polling, LoopBoard board, TimeProvider time, ILogger<ConfigurationLoop> log)
    : SupervisedLoop("configuration", board, time, log)
{
    /// <summary>It waits for changes, however long.</summary>
    protected override TimeSpan LongestSilence => TimeSpan.MaxValue;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        void WakePolling(Configuration changed) => polling.Wake();
        configurations.Changed += WakePolling;
        try
        {
            await configurations.WatchAsync(stopping);
        }
        finally
        {
            configurations.Changed -= WakePolling;
        }

        return TimeSpan.Zero;
    }
}
