using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;

namespace FeedWatch.Benchmarks;

/// <summary>Loading a large configuration: 10,000 topics in 20 watchlists, 1,000 feeds.</summary>
public static class SettingsBenchmarks
{
    private const int Watchlists = 20;
    private const int TopicsPerWatchlist = 500;
    private const int Feeds = 1_000;
    private static readonly DateTimeOffset Now = new(2025, 6, 27, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The limit is what cannot be left out: reading the JSON as it is and compiling the topics.</summary>
    public static IEnumerable<BenchmarkRow> Run()
    {
        var folder = Directory.CreateTempSubdirectory("feedwatch-benchmark-").FullName;
        try
        {
            Write(folder);
            var environment = new Dictionary<string, string>();
            var configuration = ConfigurationLoader.Load(folder, environment, Now, folder).Configuration!;
            var definitions = configuration.Topics.Select(topic => topic.Topic.Definition).ToList();

            var limit = Best(() =>
            {
                foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
                    JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
                TopicSet.Compile(definitions);
            });
            var load = Best(() => ConfigurationLoader.Load(folder, environment, Now, folder));
            yield return new BenchmarkRow(
                "load 10,000 topics and 1,000 feeds", limit / load, 0.2, 0.5,
                $"{load * 1000:0} ms (at most 2,000 ms); JSON and compiled topics alone {limit * 1000:0} ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 4; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "watchlists"));
        var feeds = Enumerable.Range(0, Feeds).Select(i => $$"""{ "id": "feed-{{i}}", "url": "https://host{{i}}.example/rss", "tags": ["tag{{i % 10}}"] }""");
        File.WriteAllText(Path.Combine(folder, "feeds.json"), $"{{ \"feeds\": [\n{string.Join(",\n", feeds)}\n] }}");
        for (var w = 0; w < Watchlists; w++)
        {
            var topics = new StringBuilder();
            for (var t = 0; t < TopicsPerWatchlist; t++)
            {
                var number = (w * TopicsPerWatchlist) + t;
                topics.Append(t == 0 ? "\n" : ",\n").Append((t % 2) switch
                {
                    0 => $"\"defence agency consultation {number}\"",
                    _ => $$"""{ "id": "topic-{{number}}", "any": ["frigate{{number}} NEAR/8 (export OR contract)"], "none": ["\"toy {{number}}\""], "feeds": { "include": ["tag:tag{{t % 10}}"] } }""",
                });
            }

            File.WriteAllText(
                Path.Combine(folder, "watchlists", $"list{w}.json"),
                $$"""{ "recipients": ["desk@example.org"], "aliases": { "IP4": ["Indo-Pacific Four"] }, "topics": [{{topics}}] }""");
        }
    }
}
