using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Tests.Storage;

public sealed class RetentionTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Old_items_go_but_those_with_hits_stay_and_nothing_alerts_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAndNotifyAsync();
        room.Time.Advance(TimeSpan.FromDays(31));

        await new Retention(room.Database).TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);

        await using (var read = room.Database.Read())
        {
            Assert.Equal("tugs", (await read.Items.SingleAsync(TestContext.Current.CancellationToken)).Guid);
        }

        room.Write("post", Report.Tugs, Report.Choir, Report.Sinking);
        Assert.Equal(1, (await room.PollAsync()).Saved.NewItems);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Hits_stay_for_ever_unless_the_user_says_how_long(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Time.Advance(TimeSpan.FromDays(400));
        var retention = new Retention(room.Database);

        await retention.TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        Assert.Single(await room.HitsAsync());
        await retention.TidyAsync(new KeepSettings { Hits = TimeSpan.FromDays(365) }, room.Now, null, TestContext.Current.CancellationToken);
        Assert.Empty(await room.HitsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_key_is_remembered_half_a_year_after_the_feed_stopped_listing_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Choir, Report.Tugs);
        await room.PollAsync();
        room.Write("post", Report.Choir);
        await room.PollAsync();
        var retention = new Retention(room.Database);

        room.Time.Advance(TimeSpan.FromDays(179));
        await retention.TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, await CountSeenAsync(room));
        room.Time.Advance(TimeSpan.FromDays(2));
        await retention.TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountSeenAsync(room));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_the_feed_lists_again_is_remembered_half_a_year_after_the_last_time(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Choir, Report.Tugs);
        await room.PollAsync();
        room.Write("post", Report.Choir);
        await room.PollAsync();
        var retention = new Retention(room.Database);

        room.Time.Advance(TimeSpan.FromDays(100));
        room.Write("post", Report.Choir, Report.Tugs);
        Assert.Equal(0, (await room.PollAsync()).Saved.NewItems);
        room.Time.Advance(TimeSpan.FromDays(100));
        await retention.TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, await CountSeenAsync(room));

        room.Write("post", Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(181));
        await retention.TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountSeenAsync(room));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Keys_that_an_earlier_version_marked_as_unlisted_go_in_their_time(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Choir, Report.Tugs);
        await room.PollAsync();
        await room.Database.WriteAsync(
            transaction => transaction.Command("update seen set unlisted_at = @at").With("@at", room.Database.Sql.Moment(room.Now)).ExecuteNonQueryAsync(),
            TestContext.Current.CancellationToken);

        room.Time.Advance(TimeSpan.FromDays(181));
        await new Retention(room.Database).TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);

        Assert.Equal(0, await CountSeenAsync(room));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_story_stays_as_long_as_other_reports_may_join_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        await room.PollAsync();
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(2));

        await new Retention(room.Database).TidyAsync(new KeepSettings { Hits = TimeSpan.FromDays(1) }, room.Now, null, TestContext.Current.CancellationToken);
        room.Write("wire", Report.Tugs);
        var round = await room.PollAsync();

        Assert.Equal("ok", (await room.FeedAsync("wire")).LastCode);
        Assert.Equal((1, 0), (round.Saved.Hits, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_is_listed_for_longer_than_texts_are_kept_has_its_text_again_once_it_changes(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs with { Title = "Port authority orders vessels", Text = "" }, Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(31));
        await new Retention(room.Database).TidyAsync(new KeepSettings(), room.Now, null, TestContext.Current.CancellationToken);
        room.Write("post", Report.Tugs, Report.Choir);

        Assert.Equal(1, (await room.PollAsync()).Saved.Hits);

        await using var read = room.Database.Read();
        var item = await read.Items.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("tugs", Report.Tugs.Title, Report.Tugs.Text), (item.Guid, item.Title, item.Summary));
        Assert.Equal(item.Id, Assert.Single(await read.Hits.Select(hit => hit.ItemId).ToListAsync(TestContext.Current.CancellationToken)));
    }

    private static async Task<int> CountSeenAsync(Newsroom room)
    {
        await using var read = room.Database.Read();
        return await read.Seen.CountAsync(TestContext.Current.CancellationToken);
    }
}
