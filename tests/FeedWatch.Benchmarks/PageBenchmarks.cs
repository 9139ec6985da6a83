using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using FeedWatch.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Benchmarks;

/// <summary>
/// Every page over a database with a million hits, asked for over loopback, against 50 ms; and topics tried on 100,000 items, against 300 ms. These are the
/// only rows whose limit is a time: a reader waits by the clock.
/// </summary>
public static class PageBenchmarks
{
    private const int Feeds = 300;
    private const int Times = 60;
    private const int LargestPage = 60_000;
    private static readonly TimeSpan PageLimit = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TryLimit = TimeSpan.FromMilliseconds(300);

    /// <summary>Nobody waits longer for the first answer after a start.</summary>
    private static readonly TimeSpan FirstTryLimit = TimeSpan.FromSeconds(5);
    private static readonly string[] Watchlists = ["all", "defence", "quiet"];

    /// <param name="Values">Milliseconds, sorted.</param>
    /// <param name="Processor">Milliseconds of this process for one answer, what asks included; a Postgres is another process.</param>
    private sealed record Measured(double[] Values, double Processor, int Bytes, string Body)
    {
        public double At(double part) => Values[(int)(part * (Values.Length - 1))];
    }

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            var samples = new TopicSamples(seed: 31);
            var definitions = RoundLoad.Quietest(samples, 50);
            await using var database = await TestDatabase.CreateAsync(kind);
            var configuration = Configure(database, definitions);
            await using var engine = new Engine(configuration, database.Folder, TimeProvider.System, NullLoggerFactory.Instance);
            await engine.StartAsync(configuration, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            var topics = configuration.Topics.Select(pair => (pair.Watchlist.Id, pair.Topic.Definition.Id, pair.Topic.Definition.Any[0])).ToList();
            await new StoredNews(engine.Database, samples, topics, Feeds).FillAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} filled in {watch.Elapsed.TotalSeconds:n0} s"));

            await using var app = await ServeAsync(engine.Database, configuration);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            foreach (var (name, addresses) in Addresses(topics))
            {
                var measured = await MeasureAsync(client, addresses, Times);
                yield return PageRow($"{name}, {kind}", measured);
            }

            foreach (var row in await TryAsync(client, definitions, kind))
            {
                yield return row;
            }
        }
    }

    private static BenchmarkRow PageRow(string name, Measured measured)
    {
        var ratio = PageLimit.TotalMilliseconds / measured.At(0.95);
        var isPage = measured.Body.StartsWith("<!doctype", StringComparison.Ordinal);
        return new BenchmarkRow(name, isPage && measured.Bytes > LargestPage ? Math.Min(ratio, 0.99 * LargestPage / measured.Bytes) : ratio, 1, 2, Detail(measured));
    }

    private static string Detail(Measured measured) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {measured.At(0.5):n1} ms, p95 {measured.At(0.95):n1} ms, at most {measured.At(1):n1} ms, {measured.Processor:n1} ms of processor, {measured.Bytes:n0} bytes");

    /// <summary>What a reader can open; of several addresses each is asked for in turn.</summary>
    private static IEnumerable<(string Name, string[] Addresses)> Addresses(List<(string Watchlist, string Topic, string Expression)> topics)
    {
        string Of(int topic, string start) => $"{start}?watchlist={topics[topic].Watchlist}&topic={topics[topic].Topic}";
        yield return ("today", ["/"]);
        yield return ("today, a watchlist", [.. Watchlists.Select(list => $"/?watchlist={list}")]);
        yield return ("today, the loudest topic", [Of(0, "/")]);
        yield return ("today, the quietest topic", [Of(topics.Count - 1, "/")]);
        yield return ("today, since", ["/?since=24h", "/?since=30d", $"/?since=7d&watchlist={Watchlists[0]}", Of(topics.Count - 1, "/") + "&since=30d"]);
        yield return ("today, second page", [$"/?before={StoredNews.LargestStory + 16}"]);
        yield return ("today, deep pages", ["/?before=1000", "/?before=120000", $"/?before=1000&watchlist={Watchlists[0]}", Of(topics.Count - 1, "/") + "&before=9000"]);
        yield return ("a story", [.. Enumerable.Range(0, 20).Select(i => $"/stories/{1_000 + (12_400 * i)}")]);
        yield return ("a story printed 300 times", [$"/stories/{StoredNews.LargestStory}"]);
        yield return ("topics", ["/topics"]);
        yield return ("a topic", [.. Enumerable.Range(0, topics.Count).Select(i => $"/topics/{topics[i].Watchlist}/{topics[i].Topic}")]);
        yield return ("feeds", ["/feeds", "/feeds?page=3"]);
        yield return ("a feed", [.. Enumerable.Range(1, 20).Select(i => $"/feeds/{i * 10}")]);
        yield return ("mail", ["/mail"]);
        yield return ("system", ["/system"]);
        yield return ("try, before anything is typed", ["/try"]);
        foreach (var hits in new[] { "/hits.atom", "/hits.json", "/hits.csv", "/api/hits" })
        {
            yield return (hits, [hits, $"{hits}?watchlist={Watchlists[0]}", Of(0, hits), Of(topics.Count - 1, hits), $"{hits}?since=30d&limit=100", $"{hits}?before=5000"]);
        }

        yield return ("/api/stories", ["/api/stories", Of(0, "/api/stories"), "/api/stories?since=7d", "/api/stories?before=5000"]);
        yield return ("/api/stories/1000", ["/api/stories/1000"]);
        yield return ("/api/feeds", ["/api/feeds"]);
        yield return ("/api/topics", ["/api/topics"]);
        yield return ("/api/mails", ["/api/mails", "/api/mails?state=dead", "/api/mails?state=pending", "/api/mails?before=500"]);
        yield return ("/api/status", ["/api/status"]);
        yield return ("/metrics", ["/metrics"]);
    }

    private static async Task<List<BenchmarkRow>> TryAsync(HttpClient client, TopicDefinition[] definitions, string kind)
    {
        var watch = Stopwatch.StartNew();
        await client.GetStringAsync(Try(definitions[0].Any[0]));
        var first = watch.Elapsed;
        var rows = new List<BenchmarkRow>
        {
            new($"first try after a start, {kind}", FirstTryLimit / first, 1, 2, string.Create(CultureInfo.InvariantCulture, $"{first.TotalSeconds:n1} s until 100,000 items are read and cut into words")),
        };
        var kinds = new TopicSamples(seed: 31).Topics(400).Select((topic, i) => (Kind: i % 20, Expression: topic.Any[0])).ToLookup(topic => topic.Kind, topic => topic.Expression);
        foreach (var (name, expressions) in new (string, IEnumerable<string>)[]
        {
            ("plain words", kinds[12].Concat(kinds[15])),
            ("a phrase", kinds[3]),
            ("AND, OR and NOT", kinds[7]),
            ("NEAR", kinds[9]),
            ("a wildcard", kinds[0].Select(word => word[..Math.Min(word.Length, 4)] + "*")),
            ("a rare word", kinds[0]),
            ("the commonest words", ["said", "people OR time", "government", "year NEAR/5 new"]),
        })
        {
            var measured = await MeasureAsync(client, [.. expressions.Select(Try)], Times);
            rows.Add(new BenchmarkRow($"try: {name}, {kind}", TryLimit.TotalMilliseconds / measured.At(0.95), 1, 3, Detail(measured)));
            measured = await MeasureAsync(client, [.. expressions.Select(expression => $"/?q={Uri.EscapeDataString(expression)}")], Times);
            rows.Add(new BenchmarkRow($"search: {name}, {kind}", TryLimit.TotalMilliseconds / measured.At(0.95), 1, 3, Detail(measured)));
        }

        var beside = await MeasureAsync(client, [.. kinds[12].Select(expression => Try(expression) + $"&against={Watchlists[0]}/t0")], Times);
        rows.Add(new BenchmarkRow($"try: beside a topic that exists, {kind}", TryLimit.TotalMilliseconds / beside.At(0.95), 1, 3, Detail(beside)));
        return rows;
    }

    private static string Try(string expression) => $"/try?topic={Uri.EscapeDataString(expression)}";

    /// <summary>Each address once to warm up, as after some minutes of service.</summary>
    private static async Task<Measured> MeasureAsync(HttpClient client, string[] addresses, int times)
    {
        var largest = "";
        foreach (var address in addresses.Concat(addresses))
        {
            var body = await client.GetStringAsync(address);
            largest = body.Length > largest.Length ? body : largest;
        }

        var taken = new double[times];
        var processor = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            await client.GetByteArrayAsync(addresses[i % addresses.Length]);
            taken[i] = watch.Elapsed.TotalMilliseconds;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        Array.Sort(taken);
        return new Measured(taken, processor.TotalMilliseconds / times, System.Text.Encoding.UTF8.GetByteCount(largest), largest);
    }

    private static Configuration Configure(TestDatabase database, TopicDefinition[] topics)
    {
        var folder = RoundLoad.WriteConfiguration(database, Enumerable.Range(0, Feeds).Select(feed => $"https://outlet{feed}.example/rss"), topics[..30], new { });
        for (var list = 1; list < Watchlists.Length; list++)
        {
            File.WriteAllText(Path.Combine(folder, "watchlists", Watchlists[list] + ".json"), JsonSerializer.Serialize(new
            {
                name = Watchlists[list],
                recipients = new[] { "a@example.org" },
                topics = topics[(20 + (10 * list))..(30 + (10 * list))].Select(topic => new { id = topic.Id, any = topic.Any }),
            }));
        }

        var load = ConfigurationLoader.Load(folder, new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        return load.Configuration ?? throw new InvalidOperationException(string.Join("\n", load.Problems.Take(5)));
    }

    /// <summary>The page as the service has it; every request comes from another address, so that nobody is asked to wait a moment.</summary>
    private static async Task<WebApplication> ServeAsync(Database database, Configuration configuration)
    {
        var app = WebHost.CreateBuilder("http://127.0.0.1:0").Build();
        var request = 0;
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.Connection.RemoteIpAddress = new IPAddress(BitConverter.GetBytes(10 | (++request << 8)));
            return next(context);
        });
        app.MapSite(new Site
        {
            Database = database,
            Time = TimeProvider.System,
            Configuration = () => new ConfigurationState(configuration, [], TimeProvider.System.GetUtcNow()),
            Loops = () => [],
            Levels = () => null,
            MailTrouble = () => null,
            WakeSending = () => { },
            WakePolling = () => { },
            Reload = () => true,
            Replica = "bench/1",
        });
        await app.StartAsync();
        return app;
    }
}
