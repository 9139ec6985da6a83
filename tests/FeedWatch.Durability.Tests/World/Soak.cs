using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>One soak: the replicas, the havoc, the return to quiet, the figures.</summary>
public sealed class Soak : IAsyncDisposable
{
    private const int Replicas = 3;
    private static readonly TimeSpan LongForm = TimeSpan.FromMinutes(10);

    /// <summary>The heap that .NET allows itself in a container of 256 MiB; with all memory of a machine it would let garbage lie.</summary>
    private static readonly (string, string?)[] InContainer = [("DOTNET_GCHeapHardLimit", "0xC000000")];

    private readonly PostgresServer _postgres;
    private readonly ChaosProxy _proxy;
    private readonly TimeSpan _length;
    private readonly Random _random;
    private readonly FeedWatchProcess[] _replicas = new FeedWatchProcess[Replicas];
    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly List<string> _unexpectedEnds = [];
    private TimeSpan _settled;
    private TimeSpan _slowestStop;

    private Soak(Site site, PostgresServer postgres, ChaosProxy proxy, int seed, TimeSpan length)
    {
        (Site, _postgres, _proxy, _length, _random) = (site, postgres, proxy, length, new Random(seed));
        MailTrouble.Begin(Site.Mail, new Random(seed));
    }

    public Site Site { get; }

    /// <summary>Of the replica that is never killed.</summary>
    public Vitals Vitals { get; } = new();

    private bool IsLong => _length >= LongForm;

    public static async Task<Soak> StartAsync(PostgresServer postgres, int seed, TimeSpan length)
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        var proxy = new ChaosProxy(connectionString);
        var site = Site.OnPostgres(connectionString, seed, feeds: 6, every: "2s");
        site.UsePostgres(proxy.ConnectionString, every: "2s");
        var soak = new Soak(site, postgres, proxy, seed, length);
        for (var replica = 0; replica < Replicas; replica++)
        {
            soak.Start(replica); // all at once, on an empty database
        }

        return soak;
    }

    /// <summary>Publishes and breaks things until the time is over.</summary>
    public async Task WreakHavocAsync(CancellationToken cancellation)
    {
        // No recipient's hour may fill up: a digest would be right, but the oracle reads one story a mail.
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
            await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 2), cancellation);
            Vitals.Sample(_replicas[0]);
            ReplaceTheDead();
        }
    }

    /// <summary>Ends the trouble and waits until all that was published is told, at most five minutes.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        MailTrouble.End(Site.Mail);
        _proxy.Latency = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        while (((await Site.JudgeAsync()).Lost > 0 || await LeasesOfTheDeadAsync() > 0) && watch.Elapsed < TimeSpan.FromMinutes(5))
        {
            ReplaceTheDead();
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            await Site.LetQuarantineEndAsync();
            if (!IsLong)
            {
                await EndLeasesOfTheDeadAsync();
                await Site.LetRetriesComeAsync();
            }
        }

        _settled = watch.Elapsed;
    }

    /// <summary>Asks all replicas to stop.</summary>
    public async Task StopAsync()
    {
        foreach (var replica in _replicas)
        {
            var watch = Stopwatch.StartNew();
            replica.Signal(PosixSignalNumber.Terminate);
            var code = await replica.EndAsync();
            Assert.True(code == 0, $"exit {code}:\n{replica.Said}");
            _slowestStop = watch.Elapsed > _slowestStop ? watch.Elapsed : _slowestStop;
        }
    }

    public IEnumerable<string> Figures(Verdict verdict)
    {
        yield return verdict.ToString();
        yield return string.Join(", ", _done.Select(pair => $"{pair.Value} × {pair.Key}")) + $", {_proxy.LostCommitAnswers} lost COMMIT answers";
        yield return $"longest time between two polls of a feed: {LongestGap().TotalSeconds:F1} s; all told {_settled.TotalSeconds:F1} s after the last trouble";
        yield return $"the replica that is never killed: {Vitals}";
        foreach (var end in _unexpectedEnds)
        {
            yield return end;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            replica.Signal(PosixSignalNumber.Continue);
            replica.Dispose();
        }

        await _proxy.DisposeAsync();
        await Site.DisposeAsync();
    }

    private async Task BreakSomethingAsync(CancellationToken cancellation)
    {
        var victim = _random.Next(1, Replicas); // the first is never killed: its memory is watched
        switch (_random.Next(10))
        {
            case 0 or 1:
                Count("SIGKILL");
                _replicas[victim].Signal(PosixSignalNumber.Kill);
                await _replicas[victim].EndAsync();
                if (!IsLong || _random.Next(2) == 0)
                {
                    await EndLeasesOfTheDeadAsync();
                }

                Start(victim);
                break;
            case 2:
                Count("SIGTERM");
                _replicas[victim].Signal(PosixSignalNumber.Terminate);
                await _replicas[victim].EndAsync();
                Start(victim);
                break;
            case 3:
                Count("SIGSTOP beyond its leases");
                victim = _random.Next(Replicas);
                _replicas[victim].Signal(PosixSignalNumber.Stop);
                await EndLeasesAsync($"lease_owner like '%/{_replicas[victim].Id}/%'");
                await Task.Delay(TimeSpan.FromSeconds(IsLong && _random.Next(4) == 0 ? 160 : 3), cancellation);
                _replicas[victim].Signal(PosixSignalNumber.Continue);
                break;
            case 4:
                Count("Postgres stopped with immediate");
                await _postgres.StopImmediatelyAsync();
                await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 3), cancellation);
                await _postgres.StartAgainAsync();
                break;
            case 5:
                Count("all links cut");
                _proxy.CutAll();
                break;
            case 6:
                Count("all links reset");
                _proxy.ResetAll();
                break;
            case 7 or 8:
                _proxy.LoseNextCommitAnswer();
                break;
            default:
                Count("latency");
                _proxy.Latency = TimeSpan.FromMilliseconds(_proxy.Latency == TimeSpan.Zero ? 40 : 0);
                break;
        }
    }

    private void Start(int replica)
    {
        _replicas[replica]?.Dispose();
        _replicas[replica] = Site.Start("run", null, replica == 0 ? InContainer : []);
    }

    /// <summary>A program that gave up (the database was away at its start) is started again, as an orchestrator does.</summary>
    private void ReplaceTheDead()
    {
        for (var replica = 0; replica < Replicas; replica++)
        {
            if (_replicas[replica].HasExited)
            {
                Count($"ended by itself with {_replicas[replica].ExitCode}");
                if (_replicas[replica].ExitCode != 69)
                {
                    _unexpectedEnds.Add($"replica {replica} ended with {_replicas[replica].ExitCode}: {_replicas[replica].Said}");
                }

                Start(replica);
            }
        }
    }

    private string OfTheDead =>
        string.Join(" and ", _replicas.Where(replica => !replica.HasExited).Select(replica => $"lease_owner not like '%/{replica.Id}/%'").Append("true"));

    private Task EndLeasesOfTheDeadAsync() => EndLeasesAsync(OfTheDead);

    private Task<long> LeasesOfTheDeadAsync() => Site.CountAsync(
        $"select (select count(*) from feed where lease_until is not null and {OfTheDead}) + (select count(*) from outbox where lease_until is not null and {OfTheDead})");

    private async Task EndLeasesAsync(string condition)
    {
        try
        {
            // A replica that was frozen in a transaction may have locked its rows.
            await Site.ExecuteAsync($"set lock_timeout = '1s'; update feed set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null and {condition}");
            await Site.ExecuteAsync($"set lock_timeout = '1s'; update outbox set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null and {condition}");
        }
        catch (Npgsql.PostgresException)
        {
            // Not migrated yet, just stopped, or locked: nothing to end.
        }
    }

    private TimeSpan LongestGap() => Site.Feeds.Names
        .SelectMany(feed => Site.Feeds.Asked(feed).Zip(Site.Feeds.Asked(feed).Skip(1), (before, after) => after - before))
        .DefaultIfEmpty().Max();

    private void Count(string what) => _done[what] = _done.GetValueOrDefault(what) + 1;
}
