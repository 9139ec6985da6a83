using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace FeedWatch.Durability.Tests.World;

/// <summary>One program on a SQLite file that is killed, frozen, stopped and locked out of its file, at random and again and again.</summary>
public sealed class FileSoak : IAsyncDisposable
{
    private readonly TimeSpan _length;
    private readonly Random _random;
    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _resumed = [];
    private FeedWatchProcess _service;
    private TimeSpan _settled;

    private FileSoak(Site site, int seed, TimeSpan length)
    {
        (Site, _length, _random) = (site, length, new Random(seed));
        MailTrouble.Begin(site.Mail, new Random(seed));
        _service = site.Start("run");
    }

    public Site Site { get; }

    public static async Task<FileSoak> StartAsync(int seed, TimeSpan length) => new(await Site.CreateAsync(TestDatabases.Sqlite, seed, feeds: 6, every: "2s"), seed, length);

    /// <summary>Publishes and breaks things until the time is over.</summary>
    public async Task WreakHavocAsync(CancellationToken cancellation)
    {
        var publishEvery = TimeSpan.FromSeconds(Math.Max(1, Math.Min(_length.TotalMinutes, 60) * 0.3));
        var (watch, published) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);
        while (watch.Elapsed < _length)
        {
            if (watch.Elapsed >= published)
            {
                Site.Feeds.PublishSome();
                published += publishEvery;
            }

            await BreakSomethingAsync(cancellation);
            await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 3), cancellation);
            Assert.False(_service.HasExited, _service.HasExited ? $"It ended by itself with {_service.ExitCode}: {_service.Said}" : null);
        }
    }

    /// <summary>Ends the trouble and waits until all that was published is told.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        MailTrouble.End(Site.Mail);
        var watch = Stopwatch.StartNew();
        while ((await Site.JudgeAsync()).Lost > 0 && watch.Elapsed < TimeSpan.FromMinutes(5))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            await Site.LetRetriesComeAsync();
            await Site.LetQuarantineEndAsync();
        }

        _settled = watch.Elapsed;
    }

    public async Task StopAsync()
    {
        _service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await _service.EndAsync() == 0, _service.Said);
    }

    public IEnumerable<string> Figures(Verdict verdict)
    {
        yield return verdict.ToString();
        yield return string.Join(", ", _done.Select(pair => $"{pair.Value} × {pair.Key}"));
        yield return $"polling again after a kill in {_resumed.DefaultIfEmpty().Max().TotalSeconds:F1} s at most; all told {_settled.TotalSeconds:F1} s after the last trouble";
    }

    public async ValueTask DisposeAsync()
    {
        _service.Signal(PosixSignalNumber.Continue);
        _service.Dispose();
        await Site.DisposeAsync();
    }

    private async Task BreakSomethingAsync(CancellationToken cancellation)
    {
        switch (_random.Next(8))
        {
            case < 4:
                Count("SIGKILL");
                await RestartAsync(PosixSignalNumber.Kill, cancellation);
                break;
            case 4:
                Count("SIGTERM");
                await RestartAsync(PosixSignalNumber.Terminate, cancellation);
                break;
            case 5 or 6:
                Count("SIGSTOP");
                _service.Signal(PosixSignalNumber.Stop);
                await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 4), cancellation);
                _service.Signal(PosixSignalNumber.Continue);
                break;
            default:
                Count("file locked by somebody else");
                await LockFileAsync(cancellation);
                break;
        }
    }

    /// <summary>The time to resume is that from the end of one process to the first question of the next to a feed.</summary>
    private async Task RestartAsync(PosixSignalNumber signal, CancellationToken cancellation)
    {
        _service.Signal(signal);
        await _service.EndAsync();
        _service.Dispose();
        var (watch, asked) = (Stopwatch.StartNew(), Asked());
        _service = Site.Start("run");
        if (_random.Next(3) > 0) // sometimes it is killed in its start
        {
            while (Asked() == asked && !_service.HasExited && watch.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(50, cancellation);
            }

            _resumed.Add(watch.Elapsed);
        }
    }

    private async Task LockFileAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new SqliteConnection($"Data Source={Site.SqliteFile};Pooling=false;Mode=ReadWrite");
            await connection.OpenAsync(cancellation);
            await connection.Command("begin exclusive").ExecuteNonQueryAsync(cancellation);
            await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 5), cancellation);
            await connection.Command("rollback").ExecuteNonQueryAsync(cancellation);
        }
        catch (SqliteException)
        {
            // Not there yet.
        }
    }

    private int Asked() => Site.Feeds.Names.Sum(feed => Site.Feeds.Asked(feed).Count);

    private void Count(string what) => _done[what] = _done.GetValueOrDefault(what) + 1;
}
