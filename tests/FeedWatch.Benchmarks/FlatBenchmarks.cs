using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A round costs what changed, not what is stored: rounds with news, and quiet ones, over the same feeds with nothing stored, and with 10 and 100 times
/// as much as one round brings. The limit is the round over the small database.
/// </summary>
public static class FlatBenchmarks
{
    private const int Feeds = 200;
    private const int ItemsPerRound = Feeds * 44;
    private const int WarmUps = 12;
    private const int Rounds = 4;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 23, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, 1_000);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            await using var load = await RoundLoad.StartAsync(kind, publisher.Urls, topics);
            for (var round = 0; round < WarmUps; round++)
            {
                publisher.Publish();
                await load.RoundAsync();
            }

            var (news, quiet) = await MeasureAsync(publisher, load);
            foreach (var times in new[] { 10, 100 })
            {
                await FillAsync(load.Engine.Database, times * ItemsPerRound);
                var (moreNews, moreQuiet) = await MeasureAsync(publisher, load);
                yield return new BenchmarkRow($"round with news, {times} times as much stored, {kind}", moreNews / news, 0.8, 1, $"{moreNews:n0} feeds/min against {news:n0}");
                yield return new BenchmarkRow($"quiet round, {times} times as much stored, {kind}", moreQuiet / quiet, 0.8, 1, $"{moreQuiet:n0} feeds/min against {quiet:n0}");
            }
        }
    }

    private static async Task<(double News, double Quiet)> MeasureAsync(LoopbackPublisher publisher, RoundLoad load)
    {
        var (news, quiet) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            publisher.Publish();
            news = Math.Max(news, (await load.RoundAsync()).Rate);
            quiet = Math.Max(quiet, (await load.RoundAsync()).Rate);
        }

        return (news, quiet);
    }

    /// <summary>Items of the same feeds, with their keys, as if polled long ago.</summary>
    private static Task FillAsync(Database database, int items) => database.WriteAsync(
        async transaction =>
        {
            var ids = await Ids.TakeAsync(database, transaction, "item", items, CancellationToken.None);
            var keys = ids.Select(id => (byte[]?)ItemKeys.ToBytes((UInt128)(ulong)id * 0x9E3779B97F4A7C15)).ToList();
            var longAgo = TimeProvider.System.GetUtcNow().AddDays(-3);
            await database.Sql.Rows().Long("id", ids).Long("feed_id", ids.Select(id => 1 + (id % Feeds))).Bytes("key", keys)
                .Moment("first_seen", ids.Select(_ => (DateTimeOffset?)longAgo)).Text("title", ids.Select(id => (string?)$"Old news {id}"))
                .InsertAsync(transaction, "item", CancellationToken.None);
            await database.Sql.Rows().Long("feed_id", ids.Select(id => 1 + (id % Feeds))).Bytes("key", keys).Long("item_id", ids)
                .InsertAsync(transaction, "seen", CancellationToken.None);
        },
        CancellationToken.None);
}
