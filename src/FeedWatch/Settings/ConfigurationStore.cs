using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings;

/// <summary>What the service works with, and what it knows about the files.</summary>
/// <param name="Current">The last configuration that was good.</param>
/// <param name="Problems">Of the files as they are now: warnings, and errors while they are bad.</param>
/// <param name="LastGoodAt">When <paramref name="Current"/> was read.</param>
public sealed record ConfigurationState(Configuration Current, IReadOnlyList<ConfigurationProblem> Problems, DateTimeOffset LastGoodAt)
{
    /// <summary>The files are bad, and <see cref="Current"/> is older than they are.</summary>
    public bool IsStale => Problems.Any(problem => !problem.IsWarning);
}

/// <summary>
/// Follows the configuration while the service runs. Changes are found by content, not by file events: events get lost on network
/// mounts and when Kubernetes swaps a symlink. A configuration gone bad leaves the last good one in place.
/// </summary>
public sealed class ConfigurationStore
{
    /// <summary>How often the files are looked at. What stays the same for one interval is no longer being written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly TimeProvider _time;
    private readonly ILogger<ConfigurationStore> _log;
    private readonly string _secretsFolder;
    private readonly Lock _reading = new();
    private IReadOnlyList<string> _otherFiles;
    private ConfigurationFiles _files;
    private string _readHash;
    private string? _settlingHash;
    private volatile ConfigurationState _state;

    private ConfigurationStore(ConfigurationLoad first, ConfigurationFiles files, IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger<ConfigurationStore> log, string secretsFolder)
    {
        _environment = environment;
        _time = time;
        _log = log;
        _secretsFolder = secretsFolder;
        _otherFiles = first.OtherFiles;
        _files = files;
        _readHash = files.Hash(_otherFiles);
        _state = new ConfigurationState(first.Configuration!, first.Problems, time.GetUtcNow());
    }

    /// <summary>One consistent view; a reader that keeps it is not disturbed by a reload.</summary>
    public ConfigurationState State => _state;

    /// <summary>The last good configuration.</summary>
    public Configuration Current => _state.Current;

    /// <summary>Raised with the new configuration after <see cref="Current"/> was replaced.</summary>
    public event Action<Configuration>? Changed;

    /// <summary>Reads the configuration. The store is null when it has errors: the service is not to start.</summary>
    public static (ConfigurationStore? Store, ConfigurationLoad Load) Open(
        string folder, IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger<ConfigurationStore> log, string secretsFolder = ConfigurationLoader.DefaultSecretsFolder)
    {
        var files = ConfigurationFiles.Read(folder, environment, secretsFolder);
        var load = ConfigurationLoader.Load(files, environment, time.GetUtcNow());
        if (load.Configuration is null) return (null, load);
        return (new ConfigurationStore(load, files, environment, time, log, secretsFolder), load);
    }

    /// <summary>Reads the files now, changed or not (SIGHUP, the page).</summary>
    /// <returns>True when the configuration is good.</returns>
    public bool Reload()
    {
        lock (_reading)
        {
            var files = ReadFiles();
            return Take(files, files.Hash(_otherFiles));
        }
    }

    /// <summary>Follows the files until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                Look();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One look is a unit of isolation: a subscriber that fails must not end the watching.
                _log.LogError(exception, "The configuration could not be applied");
            }
        }
    }

    /// <summary>One look at the files; a change counts when the next look finds the same.</summary>
    internal void Look()
    {
        lock (_reading)
        {
            var files = ReadFiles();
            var hash = files.Hash(_otherFiles);
            if (hash == _readHash) _settlingHash = null;
            else if (hash == _settlingHash) Take(files, hash);
            else _settlingHash = hash;
        }
    }

    private ConfigurationFiles ReadFiles() => _files = ConfigurationFiles.Read(_state.Current.Folder, _environment, _secretsFolder, _files);

    private bool Take(ConfigurationFiles files, string hash)
    {
        var before = _state;
        var wasKnown = hash == _readHash;
        var load = WithoutVanishing(ConfigurationLoader.Load(files, _environment, _time.GetUtcNow()), files);
        _settlingHash = null;
        _otherFiles = load.OtherFiles;
        _readHash = files.Hash(_otherFiles);
        if (load.Configuration is not { } configuration)
        {
            _state = before with { Problems = load.Problems };
            if (!wasKnown || !before.IsStale) Warn(load.Problems);
            return false;
        }

        _state = new ConfigurationState(configuration, load.Problems, _time.GetUtcNow());
        if (before.IsStale) _log.LogInformation("The configuration is good again (revision {Revision})", configuration.Revision);
        else if (!wasKnown) _log.LogInformation("The configuration has changed (revision {Revision})", configuration.Revision);
        Changed?.Invoke(configuration);
        return true;
    }

    /// <summary>
    /// Files that are gone don't mean "delete everything": a mount may be missing, or a folder be in the middle of a swap.
    /// Whoever wants no feeds or no topics writes an empty list.
    /// </summary>
    private ConfigurationLoad WithoutVanishing(ConfigurationLoad load, ConfigurationFiles files)
    {
        if (load.Configuration is null) return load;
        var problems = new ProblemList();
        if (_state.Current.Feeds.Count > 0 && files.Find(ConfigurationFiles.Feeds) is null && !files.OpmlFiles.Any())
            problems.Error(ConfigurationFiles.Feeds, "The file is gone, and all feeds with it.", "Put it back, or write { \"feeds\": [] } if no feed is meant.");
        if (_state.Current.Topics.Count > 0 && !files.WatchlistFiles.Any())
            problems.Error(ConfigurationFiles.Watchlists, "All watchlists are gone.", "Put them back, or write one with \"topics\": [] if none is meant.");
        return problems.HasErrors ? load with { Configuration = null, Problems = [.. load.Problems, .. problems.Sorted()] } : load;
    }

    private void Warn(IReadOnlyList<ConfigurationProblem> problems)
    {
        var errors = problems.Where(problem => !problem.IsWarning).ToList();
        var first = errors[0];
        _log.LogWarning(
            "The configuration is bad ({Count} errors, the first in {Place}: {Message} {Remedy}); the last good one stays (revision {Revision})",
            errors.Count, first.Place, first.Message, first.Remedy, _state.Current.Revision);
    }
}
