using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Schedule;

/// <summary>Forgets what need not be kept, in small steps, once an hour; and shows that this replica is here.</summary>
public sealed class TidyLoop(Engine engine, ConfigurationStore configurations, LoopBoard board, TimeProvider time, ILogger<TidyLoop> log)
    : SupervisedLoop("tidying", board, time, log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly Retention _retention = new(engine.Database);
    private readonly Replicas _replicas = new(engine.Database);
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly TimeProvider _time = time;
    private DateTimeOffset _next;
    private string _saidBad = string.Empty;

    protected override async Task<TimeSpan> WorkAsync(CancellationToken stopping)
    {
        var configuration = configurations.Current;
        var now = _time.GetUtcNow();
        await _replicas.SignAsync(engine.Owner, configuration.Revision, _started, now, stopping);
        Metrics.Report(await ServiceLevels.ReadAsync(engine.Database, now, stopping));
        CrashPoints.Reach("tidy.signed");
        await NoteBadConfigurationAsync(now, stopping);
        if (now >= _next)
        {
            var removed = await _retention.TidyAsync(configuration.Settings.Keep, now, this, stopping);
            await new TopicRates(engine.Database, engine.Notices).CheckAsync(now, stopping);
            log.LogDebug("Tidied {Removed} rows", removed);
            _next = now + Every;
        }

        return TimeSpan.FromSeconds(30);
    }

    /// <summary>Says once that the files have gone bad, and again when they are bad in another way.</summary>
    private async Task NoteBadConfigurationAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var errors = configurations.State.Problems.Where(problem => !problem.IsWarning).Select(problem => $"{problem.Place} {problem.Message} {problem.Remedy}").ToList();
        var text = string.Join('\n', errors);
        if (text != _saidBad && errors.Count > 0)
        {
            await engine.Notices.AddAsync([NewNotice.Of("configuration_bad", configurations.Current.Folder, new { errors })], now, stopping);
        }

        _saidBad = text;
    }
}
