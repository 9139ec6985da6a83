using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class FeedStoreTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_publisher_is_one_replicas_at_a_time(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://www.news.example/a", "https://feeds.news.example/b", "https://other.example/c");
        var store = new FeedStore(test.Database);

        var first = await ClaimAsync(store, "one", 1);
        var second = await ClaimAsync(store, "two", 10);
        var third = await ClaimAsync(store, "one", 10);

        Assert.Equal(["https://www.news.example/a"], first);
        Assert.Equal(["https://other.example/c"], second);
        Assert.Equal(["https://feeds.news.example/b"], third);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Machines_of_ones_own_are_shared_by_all_replicas(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b");
        var store = new FeedStore(test.Database);

        Assert.Single(await ClaimAsync(store, "one", 1));
        Assert.Single(await ClaimAsync(store, "two", 10));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_is_claimed_once_and_a_release_gives_it_back_as_it_was(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://news.example/a");
        var store = new FeedStore(test.Database);

        Assert.Single(await ClaimAsync(store, "one", 10));
        Assert.Empty(await ClaimAsync(store, "two", 10));
        await store.ReleaseAsync("one", TestContext.Current.CancellationToken);
        Assert.Single(await ClaimAsync(store, "two", 10)); // not a suspect: it was given back, not lost
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_that_was_resumed_while_it_was_claimed_is_polled_again(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://news.example/a");
        var store = new FeedStore(test.Database);

        Assert.Single(await ClaimAsync(store, "one", 10));
        Assert.True(await store.ResumeAsync("https://news.example/a", Now, TestContext.Current.CancellationToken));
        await store.ReleaseAsync("one", TestContext.Current.CancellationToken);

        Assert.Single(await ClaimAsync(store, "two", 10));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Kills_for_other_reasons_do_not_meet_the_same_suspect_each_time(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "http://127.0.0.1:8000/a", "http://127.0.0.1:8000/b", "http://127.0.0.1:8000/c");
        var store = new FeedStore(test.Database);
        await ClaimAsync(store, "one", 10);
        var suspects = new List<string>();

        for (var kill = 0; kill < 6; kill++)
        {
            await store.EndLeasesAsync(TestContext.Current.CancellationToken); // killed, and started again
            suspects.Add(Assert.Single(await store.ClaimAsync("one", ClaimKind.Suspect, 10, Now, TestContext.Current.CancellationToken)).Url[^1..]);
        }

        Assert.Equal("aabbcc", string.Concat(suspects.Order(StringComparer.Ordinal)));
        Assert.Equal(3, suspects.Take(3).Distinct().Count());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_replica_whose_clock_is_wrong_takes_no_lease_that_still_runs(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://news.example/a");
        var store = new FeedStore(test.Database);
        Assert.Single(await ClaimAsync(store, "one", 10));

        foreach (var minutes in new[] { 10, -10, 60 * 24 })
        {
            Assert.Empty(await store.ClaimAsync("two", ClaimKind.Sound, 10, Now.AddMinutes(minutes), TestContext.Current.CancellationToken));
            Assert.Empty(await store.ClaimAsync("two", ClaimKind.Suspect, 10, Now.AddMinutes(minutes), TestContext.Current.CancellationToken));
        }
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_server_that_asks_us_to_wait_holds_all_feeds_of_its_domain_and_they_do_not_all_come_back_at_once(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://a.news.example/", "https://b.news.example/", "https://other.example/");
        var store = new FeedStore(test.Database);

        await store.HoldAsync("news.example", Now.AddHours(2), TestContext.Current.CancellationToken);

        var feeds = (await new StoredFeeds(test.Database).ListAsync(TestContext.Current.CancellationToken)).ToDictionary(feed => feed.Url, feed => feed.NextDue);
        Assert.Equal(Now, feeds["https://other.example/"]);
        Assert.True(feeds["https://a.news.example/"] >= Now.AddHours(2));
        Assert.NotEqual(feeds["https://a.news.example/"], feeds["https://b.news.example/"]);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Feeds_that_leave_the_configuration_sleep_and_wake_when_they_come_back(string kind)
    {
        await using var test = await WithFeedsAsync(kind, "https://news.example/a", "https://news.example/b");
        var store = new FeedStore(test.Database);

        await SyncAsync(store, "https://news.example/b");
        Assert.Equal(["https://news.example/b"], await ClaimAsync(store, "one", 10));
        await store.ReleaseAsync("one", TestContext.Current.CancellationToken);
        await SyncAsync(store, "https://news.example/a", "https://news.example/b");
        Assert.Equal(2, (await ClaimAsync(store, "one", 10)).Count);
    }

    [Fact]
    public async Task A_claim_reads_the_feeds_that_it_takes_though_the_server_believes_that_few_are_due()
    {
        await using var test = await WithFeedsAsync(TestDatabases.Postgres, [.. Enumerable.Range(0, 10_000).Select(feed => $"http://127.0.0.1:8000/{feed}")]);
        var store = new FeedStore(test.Database);
        await ExecuteAsync(test, "update feed set next_due = next_due + interval '1 day' where id % 200 > 0; analyze feed");
        await store.MakeAllDueAsync(Now, TestContext.Current.CancellationToken);
        var before = await ReadsAsync(test);

        Assert.Equal(64, (await ClaimAsync(store, "one", 64)).Count);

        var after = await ReadsAsync(test);
        Assert.Equal(before.Scans, after.Scans);
        Assert.InRange(after.ByIndex - before.ByIndex, 64, 200);
    }

    /// <summary>How often the table of feeds was read whole, and how many feeds were read by an index; told by the one connection that the pool has.</summary>
    private static async Task<(long Scans, long ByIndex)> ReadsAsync(TestDatabase test)
    {
        await ExecuteAsync(test, "select pg_stat_force_next_flush()");
        await using var connection = await test.Database.ConnectAsync(TestContext.Current.CancellationToken);
        return Assert.Single(await connection.Command("select seq_scan, idx_tup_fetch from pg_stat_user_tables where relname = 'feed'")
            .ListAsync(row => (row.GetInt64(0), row.GetInt64(1)), TestContext.Current.CancellationToken));
    }

    private static async Task ExecuteAsync(TestDatabase test, string statement)
    {
        await using var connection = await test.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await connection.Command(statement).ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<TestDatabase> WithFeedsAsync(string kind, params string[] urls)
    {
        var test = await TestDatabase.CreateMigratedAsync(kind);
        await SyncAsync(new FeedStore(test.Database), urls);
        return test;
    }

    private static Task SyncAsync(FeedStore store, params string[] urls) => store.SyncAsync(
        [.. urls.Select(url => new FeedSettings { Id = url, Url = url })], url => RegistrableDomain.Of(url) ?? "", Now, TestContext.Current.CancellationToken);

    private static async Task<List<string>> ClaimAsync(FeedStore store, string owner, int limit) =>
        [.. (await store.ClaimAsync(owner, ClaimKind.Sound, limit, Now, TestContext.Current.CancellationToken)).Select(claim => claim.Url).Order(StringComparer.Ordinal)];
}
