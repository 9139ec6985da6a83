using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A round costs what changed, not what is stored: rounds with news, and quiet ones, over the same feeds with little stored, and with 10 and 100 times
/// as much as one round brings. The limit is the round over a database with little in it; the two are polled in turns, and the ratio is the median of all turns.
/// </summary>
public static class FlatBenchmarks
{
    private const int Feeds = 200;
    private const int ItemsPerRound = Feeds * 44;
    private const int WarmUps = 20;
    private const int Turns = 9;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 23, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, 1_000);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            await using var little = await RoundLoad.StartAsync(kind, publisher.Urls, topics);
            await using var much = await RoundLoad.StartAsync(kind, publisher.Urls, topics);
            await MeasureAsync(publisher, little, much, WarmUps);
            foreach (var times in new[] { 10, 100 })
            {
                await FillAsync(much.Engine.Database, times * ItemsPerRound);
                var turns = await MeasureAsync(publisher, little, much, Turns);
                yield return Row($"round with news, {times} times as much stored, {kind}", turns.ConvertAll(turn => turn.News));
                yield return Row($"quiet round, {times} times as much stored, {kind}", turns.ConvertAll(turn => turn.Quiet));
            }
        }
    }

    private static async Task<List<((double Little, double Much) News, (double Little, double Much) Quiet)>> MeasureAsync(LoopbackPublisher publisher, RoundLoad little, RoundLoad much, int count)
    {
        var turns = new List<((double, double), (double, double))>();
        for (var turn = 0; turn < count; turn++)
        {
            publisher.Publish();
            turns.Add((await PollAsync(little, much, turn), await PollAsync(little, much, turn)));
        }

        return turns;
    }

    /// <summary>Feeds a minute. Who goes first changes from turn to turn.</summary>
    private static async Task<(double Little, double Much)> PollAsync(RoundLoad little, RoundLoad much, int turn)
    {
        var first = (await (turn % 2 == 0 ? little : much).RoundAsync()).Rate;
        var second = (await (turn % 2 == 0 ? much : little).RoundAsync()).Rate;
        return turn % 2 == 0 ? (first, second) : (second, first);
    }

    private static BenchmarkRow Row(string name, List<(double Little, double Much)> turns) =>
        new(
            name, turns.Select(turn => turn.Much / turn.Little).Median(), 0.8, 1,
            $"{turns.Select(turn => turn.Much).Median():n0} feeds/min against {turns.Select(turn => turn.Little).Median():n0}");

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
