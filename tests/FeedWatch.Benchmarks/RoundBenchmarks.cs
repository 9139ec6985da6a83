using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A round over 500 feeds on loopback (50 kB, 44 items each): fetch, parse, match 10,000 topics, store. The limit is fetching
/// and skimming the same documents in the same run; for a quiet round it is fetching 304s. Client, server and database share the machine.
/// </summary>
public static class RoundBenchmarks
{
    private const int Feeds = 500;
    private const int ItemsPerFeed = 44;
    private const int Topics = 10_000;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        await using var publisher = new Publisher();
        await publisher.StartAsync();
        var news = await MeasureFetchAsync(publisher, conditional: false);
        var quiet = await MeasureFetchAsync(publisher, conditional: true);
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            await using var database = await TestDatabase.CreateAsync(kind);
            await foreach (var row in MeasureAsync(publisher, database, kind, news, quiet))
            {
                yield return row;
            }
        }
    }

    private static async IAsyncEnumerable<BenchmarkRow> MeasureAsync(Publisher publisher, TestDatabase database, string kind, double news, double quiet)
    {
        var folder = WriteConfiguration(publisher, database);
        var load = ConfigurationLoader.Load(folder, new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        var configuration = load.Configuration ?? throw new InvalidOperationException(string.Join("\n", load.Problems.Take(5)));
        await using var engine = new Engine(configuration, database.Folder, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(configuration, CancellationToken.None);
        publisher.Edition = 0;
        await RoundAsync(engine, configuration); // warms up; its items are old news afterwards
        var (best, items, hits, allocated) = (0.0, 0, 0, 0L);
        for (var edition = 1; edition <= 3; edition++)
        {
            publisher.Edition = edition;
            var before = GC.GetTotalAllocatedBytes();
            var (rate, result) = await RoundAsync(engine, configuration);
            if (rate > best)
            {
                (best, items, hits, allocated) = (rate, result.Saved.NewItems, result.Saved.Hits, GC.GetTotalAllocatedBytes() - before);
            }
        }

        yield return new BenchmarkRow(
            $"round, all items new, {Topics:n0} topics, {kind}", best / news, 60_000.0 / 230_000, 0.5,
            $"{best:n0} feeds/min of {news:n0} fetched and skimmed; {items:n0} new items, {hits:n0} hits, {allocated / Math.Max(1, items):n0} B allocated an item (server included)");
        var still = 0.0;
        for (var round = 0; round < 3; round++)
        {
            still = Math.Max(still, (await RoundAsync(engine, configuration)).Rate);
        }

        yield return new BenchmarkRow($"round, nothing changed (304), {kind}", still / quiet, 300_000.0 / 2_500_000, 0.4, $"{still:n0} feeds/min of {quiet:n0} fetched");
    }

    private static async Task<(double Rate, Pipeline.RoundResult Result)> RoundAsync(Engine engine, Configuration configuration)
    {
        await engine.Feeds.MakeAllDueAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var result = await engine.Polling.RunAsync(configuration, null, CancellationToken.None);
        if (result.Feeds != Feeds || result.Failed > 0)
        {
            throw new InvalidOperationException($"The round polled {result.Feeds} feeds, {result.Failed} failed.");
        }

        return (Feeds / watch.Elapsed.TotalMinutes, result);
    }

    /// <summary>Feeds a minute that a bare client fetches and an XmlReader skims (or, conditionally, only fetches).</summary>
    private static async Task<double> MeasureFetchAsync(Publisher publisher, bool conditional)
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

    private static string WriteConfiguration(Publisher publisher, TestDatabase database)
    {
        var folder = Path.Combine(database.Folder, "config");
        Directory.CreateDirectory(Path.Combine(folder, "watchlists"));
        File.WriteAllText(Path.Combine(folder, "feedwatch.json"), JsonSerializer.Serialize(new
        {
            storage = new { postgres = database.ConnectionString },
            polling = new { allowPrivate = new[] { "127.0.0.0/8" }, every = "1m", concurrency = 32, perHost = 16, firstPoll = "none" },
        }));
        File.WriteAllText(Path.Combine(folder, "feeds.json"), JsonSerializer.Serialize(new { feeds = Enumerable.Range(0, Feeds).Select(feed => new { id = $"f{feed}", url = publisher.Url(feed) }) }));
        var random = new Random(17);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Publisher.Vocabulary[random.Next(Publisher.Vocabulary.Length)]));
        var topics = Enumerable.Range(0, Topics).Select(i => (object)new { id = $"t{i}", name = $"t{i}", any = new[] { i % 3 == 0 ? $"\"{Words(3)}\"" : i % 3 == 1 ? Words(4) : $"{Words(1)} NEAR/3 ({Words(1)} OR {Words(1)})" } });
        File.WriteAllText(Path.Combine(folder, "watchlists", "all.json"), JsonSerializer.Serialize(new { name = "All", recipients = new[] { "a@example.org" }, topics }));
        return folder;
    }

    /// <summary>Serves generated feeds with validators; a new edition has all items new.</summary>
    private sealed class Publisher : IAsyncDisposable
    {
        public static readonly string[] Vocabulary = MakeVocabulary();
        private readonly WebApplication _app;
        private readonly Dictionary<(int Feed, int Edition), byte[]> _documents = [];
        private string _address = "";

        public Publisher()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            for (var edition = 0; edition <= 3; edition++)
            {
                for (var feed = 0; feed < Feeds; feed++)
                {
                    _documents[(feed, edition)] = Document(feed, edition);
                }
            }

            _app.Run(AnswerAsync);
        }

        public int Edition { get; set; }

        public string Url(int feed) => $"{_address}/f/{feed}";

        public string ETag(int feed) => $"\"{feed}-{Edition}\"";

        public async Task StartAsync()
        {
            await _app.StartAsync();
            _address = _app.Urls.First();
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            var feed = int.Parse(context.Request.Path.Value.AsSpan(3), CultureInfo.InvariantCulture);
            context.Response.Headers.ETag = ETag(feed);
            if (context.Request.Headers.IfNoneMatch == ETag(feed))
            {
                context.Response.StatusCode = 304;
                return;
            }

            var document = _documents[(feed, Edition)];
            context.Response.ContentType = "application/rss+xml";
            context.Response.ContentLength = document.Length;
            await context.Response.Body.WriteAsync(document);
        }

        private static byte[] Document(int feed, int edition)
        {
            var random = new Random(feed * 31 + edition);
            string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Vocabulary[(int)(Vocabulary.Length * Math.Pow(random.NextDouble(), 3))]));
            var xml = new StringBuilder($"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Feed {feed}</title><link>http://127.0.0.1/</link><description>d</description>");
            for (var item = 0; item < ItemsPerFeed; item++)
            {
                xml.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink=\"false\">{feed}-{edition}-{item}</guid><link>http://127.0.0.1/{feed}/{edition}/{item}</link><title>{Words(9)}</title>")
                    .Append(CultureInfo.InvariantCulture, $"<pubDate>Thu, 26 Jun 2025 03:{item:00}:00 GMT</pubDate><category>{Words(1)}</category><description>&lt;p&gt;{Words(60)}.&lt;/p&gt;&lt;p&gt;{Words(60)}.&lt;/p&gt;</description></item>");
            }

            return Encoding.UTF8.GetBytes(xml.Append("</channel></rss>").ToString());
        }

        private static string[] MakeVocabulary()
        {
            var random = new Random(7);
            string[] syllables = ["ba", "cor", "den", "fi", "gal", "hem", "jo", "kra", "lum", "mer", "nor", "pa", "quin", "ros", "sta", "tel", "ur", "vin", "wes", "zan"];
            return [.. Enumerable.Range(0, 20_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)]))).Distinct()];
        }
    }
}
