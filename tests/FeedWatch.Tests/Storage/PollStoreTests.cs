using FeedWatch.Core.Stories;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class PollStoreTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task How_long_a_feed_takes_is_kept_and_a_failure_does_not_count_as_usual(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await PollAsync(room, took: 400);
        await PollAsync(room, took: 1200);

        Assert.Equal((1200, 500), await HealthAsync(room));

        await PollAsync(room, took: 30_000, code: "timeout");
        Assert.Equal((30_000, 500), await HealthAsync(room));

        await PollAsync(room, took: null, code: "blocked_address");
        Assert.Equal((null, 500), await HealthAsync(room));
    }

    /// <summary>Each saves copies of the same reports in a feed of its own, in another order.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Saves_of_several_replicas_at_once_open_each_story_once(string kind)
    {
        string[] feeds = ["post", "herald", "times"];
        await using var room = await Newsroom.OpenAsync(kind, null, feeds);
        var claims = await ClaimAsync(room, feeds.Length);

        var saved = await Task.WhenAll(claims.Select((claim, turn) => SaveAsync(new PollStore(room.Database), Read(room, claim, [.. Happenings.Skip(turn), .. Happenings.Take(turn)]))));

        Assert.Equal(Happenings.Length, saved.Sum(result => result.Stories));
        Assert.Equal(Happenings.Length * feeds.Length, saved.Sum(result => result.Hits));
        Assert.Equal(Happenings.Length * feeds.Length, saved.Sum(result => result.NewItems));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_save_that_fails_leaves_nothing_behind_and_lets_the_next_one_in(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald");
        var claims = await ClaimAsync(room, 2);
        var store = new PollStore(room.Database);
        var broken = Read(room, claims[0], Happenings);
        broken = broken with { Reading = broken.Reading! with { Fresh = [.. broken.Reading!.Fresh.Select(item => item with { Hits = [item.Hits[0] with { Topic = null! }] })] } };

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => SaveAsync(store, broken));

        // The stories that it opened were rolled back: nobody can join them.
        var saved = await SaveAsync(store, Read(room, claims[1], Happenings));
        Assert.Equal((Happenings.Length, Happenings.Length), (saved.Stories, saved.NewItems));
        var again = await SaveAsync(store, Read(room, claims[0], Happenings));
        Assert.Equal((0, Happenings.Length), (again.Stories, again.NewItems));
        Assert.Equal(Happenings.Length * 2, (await room.HitsAsync()).Count);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_key_leads_to_its_own_item(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post");
        var claim = Assert.Single(await ClaimAsync(room, 1));
        var store = new PollStore(room.Database);
        var poll = Read(room, claim, Happenings);

        await SaveAsync(store, poll);

        var keys = poll.Reading!.Fresh.Select(item => (claim.Id, item.Key)).ToList();
        var seen = await store.SeenAsync([.. keys, (claim.Id, ItemKeys.ToBytes(UInt128.MaxValue))], TestContext.Current.CancellationToken);
        await using var context = room.Database.Read();
        var titles = context.Items.ToDictionary(item => item.Id, item => item.Title);
        Assert.Equal(keys.Count, seen.Count);
        Assert.Equal(poll.Reading.Fresh.Select(item => item.Title), keys.Select(key => titles[seen[(key.Id, ItemKeys.ToNumber(key.Key))]]));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_save_refuses_an_item_that_was_seen_before_with_all_that_came_with_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald");
        var claims = await ClaimAsync(room, 2);
        var store = new PollStore(room.Database);
        await SaveAsync(store, Read(room, claims[0], Happenings[..2]));
        var later = Assert.Single(await ClaimAsync(room, 1));
        using var repeating = store.Encode(Read(room, later, Happenings[1..]));
        using var other = store.Encode(Read(room, claims[1], Happenings));

        await Assert.ThrowsAsync<SeenBeforeException>(() => store.SaveAsync([other, repeating], TestContext.Current.CancellationToken));

        Assert.Equal(2, (await room.HitsAsync()).Count);
        var saved = await SaveAsync(store, Read(room, claims[1], Happenings)); // nothing of it was learned
        Assert.Equal((Happenings.Length, Happenings.Length - 2), (saved.NewItems, saved.Stories));
    }

    private static readonly string[] Happenings =
    [
        "Ice closes the northern ferry route for a week",
        "Bakers demand cheaper flour from the ministry",
        "Museum finds a lost Viking sword under its own stairs",
        "Voters of Ostrava reject the new tram line",
        "Wolves kill thirty sheep near the reservoir",
    ];

    private static async Task<IReadOnlyList<ClaimedFeed>> ClaimAsync(Newsroom room, int count)
    {
        await room.Engine.Feeds.MakeAllDueAsync(room.Now, TestContext.Current.CancellationToken);
        var claims = await room.Engine.Feeds.ClaimAsync("test", ClaimKind.Sound, count, room.Now, TestContext.Current.CancellationToken);
        Assert.Equal(count, claims.Count);
        return claims;
    }

    private static async Task<SaveResult> SaveAsync(PollStore store, FeedPoll poll)
    {
        using var encoded = store.Encode(poll);
        return await store.SaveAsync([encoded], TestContext.Current.CancellationToken);
    }

    /// <summary>The feed lists a report of each happening, word for word as others do, and a topic flags them all.</summary>
    private static FeedPoll Read(Newsroom room, ClaimedFeed claim, IReadOnlyList<string> happenings) => new()
    {
        FeedId = claim.Id,
        Epoch = claim.Epoch,
        At = room.Now,
        Code = "ok",
        Success = true,
        Strip = "n",
        PollState = "{}",
        NextDue = room.Now,
        Reading = new FeedReading
        {
            BodyHash = new byte[32],
            Format = "rss2.0",
            Listing = [],
            Fresh = [.. happenings.Select(happening => Flagged(room, claim, happening))],
        },
    };

    private static FreshItem Flagged(Newsroom room, ClaimedFeed claim, string happening)
    {
        var body = $"{happening}, a spokesman said on Tuesday.";
        var fingerprint = StoryFingerprint.Of(new StoryText { FeedId = $"{claim.Id}", Title = happening, Body = body, Language = "en", At = room.Now, Outlet = claim.Key });
        return new FreshItem
        {
            Key = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(happening))[..ItemKeys.Size],
            Title = happening,
            Summary = body,
            Outlet = claim.Key,
            Version = new StoryVersion(0, $"{claim.Id}", null, null, room.Now, fingerprint),
            Hits = [new FoundHit("port", "Port desk", "t", "t", 80, [], "r", [])],
        };
    }

    private static async Task<(int? Last, int? Usual)> HealthAsync(Newsroom room)
    {
        var feed = await room.FeedAsync("post");
        return (feed.LastMs, feed.UsualMs);
    }

    private static async Task PollAsync(Newsroom room, int? took, string code = "not_modified")
    {
        var cancellation = TestContext.Current.CancellationToken;
        await room.Engine.Feeds.MakeAllDueAsync(room.Now, cancellation);
        var claim = Assert.Single(await room.Engine.Feeds.ClaimAsync("test", ClaimKind.Sound, 1, room.Now, cancellation));
        var store = new PollStore(room.Database);
        using var poll = store.Encode(new FeedPoll
        {
            FeedId = claim.Id,
            Epoch = claim.Epoch,
            At = room.Now,
            Code = code,
            Success = code == "not_modified",
            Strip = "u",
            PollState = "{}",
            NextDue = room.Now,
            Took = took is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        });
        await store.SaveAsync([poll], cancellation);
    }
}
