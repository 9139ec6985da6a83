using System.Text.Json;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests.Pipeline;

/// <summary>Replicas that share a database, as a publisher sees them.</summary>
public sealed class ReplicasTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Over_three_days_of_two_replicas_and_restarts_the_publisher_finds_nothing_to_object_to()
    {
        await using var publisher = new ScoringPublisher(
            _time,
            new PublishedFeed("/news") { ChangesEvery = TimeSpan.FromMinutes(50) },
            new PublishedFeed("/quiet"),
            new PublishedFeed("/cached") { ChangesEvery = TimeSpan.FromHours(5), MaxAge = TimeSpan.FromHours(2) },
            new PublishedFeed("/slow") { ChangesEvery = TimeSpan.FromHours(5), Schedule = new FeedWatch.Core.Feeds.FeedSchedule(TimeSpan.FromHours(3), [], []) },
            new PublishedFeed("/sleeps") { ChangesEvery = TimeSpan.FromHours(2), Schedule = new FeedWatch.Core.Feeds.FeedSchedule(null, [0, 1, 2, 3, 4], []) },
            new PublishedFeed("/broken") { Status = since => since.TotalDays is > 1 and < 2 ? 500 : 0 },
            new PublishedFeed("/missing") { Status = _ => 404 });
        await using var test = await TestDatabase.CreateAsync(TestDatabases.Postgres);
        var configuration = Configure(publisher, test);
        var replicas = new[] { await StartAsync(configuration, test), await StartAsync(configuration, test) };
        var end = _time.GetUtcNow() + TimeSpan.FromDays(3);
        for (var rounds = 1; await replicas[0].Feeds.NextDueAsync(TestContext.Current.CancellationToken) is { } due && due < end; rounds++)
        {
            if (due > _time.GetUtcNow())
            {
                _time.Advance(due - _time.GetUtcNow());
            }

            await Task.WhenAll(replicas.Select(replica => replica.Polling.RunAsync(configuration, null, TestContext.Current.CancellationToken)));
            if (rounds % 50 == 0)
            {
                await replicas[rounds / 50 % 2].DisposeAsync();
                replicas[rounds / 50 % 2] = await StartAsync(configuration, test);
            }
        }

        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        Assert.Equal("", string.Join("\n", publisher.Objections));
        Assert.All(publisher.Feeds, feed => Assert.True(publisher.Requests(feed.Path) > 5, feed.Path));
        Assert.InRange(publisher.Requests("/news"), 100, 3 * 48);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Feeds_that_wait_for_their_turn_are_left_alone_once_their_server_asks_for_a_break(string kind)
    {
        var feeds = Enumerable.Range(0, 12).Select(number => new PublishedFeed($"/{number}") { Status = _ => 429, RetryAfter = TimeSpan.FromHours(2) }).ToArray();
        await using var publisher = new ScoringPublisher(_time, feeds);
        await using var test = await TestDatabase.CreateAsync(kind);
        var configuration = Configure(publisher, test);
        await using var replica = await StartAsync(configuration, test);

        await replica.Polling.RunAsync(configuration, null, TestContext.Current.CancellationToken);

        // Two connections a host: so many may be on their way when the first answer comes.
        Assert.InRange(feeds.Sum(feed => publisher.Requests(feed.Path)), 1, 3);
        Assert.InRange((await replica.Feeds.NextDueAsync(TestContext.Current.CancellationToken))!.Value, _time.GetUtcNow() + TimeSpan.FromHours(1.9), DateTimeOffset.MaxValue);

        _time.Advance(TimeSpan.FromHours(2.5));
        await replica.Polling.RunAsync(configuration, null, TestContext.Current.CancellationToken);
        Assert.InRange(feeds.Sum(feed => publisher.Requests(feed.Path)), 2, 6);
    }

    private Configuration Configure(ScoringPublisher publisher, TestDatabase test)
    {
        var folder = Directory.CreateDirectory(Path.Combine(test.Folder, "config", "watchlists")).Parent!.FullName;
        File.WriteAllText(Path.Combine(folder, "feedwatch.json"), JsonSerializer.Serialize(new
        {
            storage = new { postgres = test.ConnectionString },
            polling = new { allowPrivate = new[] { "127.0.0.0/8" }, every = "30m", adaptive = false },
        }));
        File.WriteAllText(Path.Combine(folder, "feeds.json"), JsonSerializer.Serialize(new { feeds = publisher.Feeds.Select(feed => new { id = feed.Path[1..], url = publisher.Url(feed.Path) }) }));
        File.WriteAllText(Path.Combine(folder, "watchlists", "all.json"), """{ "recipients": ["desk@example.org"], "topics": ["lighthouse keeper"] }""");
        var load = ConfigurationLoader.Load(folder, new Dictionary<string, string>(), _time.GetUtcNow());
        return load.Configuration ?? throw new InvalidOperationException(string.Join("\n", load.Problems));
    }

    private async Task<Engine> StartAsync(Configuration configuration, TestDatabase test)
    {
        var engine = new Engine(configuration, test.Folder, _time, NullLoggerFactory.Instance);
        Assert.True(await engine.StartAsync(configuration, TestContext.Current.CancellationToken));
        return engine;
    }
}
