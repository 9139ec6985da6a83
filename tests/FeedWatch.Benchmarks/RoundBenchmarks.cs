using System.Diagnostics;
using System.Runtime;
using System.Xml;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A round over 500 feeds on loopback (50 kB, 44 items each): fetch, parse, match 10,000 topics, store. The limit is fetching
/// and skimming the same documents on all processors, in turns with the rounds; for a quiet round it is fetching 304s. Client, server and database
/// share the machine. What must stand are feeds a minute, shown as the ratio that they are to this run's limit.
/// </summary>
public static class RoundBenchmarks
{
    private const int Feeds = 500;
    private const int Topics = 10_000;

    /// <summary>
    /// Whoever shares a processor with others has it whole only now and then, and is only ever slowed by them: what the program needs is told by the
    /// fastest round of a minute.
    /// </summary>
    private const int Rounds = 96;

    /// <summary>A program that runs for years has long been compiled: rounds count once the compiler takes less than this of the processor, and at the latest after so many.</summary>
    private const double Compiled = 0.02;
    private const int FewestWarmUps = 10;
    private const int MostWarmUps = 40;

    /// <summary>Feeds a minute that must stand, whatever a bare fetch does; with news, so much of them on SQLite.</summary>
    private const double LeastWithNews = 60_000;
    private const double ShareOfSqlite = 0.8;
    private const double LeastQuiet = 300_000;
    private const double AimQuiet = 1_000_000;

    /// <summary>
    /// Where a file costs no disk, when there is room. The server measured does not wait for its disk (<c>fsync</c> is off), SQLite always does: on
    /// one disk with it, the rows would tell of the disk.
    /// </summary>
    private static string? InMemory => Directory.Exists("/dev/shm") && new DriveInfo("/dev/shm").AvailableFreeSpace > 5L << 30 ? "/dev/shm" : null;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 17, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, Topics);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            await using var load = await RoundLoad.StartAsync(kind, publisher.Urls, topics, within: kind == TestDatabases.Sqlite ? InMemory : null);
            await foreach (var row in MeasureAsync(publisher, load, kind))
            {
                yield return row;
            }
        }
    }

    private static async IAsyncEnumerable<BenchmarkRow> MeasureAsync(LoopbackPublisher publisher, RoundLoad load, string kind)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var (fresh, usual, fetched) = await MeasureRoundsAsync(publisher, client, load, news: true);
        publisher.Publish();
        var statements = await StatementsAsync(load);
        yield return new BenchmarkRow(
            $"round, all items new, {Topics:n0} topics, {kind}", fresh.Rate / fetched, LeastWithNews * (kind == TestDatabases.Sqlite ? ShareOfSqlite : 1) / fetched, 0.5,
            $"{fresh.Rate:n0} feeds/min (half of the rounds {usual:n0}) of {fetched:n0} fetched and skimmed; {Costs(fresh, statements, kind)}, {fresh.Result.Saved.NewItems:n0} new items, {fresh.Result.Saved.Hits:n0} hits");
        (var still, usual, fetched) = await MeasureRoundsAsync(publisher, client, load, news: false);
        statements = await StatementsAsync(load);
        yield return new BenchmarkRow(
            $"round, nothing changed (304), {kind}", still.Rate / fetched, LeastQuiet / fetched, AimQuiet / fetched,
            $"{still.Rate:n0} feeds/min (half of the rounds {usual:n0}) of {fetched:n0} fetched; {Costs(still, statements, kind)}");
    }

    /// <summary>The best of the rounds, the feeds a minute that half of them reach, and the best feeds a minute of bare fetches in turns with them.</summary>
    /// <param name="news">Whether every item of every round is new, or nothing is.</param>
    private static async Task<(MeasuredRound Best, double Usual, double Fetched)> MeasureRoundsAsync(LoopbackPublisher publisher, HttpClient client, RoundLoad load, bool news)
    {
        var rounds = new List<MeasuredRound>();
        var (fetched, warmUps) = (0.0, 0);
        while (rounds.Count < Rounds)
        {
            if (news)
            {
                publisher.Publish();
            }

            fetched = Math.Max(fetched, await FetchAsync(publisher, client, conditional: !news));
            var compiling = JitInfo.GetCompilationTime();
            var measured = await load.RoundAsync();
            var isCompiled = JitInfo.GetCompilationTime() - compiling < measured.Processor * Compiled;
            if (rounds.Count > 0 || warmUps == MostWarmUps || (warmUps >= FewestWarmUps && isCompiled))
            {
                rounds.Add(measured);
            }
            else
            {
                warmUps++;
            }
        }

        return (rounds.MaxBy(round => round.Rate)!, rounds.Select(round => round.Rate).Median(), fetched);
    }

    /// <summary>Statements that one round sends to Postgres, told by its driver; 0 on SQLite, which is in the process.</summary>
    private static async Task<int> StatementsAsync(RoundLoad load)
    {
        var statements = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref statements),
        };
        ActivitySource.AddActivityListener(listener);
        await load.RoundAsync();
        return statements;
    }

    private static string Costs(MeasuredRound round, int statements, string kind) =>
        $"{round.Processor.TotalMilliseconds / Feeds:0.00} ms of processor and {round.Allocated / Feeds:n0} B allocated a feed (server included)"
        + (kind == TestDatabases.Postgres ? $", {statements / (double)Feeds:0.00} statements a feed" : InMemory is null ? ", file on disk" : ", file in memory");

    /// <summary>Feeds a minute that a bare client fetches and an XmlReader skims (or, conditionally, only fetches).</summary>
    private static async Task<double> FetchAsync(LoopbackPublisher publisher, HttpClient client, bool conditional)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Feeds), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (feed, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, publisher.Url(feed));
            if (conditional)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", publisher.ETag(feed));
            }

            using var answer = await client.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
            if (!conditional)
            {
                using var reader = XmlReader.Create(new MemoryStream(body));
                while (reader.Read())
                {
                }
            }
        });
        return Feeds / watch.Elapsed.TotalMinutes;
    }
}
