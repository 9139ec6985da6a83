using System.Diagnostics;
using System.Globalization;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// Storing new items, whole polls with fence, listing and memory of seen keys, against a bare binary <c>COPY</c> of the same items into a table of
/// the same shape and indexes; and finding out that all items of a poll are known. The three are measured in turns, and the ratio is the median of all turns:
/// the machine's pace changes from second to second.
/// </summary>
public static class StoreBenchmarks
{
    private const int Feeds = 64;
    private const int ItemsPerFeed = 44;
    private const int WarmUps = 30;
    private const int Rounds = 60;

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        await using var load = await RoundLoad.StartAsync(TestDatabases.Postgres, Enumerable.Range(0, Feeds).Select(feed => $"https://feed{feed}.example/rss"), [new() { Id = "t", Name = "t", Any = ["tug"] }]);
        var database = load.Engine.Database;
        var store = new PollStore(database);
        await database.WriteAsync(transaction => transaction.Command("create table bare (like item including indexes)").ExecuteNonQueryAsync(), CancellationToken.None);
        var samples = new TopicSamples(seed: 3);
        var texts = Enumerable.Range(0, 500).Select(_ => samples.Text(780)).ToArray();
        var turns = new List<(double Limit, double Own, double Known)>();
        for (var round = 0; round < WarmUps + Rounds; round++)
        {
            await load.Engine.Feeds.MakeAllDueAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
            var claims = await load.Engine.Feeds.ClaimAsync("bench", ClaimKind.Sound, Feeds, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            var polls = claims.Select(claim => (Claim: claim, Items: Enumerable.Range(0, ItemsPerFeed).Select(item => Item(claim, round, item, texts)).ToList())).ToList();
            var watch = Stopwatch.StartNew();
            await database.WriteAsync(transaction => Bare(database, polls, round).InsertAsync(transaction, "bare", CancellationToken.None), CancellationToken.None);
            var limit = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var news = polls.ConvertAll(poll => Poll(poll.Claim, store.Encode(poll.Claim.Id, TimeProvider.System.GetUtcNow(), poll.Items)));
            await store.SaveAsync(news, CancellationToken.None);
            news.ForEach(poll => poll.Reading!.New!.Dispose());
            var own = watch.Elapsed.TotalSeconds;
            var keys = polls.SelectMany(poll => poll.Items.Select(item => (poll.Claim.Id, item.Key))).ToList();
            watch.Restart();
            if ((await store.SeenAsync(keys, CancellationToken.None)).Count != keys.Count)
            {
                throw new InvalidOperationException("What was just stored is not known.");
            }

            if (round >= WarmUps)
            {
                turns.Add((limit, own, watch.Elapsed.TotalSeconds));
            }
        }

        yield return Row("store new items, whole polls, against binary COPY", turns, turn => turn.Own, 0.5, 0.8);
        yield return Row("find that all items are known, against binary COPY", turns, turn => turn.Known, 1, 3);
    }

    private static BenchmarkRow Row(string name, List<(double Limit, double Own, double Known)> turns, Func<(double Limit, double Own, double Known), double> seconds, double hold, double aim) => new(
        name, turns.Select(turn => turn.Limit / seconds(turn)).Median(), hold, aim,
        string.Create(
            CultureInfo.InvariantCulture, $"{Feeds * ItemsPerFeed / turns.Select(seconds).Median():N0} items/s, COPY alone {Feeds * ItemsPerFeed / turns.Select(turn => turn.Limit).Median():N0}"));

    private static FeedPoll Poll(ClaimedFeed claim, EncodedItems items) => new()
    {
        FeedId = claim.Id,
        Epoch = claim.Epoch,
        At = TimeProvider.System.GetUtcNow(),
        Code = "ok",
        Success = true,
        Strip = "n",
        PollState = "{}",
        NextDue = TimeProvider.System.GetUtcNow(),
        Reading = new FeedReading
        {
            BodyHash = new byte[32],
            Format = "rss2.0",
            Listing = new byte[2 + (ItemsPerFeed * 32)],
            New = items,
        },
    };

    private static FreshItem Item(ClaimedFeed claim, int round, int item, string[] texts) => new()
    {
        Key = ((UInt128)System.Numerics.BitOperations.RotateLeft((ulong)(claim.Id * 1_000_003L) * 0x9E3779B97F4A7C15, item) << 64) | (ulong)((round * 1_000) + item),
        Guid = $"{claim.Id}-{round}-{item}",
        Title = texts[item][..60],
        Link = $"https://feed{claim.Id}.example/{round}/{item}",
        Published = new DateTimeOffset(2025, 6, 26, 3, item, 0, TimeSpan.Zero),
        Language = "en",
        Categories = ["World"],
        Summary = texts[((round * ItemsPerFeed) + item) % texts.Length],
    };

    private static RowSet Bare(Database database, List<(ClaimedFeed Claim, List<FreshItem> Items)> polls, int round)
    {
        var items = polls.SelectMany(poll => poll.Items.Select(item => (poll.Claim, Item: item))).ToList();
        return database.Sql.Rows()
            .Long("id", items.Select((_, i) => (long)((round * items.Count) + i)))
            .Long("feed_id", items.Select(pair => pair.Claim.Id))
            .Keys("key", items.Select(pair => pair.Item.Key))
            .Text("guid", items.Select(pair => pair.Item.Guid))
            .Text("title", items.Select(pair => pair.Item.Title))
            .Text("link", items.Select(pair => pair.Item.Link))
            .Moment("published", items.Select(pair => pair.Item.Published))
            .Moment("first_seen", items.Select(_ => (DateTimeOffset?)TimeProvider.System.GetUtcNow()))
            .Text("language", items.Select(pair => pair.Item.Language))
            .Text("categories", items.Select(_ => (string?)"[\"World\"]"))
            .Text("summary", items.Select(pair => pair.Item.Summary));
    }
}
