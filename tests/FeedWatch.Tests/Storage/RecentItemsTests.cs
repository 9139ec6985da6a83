using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class RecentItemsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Items_come_out_of_the_memory_as_the_topics_saw_them(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.WriteRaw("post", "<rss version='2.0'><channel><title>Post</title><language>ko</language><item><guid isPermaLink='false'>1</guid><link>https://post.example/1</link><title>해양수산부 쇄빙선 👍</title>"
            + "<author>a@example.org (A. Writer)</author><category>선박</category><category>sea</category><description>A &lt;b&gt;tug&lt;/b&gt;</description></item></channel></rss>");
        await room.PollAsync();
        using var recent = new RecentItems(room.Database, room.Time);

        var snapshot = await recent.ReadAsync(CancellationToken.None);
        var packed = Assert.Single(snapshot.Items);
        var item = packed.Describe(snapshot.Feeds[packed.Feed], null);

        Assert.Equal("해양수산부 쇄빙선 👍", item.Title);
        Assert.Equal("A tug", item.Summary);
        Assert.Null(item.Content);
        Assert.Equal("https://post.example/1", item.Link);
        Assert.Equal(["선박", "sea"], item.Categories);
        Assert.Single(item.Authors);
        Assert.Equal("post", item.FeedId);
        Assert.False(snapshot.LeftOut);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Later_readings_add_what_is_new_and_drop_what_is_old(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        using var recent = new RecentItems(room.Database, room.Time);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        var first = await recent.ReadAsync(CancellationToken.None);
        room.Time.Advance(TimeSpan.FromDays(20));
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();

        var second = await recent.ReadAsync(CancellationToken.None);
        room.Time.Advance(TimeSpan.FromDays(20));
        var third = await recent.ReadAsync(CancellationToken.None);

        Assert.Single(first.Items);
        Assert.Equal(2, second.Items.Count);
        Assert.Equal("Old ice-class tug sinks at its berth in Halifax", Assert.Single(third.Items).Title);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_took_its_id_before_others_and_came_after_them_is_not_overlooked(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        using var recent = new RecentItems(room.Database, room.Time);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await AddToIdsAsync(room, 500);
        var first = await recent.ReadAsync(CancellationToken.None);
        room.Write("post", Report.Tugs, Report.Sinking, Report.Choir);
        await room.PollAsync();
        await AddToIdsAsync(room, -500, "title = 'Choir festival opens'");

        var second = await recent.ReadAsync(CancellationToken.None);
        var third = await recent.ReadAsync(CancellationToken.None);

        Assert.Equal(2, first.Items.Count);
        Assert.Equal("Choir festival opens", second.Items[^1].Title);
        Assert.Equal(3, second.Items.Count);
        Assert.Equal(3, third.Items.Count);
        Assert.Equal([2], third.Candidates(Core.Topics.TopicSet.Compile([new() { Id = "c", Name = "c", Any = ["choir festival"] }]))!);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Parts_that_are_cut_at_the_same_time_find_every_item_at_its_place(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        using var recent = new RecentItems(room.Database, room.Time);
        await room.Database.WriteAsync(
            async transaction =>
            {
                var ids = Enumerable.Range(1, 9_000).Select(number => (long)number).ToList();
                await room.Database.Sql.Rows().Long("id", ids).Long("feed_id", ids.Select(_ => 1L)).Bytes("key", ids.Select(id => (byte[]?)ItemKeys.ToBytes((UInt128)(ulong)id)))
                    .Moment("first_seen", ids.Select(_ => (DateTimeOffset?)room.Now)).Text("title", ids.Select(id => (string?)(id % 1_000 == 7 ? $"A tug of line {id}" : $"A ferry-boat of line {id}")))
                    .InsertAsync(transaction, "item", CancellationToken.None);
            },
            CancellationToken.None);

        var snapshot = await recent.ReadAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 9).Select(thousand => (thousand * 1_000) + 6), snapshot.Candidates(Core.Topics.TopicSet.Compile([new() { Id = "t", Name = "t", Any = ["tug"] }]))!);
        Assert.Contains(8_998, snapshot.Candidates(Core.Topics.TopicSet.Compile([new() { Id = "t", Name = "t", Any = ["ferry-boat AND 8999"] }]))!);
    }

    private static Task AddToIdsAsync(Newsroom room, int more, string which = "1 = 1") => room.Database.WriteAsync(
        transaction => FeedWatch.Storage.CommandExtensions.Command(transaction, $"update item set id = id + {more} where {which}").ExecuteNonQueryAsync(), CancellationToken.None);
}
