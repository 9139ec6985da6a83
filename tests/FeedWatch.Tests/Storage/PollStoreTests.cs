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

        var saved = await Task.WhenAll(claims.Select((claim, turn) => SaveAsync(new PollStore(room.Database), room, claim, [.. Flagged(room, claim).Skip(turn), .. Flagged(room, claim).Take(turn)])));

        Assert.Equal(Happenings.Length, saved.Sum(result => result.Stories));
        Assert.Equal(Happenings.Length * feeds.Length, saved.Sum(result => result.Hits));
        Assert.Equal(Happenings.Length * feeds.Length, saved.Sum(result => result.NewItems));
    }

    /// <summary>Each saves copies of the same reports in a feed of its own, in another order.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Saves_of_one_replica_at_once_open_each_story_once(string kind)
    {
        string[] feeds = ["post", "herald", "times"];
        await using var room = await Newsroom.OpenAsync(kind, null, feeds);
        var claims = await ClaimAsync(room, feeds.Length);
        var store = new PollStore(room.Database);

        var saved = await Task.WhenAll(claims.Select((claim, turn) => SaveAsync(store, room, claim, [.. Flagged(room, claim).Skip(turn), .. Flagged(room, claim).Take(turn)])));

        Assert.Equal((Happenings.Length, Happenings.Length * feeds.Length), (saved.Sum(result => result.Stories), saved.Sum(result => result.Hits)));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_save_that_fails_leaves_nothing_behind_and_lets_the_next_one_in(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald");
        var claims = await ClaimAsync(room, 2);
        var store = new PollStore(room.Database);
        var unnamed = Flagged(room, claims[0]).Select(item => item with { Hits = [item.Hits[0] with { Topic = null! }] }).ToList();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => SaveAsync(store, room, claims[0], unnamed));

        // The stories that it opened were rolled back: nobody can join them.
        var saved = await SaveAsync(store, room, claims[1], Flagged(room, claims[1]));
        Assert.Equal((Happenings.Length, Happenings.Length), (saved.Stories, saved.NewItems));
        var again = await SaveAsync(store, room, claims[0], Flagged(room, claims[0]));
        Assert.Equal((0, Happenings.Length), (again.Stories, again.NewItems));
        Assert.Equal(Happenings.Length * 2, (await room.HitsAsync()).Count);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_key_leads_to_its_own_item(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post");
        var claim = Assert.Single(await ClaimAsync(room, 1));
        var store = new PollStore(room.Database);
        var items = Flagged(room, claim);

        await SaveAsync(store, room, claim, items);

        var keys = items.Select(item => (claim.Id, item.Key)).ToList();
        var seen = await store.SeenAsync([.. keys, (claim.Id, UInt128.MaxValue)], TestContext.Current.CancellationToken);
        await using var context = room.Database.Read();
        var titles = context.Items.ToDictionary(item => item.Id, item => item.Title);
        Assert.Equal(keys.Count, seen.Count);
        Assert.Equal(items.Select(item => item.Title), keys.Select(key => titles[seen[key]]));
    }

    /// <summary>Whoever did not hear the answer to a commit tries again.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_poll_that_was_saved_is_not_saved_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post");
        var claim = Assert.Single(await ClaimAsync(room, 1));
        var store = new PollStore(room.Database);

        Assert.Equal((1, Happenings.Length), Counts(await SaveAsync(store, room, claim, Flagged(room, claim))));
        Assert.Equal((0, 0), Counts(await SaveAsync(store, room, claim, Flagged(room, claim))));

        Assert.Equal(Happenings.Length, (await room.HitsAsync()).Count);

        static (int Polls, int NewItems) Counts(SaveResult result) => (result.Polls, result.NewItems);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Items_that_are_known_after_all_are_left_out_and_the_others_keep_their_texts(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post");
        var claim = Assert.Single(await ClaimAsync(room, 1));
        var items = Flagged(room, claim);
        var left = new[] { items[1], items[3] };

        await SaveAsync(new PollStore(room.Database), room, claim, items, isKnown: key => !left.Any(item => item.Key == key));

        await using var context = room.Database.Read();
        Assert.Equal(left.Select(item => (item.Title, item.Summary)), context.Items.OrderBy(item => item.Id).Select(item => new ValueTuple<string?, string?>(item.Title, item.Summary)).ToList());
        Assert.Equal(left.Select(item => item.Title), context.Hits.OrderBy(hit => hit.Id).Join(context.Items, hit => hit.ItemId, item => item.Id, (hit, item) => item.Title).ToList());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_save_refuses_an_item_that_was_seen_before_with_all_that_came_with_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald");
        var claims = await ClaimAsync(room, 2);
        var store = new PollStore(room.Database);
        await SaveAsync(store, room, claims[0], Flagged(room, claims[0])[..2]);
        var later = Assert.Single(await ClaimAsync(room, 1));
        using var repeating = store.Encode(later.Id, room.Now, Flagged(room, later)[1..]);
        using var other = store.Encode(claims[1].Id, room.Now, Flagged(room, claims[1]));

        await Assert.ThrowsAsync<SeenBeforeException>(() => store.SaveAsync([Poll(room, claims[1], other), Poll(room, later, repeating)], TestContext.Current.CancellationToken));

        Assert.Equal(2, (await room.HitsAsync()).Count);
        var saved = await SaveAsync(store, room, claims[1], Flagged(room, claims[1])); // nothing of it was learned
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

    /// <param name="isKnown">Items to be left out.</param>
    private static async Task<SaveResult> SaveAsync(PollStore store, Newsroom room, ClaimedFeed claim, IReadOnlyList<FreshItem> items, Predicate<UInt128>? isKnown = null)
    {
        using var encoded = store.Encode(claim.Id, room.Now, items);
        encoded.Remove(isKnown ?? (_ => false));
        return await store.SaveAsync([Poll(room, claim, encoded)], TestContext.Current.CancellationToken);
    }

    private static FeedPoll Poll(Newsroom room, ClaimedFeed claim, EncodedItems items) => new()
    {
        FeedId = claim.Id,
        Epoch = claim.Epoch,
        At = room.Now,
        Code = "ok",
        Success = true,
        Strip = "n",
        PollState = "{}",
        NextDue = room.Now,
        Reading = new FeedReading { BodyHash = new byte[32], Format = "rss2.0", Listing = [], New = items },
    };

    /// <summary>The feed lists a report of each happening, word for word as others do, and a topic flags them all.</summary>
    private static List<FreshItem> Flagged(Newsroom room, ClaimedFeed claim) => [.. Happenings.Select(happening => Flagged(room, claim, happening))];

    private static FreshItem Flagged(Newsroom room, ClaimedFeed claim, string happening)
    {
        var body = $"{happening}, a spokesman said on Tuesday.";
        var fingerprint = StoryFingerprint.Of(new StoryText { FeedId = $"{claim.Id}", Title = happening, Body = body, Language = "en", At = room.Now, Outlet = claim.Key });
        return new FreshItem
        {
            Key = ItemKeys.ToNumber(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(happening))),
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
        var poll = new FeedPoll
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
        };
        await store.SaveAsync([poll], cancellation);
    }
}
