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
}
