using System.Diagnostics;
using System.Globalization;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// Three replicas on one Postgres, against one. Publisher, replicas and database share the machine: where one replica leaves no room for
/// twice as much, how busy the processors are is shown, and three must not be much slower, though each learns of what the others flag.
/// </summary>
public static class ReplicaBenchmarks
{
    private const int Feeds = 500;
    private const int Topics = 10_000;
    private const int WarmUps = 6;
    private const int Rounds = 8;
    private const int Replicas = 3;
    private const double LeastOnFullMachine = 0.75;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 41, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, Topics);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        await using var load = await RoundLoad.StartAsync(TestDatabases.Postgres, publisher.Urls, topics);
        var others = Enumerable.Range(1, Replicas - 1).Select(_ => load.Another()).ToList();
        var (one, three) = (new List<Measured>(), new List<Measured>());
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            var (alone, together) = (await RoundAsync(publisher, load, [load.Engine]), await RoundAsync(publisher, load, [load.Engine, .. others]));
            if (round >= WarmUps)
            {
                one.Add(alone);
                three.Add(together);
            }
        }

        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        var (rate, more) = (one.Select(round => round.Rate).Median(), three.Select(round => round.Rate).Median());
        var (busy, busier) = (one.Select(round => round.Busy).Median(), three.Select(round => round.Busy).Median());
        var isFull = busy > 0.5;
        yield return new BenchmarkRow(
            $"{Replicas} replicas on one Postgres{(isFull ? ", the machine is full" : "")}", more / rate, isFull ? LeastOnFullMachine : 2, isFull ? 1 : Replicas,
            $"{more:n0} feeds/min against {rate:n0} of one, which keeps the processors busy to {busy:P0}; {Replicas} do to {busier:P0}");
    }

    private sealed record Measured(double Rate, double Busy);

    private static async Task<Measured> RoundAsync(LoopbackPublisher publisher, RoundLoad load, IReadOnlyList<Engine> engines)
    {
        publisher.Publish();
        await load.Engine.Feeds.MakeAllDueAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var (idle, watch) = (Idle(), Stopwatch.StartNew());
        var rounds = await Task.WhenAll(engines.Select(engine => Task.Run(() => engine.Polling.RunAsync(load.Configuration, null, CancellationToken.None))));
        var elapsed = watch.Elapsed;
        var feeds = rounds.Sum(round => round.Feeds);
        return feeds == Feeds && rounds.All(round => round.Failed == 0)
            ? new Measured(feeds / elapsed.TotalMinutes, 1 - ((Idle() - idle) / (elapsed * Environment.ProcessorCount)))
            : throw new InvalidOperationException($"{feeds} of {Feeds} feeds were polled.");
    }

    /// <summary>Time that the processors have stood idle so far (proc(5), <c>/proc/stat</c>, which counts hundredths of a second).</summary>
    private static TimeSpan Idle()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[4], CultureInfo.InvariantCulture) + long.Parse(fields[5], CultureInfo.InvariantCulture)));
    }
}
