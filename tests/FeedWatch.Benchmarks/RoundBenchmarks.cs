using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

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
        var topics = Quietest(samples);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        var news = await MeasureFetchAsync(publisher, conditional: false);
        var quiet = await MeasureFetchAsync(publisher, conditional: true);
        foreach (var kind in (Environment.GetEnvironmentVariable("RB_KIND") ?? "postgres,sqlite").Split(","))
        {
            await using var database = await TestDatabase.CreateAsync(kind);
            await foreach (var row in MeasureAsync(publisher, topics, database, kind, news, quiet))
            {
                yield return row;
            }
        }
    }

    /// <summary>Topics as people keep them: those that flag every other item are dropped.</summary>
    private static TopicDefinition[] Quietest(TopicSamples samples)
    {
        var topics = samples.Topics(Topics * 3 / 2);
        var set = TopicSet.Compile(topics);
        var hits = samples.Items(10_000, 800, topics, planted: false).SelectMany(item => set.Match(item)).CountBy(match => match.Topic).ToDictionary();
        return [.. Enumerable.Range(0, topics.Length).OrderBy(topic => hits.GetValueOrDefault(topic)).Take(Topics).Order().Select(topic => topics[topic])];
    }

    private static async IAsyncEnumerable<BenchmarkRow> MeasureAsync(LoopbackPublisher publisher, TopicDefinition[] topics, TestDatabase database, string kind, double news, double quiet)
    {
        var folder = WriteConfiguration(publisher, topics, database);
        var load = ConfigurationLoader.Load(folder, new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        var configuration = load.Configuration ?? throw new InvalidOperationException(string.Join("\n", load.Problems.Take(5)));
        await using var engine = new Engine(configuration, database.Folder, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(configuration, CancellationToken.None);
        for (var round = 0; round < WarmUps; round++)
        {
            publisher.Publish();
            await RoundAsync(engine, configuration);
        }

        var best = new Measured(0, null!, TimeSpan.Zero, 0);
        for (var round = 0; round < Rounds; round++)
        {
            publisher.Publish();
            var measured = await RoundAsync(engine, configuration);
            best = measured.Rate > best.Rate ? measured : best;
        }

        yield return new BenchmarkRow(
            $"round, all items new, {Topics:n0} topics, {kind}", best.Rate / news, 60_000.0 / 230_000, 0.5,
            $"{best.Rate:n0} feeds/min of {news:n0} fetched and skimmed; {best.Processor.TotalMilliseconds / Feeds:0.00} ms of processor and {best.Allocated / Feeds:n0} B allocated a feed (server included), "
            + $"{best.Result.Saved.NewItems:n0} new items, {best.Result.Saved.Hits:n0} hits");
        var still = 0.0;
        for (var round = 0; round < 3; round++)
        {
            still = Math.Max(still, (await RoundAsync(engine, configuration)).Rate);
        }

        yield return new BenchmarkRow($"round, nothing changed (304), {kind}", still / quiet, 300_000.0 / 2_500_000, 0.4, $"{still:n0} feeds/min of {quiet:n0} fetched");
    }

    private sealed record Measured(double Rate, Pipeline.RoundResult Result, TimeSpan Processor, long Allocated);

    private static async Task<Measured> RoundAsync(Engine engine, Configuration configuration)
    {
        await engine.Feeds.MakeAllDueAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var (allocated, processor, watch) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var result = await engine.Polling.RunAsync(configuration, null, CancellationToken.None);
        if (result.Feeds != Feeds || result.Failed > 0)
        {
            throw new InvalidOperationException($"The round polled {result.Feeds} feeds, {result.Failed} failed.");
        }

        return new Measured(Feeds / watch.Elapsed.TotalMinutes, result, Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>Feeds a minute that a bare client fetches and an XmlReader skims (or, conditionally, only fetches).</summary>
    private static async Task<double> MeasureFetchAsync(LoopbackPublisher publisher, bool conditional)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var best = 0.0;
        for (var round = 0; round < 4; round++)
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

    private static string WriteConfiguration(LoopbackPublisher publisher, TopicDefinition[] topics, TestDatabase database)
    {
        var folder = Path.Combine(database.Folder, "config");
        Directory.CreateDirectory(Path.Combine(folder, "watchlists"));
        File.WriteAllText(Path.Combine(folder, "feedwatch.json"), JsonSerializer.Serialize(new
        {
            storage = new { postgres = database.ConnectionString },
            polling = new { allowPrivate = new[] { "127.0.0.0/8" }, every = "1m", concurrency = 32, perHost = 16, firstPoll = "none" },
        }));
        File.WriteAllText(Path.Combine(folder, "feeds.json"), JsonSerializer.Serialize(new { feeds = Enumerable.Range(0, Feeds).Select(feed => new { id = $"f{feed}", url = publisher.Url(feed) }) }));
        File.WriteAllText(Path.Combine(folder, "watchlists", "all.json"), JsonSerializer.Serialize(new { name = "All", recipients = new[] { "a@example.org" }, topics = topics.Select(topic => new { id = topic.Id, any = topic.Any }) }));
        return folder;
    }
}
