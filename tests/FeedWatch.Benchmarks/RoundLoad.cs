using System.Diagnostics;
using System.Text.Json;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Benchmarks;

/// <summary>One round, measured.</summary>
/// <param name="Rate">Feeds a minute.</param>
/// <param name="Processor">Of this process: the publisher runs in it, too; a Postgres does not.</param>
internal sealed record MeasuredRound(double Rate, Pipeline.RoundResult Result, TimeSpan Processor, long Allocated);

/// <summary>The parts that poll, on a database of their own, with generated feeds and topics.</summary>
internal sealed class RoundLoad : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private readonly TimeProvider _time;

    private RoundLoad(TestDatabase database, Configuration configuration, TimeProvider time)
    {
        (_database, Configuration, _time) = (database, configuration, time);
        Engine = Another();
    }

    internal Engine Engine { get; }

    internal Configuration Configuration { get; }

    /// <summary>One more replica on the same database; the caller's to dispose of.</summary>
    internal Engine Another() => new(Configuration, _database.Folder, _time, NullLoggerFactory.Instance);

    /// <summary>Topics as people keep them: those that flag every other item are dropped.</summary>
    internal static TopicDefinition[] Quietest(TopicSamples samples, int count)
    {
        var topics = samples.Topics(count * 3 / 2);
        var set = TopicSet.Compile(topics);
        var hits = samples.Items(10_000, 800, topics, planted: false).SelectMany(item => set.Match(item)).CountBy(match => match.Topic).ToDictionary();
        return [.. Enumerable.Range(0, topics.Length).OrderBy(topic => hits.GetValueOrDefault(topic)).Take(count).Order().Select(topic => topics[topic])];
    }

    /// <param name="kind">Of the database, as <see cref="TestDatabases"/> names it.</param>
    /// <param name="within">Where its folder is made; by default among the temporary files.</param>
    internal static async Task<RoundLoad> StartAsync(
        string kind, IEnumerable<string> feeds, TopicDefinition[] topics, string every = "1m", TimeProvider? time = null, string? within = null)
    {
        var database = await TestDatabase.CreateAsync(kind, within);
        var folder = WriteConfiguration(database, feeds, topics, new { }, every);
        var load = ConfigurationLoader.Load(folder, new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        var configuration = load.Configuration ?? throw new InvalidOperationException(string.Join("\n", load.Problems.Take(5)));
        var started = new RoundLoad(database, configuration, time ?? TimeProvider.System);
        await started.Engine.StartAsync(configuration, CancellationToken.None);
        return started;
    }

    /// <summary>Writes the files that a user would; what is in <paramref name="more"/> joins the settings.</summary>
    internal static string WriteConfiguration(TestDatabase database, IEnumerable<string> feeds, TopicDefinition[] topics, object more, string every = "1m")
    {
        var folder = Path.Combine(database.Folder, "config");
        Directory.CreateDirectory(Path.Combine(folder, "watchlists"));
        var settings = JsonSerializer.SerializeToNode(new
        {
            storage = new { postgres = database.ConnectionString },
            polling = new { allowPrivate = new[] { "127.0.0.0/8" }, every, concurrency = 32, perHost = 16, firstPoll = "none", adaptive = false },
        })!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(more)!.AsObject())
        {
            settings[name] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(folder, "feedwatch.json"), settings.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "feeds.json"), JsonSerializer.Serialize(new { feeds = feeds.Select((url, feed) => new { id = $"f{feed}", url }) }));
        File.WriteAllText(Path.Combine(folder, "watchlists", "all.json"), JsonSerializer.Serialize(new
        {
            name = "All",
            recipients = new[] { "a@example.org" },
            deliver = new { gather = "0s", maxPerHour = 1_000 },
            topics = topics.Select(topic => new { id = topic.Id, any = topic.Any }),
        }));
        return folder;
    }

    /// <summary>Makes all feeds due and polls them.</summary>
    internal async Task<MeasuredRound> RoundAsync()
    {
        await Engine.Feeds.MakeAllDueAsync(_time.GetUtcNow(), CancellationToken.None);
        var (allocated, processor, watch) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var result = await Engine.Polling.RunAsync(Configuration, null, CancellationToken.None);
        if (result.Feeds != Configuration.Feeds.Count || result.Failed > 0)
        {
            throw new InvalidOperationException($"The round polled {result.Feeds} of {Configuration.Feeds.Count} feeds, {result.Failed} failed.");
        }

        return new MeasuredRound(result.Feeds / watch.Elapsed.TotalMinutes, result, Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _database.DisposeAsync();
    }
}
