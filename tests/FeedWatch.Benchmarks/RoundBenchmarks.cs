using System.Diagnostics;
using System.Xml;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A round over 500 feeds on loopback (50 kB, 44 items each): fetch, parse, match 10,000 topics, store. The limit is fetching
/// and skimming the same documents in the same run; for a quiet round it is fetching 304s. Client, server and database share the machine.
/// </summary>
public static class RoundBenchmarks
{
    private const int Feeds = 500;
    private const int Topics = 10_000;
    private const int WarmUps = 16;
    private const int Rounds = 4;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 17, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, Topics);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        var news = await MeasureFetchAsync(publisher, conditional: false);
        var quiet = await MeasureFetchAsync(publisher, conditional: true);
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            await using var load = await RoundLoad.StartAsync(kind, publisher.Urls, topics);
            await foreach (var row in MeasureAsync(publisher, load, kind, news, quiet))
            {
                yield return row;
            }
        }
    }

    private static async IAsyncEnumerable<BenchmarkRow> MeasureAsync(LoopbackPublisher publisher, RoundLoad load, string kind, double news, double quiet)
    {
        var (fresh, statements) = await NewsAsync(publisher, load);
        yield return new BenchmarkRow(
            $"round, all items new, {Topics:n0} topics, {kind}", fresh.Rate / news, 60_000.0 / 230_000, 0.5,
            $"{fresh.Rate:n0} feeds/min of {news:n0} fetched and skimmed; {Costs(fresh, statements, kind)}, {fresh.Result.Saved.NewItems:n0} new items, {fresh.Result.Saved.Hits:n0} hits");
        var still = await load.RoundAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var next = await load.RoundAsync();
            still = next.Rate > still.Rate ? next : still;
        }

        statements = await StatementsAsync(load);
        yield return new BenchmarkRow(
            $"round, nothing changed (304), {kind}", still.Rate / quiet, 300_000.0 / 2_500_000, 0.4,
            $"{still.Rate:n0} feeds/min of {quiet:n0} fetched; {Costs(still, statements, kind)}");
    }

    /// <summary>The best of some rounds in which every item is new, and the statements that one more takes.</summary>
    private static async Task<(MeasuredRound Best, int Statements)> NewsAsync(LoopbackPublisher publisher, RoundLoad load)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            publisher.Publish();
            await load.RoundAsync();
        }

        var best = await load.RoundAsync() with { Rate = 0 };
        for (var round = 0; round < Rounds; round++)
        {
            publisher.Publish();
            var measured = await load.RoundAsync();
            best = measured.Rate > best.Rate ? measured : best;
        }

        publisher.Publish();
        return (best, await StatementsAsync(load));
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
        + (kind == TestDatabases.Postgres ? $", {statements / (double)Feeds:0.00} statements a feed" : "");

    /// <summary>Feeds a minute that a bare client fetches and an XmlReader skims (or, conditionally, only fetches).</summary>
    private static async Task<double> MeasureFetchAsync(LoopbackPublisher publisher, bool conditional)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var best = 0.0;
        for (var round = 0; round < WarmUps; round++)
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
            best = Math.Max(best, Feeds / watch.Elapsed.TotalMinutes);
        }

        return best;
    }
}
