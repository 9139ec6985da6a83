using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class StoryListTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Few_items_and_many_lead_to_the_same_stories(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking, Report.Choir, new Report("strike", "Harbour strike enters its second week", "The harbour strike at Gdynia went into its second week."));
        await room.PollAsync();
        var list = new StoryList(room.Database);
        var stories = (await room.HitsAsync()).Select(hit => hit.Hit.StoryId).Distinct().OrderDescending().ToList();
        Assert.Equal(3, stories.Count);
        long[] few = [.. (await room.HitsAsync()).Select(hit => hit.Hit.ItemId)];
        long[] many = [.. Enumerable.Range(1, 5_000).Select(id => (long)id)];

        foreach (var items in new[] { few, many })
        {
            Assert.Equal(stories, await IdsAsync(list, new StoryFilter(Items: items)));
            Assert.Equal(stories, await IdsAsync(list, new StoryFilter("port", Items: items)));
            Assert.Equal(stories, await IdsAsync(list, new StoryFilter("port", Since: room.Now.AddDays(-1), Items: items)));
            Assert.Equal(stories[1..], await IdsAsync(list, new StoryFilter(Before: stories[0], Items: items)));
            Assert.Single(await IdsAsync(list, new StoryFilter("port", "harbour-strike", Items: items)));
            Assert.Equal(2, (await IdsAsync(list, new StoryFilter("port", "ice-class-tug", Items: items))).Count);
            Assert.Empty(await IdsAsync(list, new StoryFilter("other", Items: items)));
            Assert.Empty(await IdsAsync(list, new StoryFilter(Since: room.Now.AddDays(1), Items: items)));
        }

        Assert.Empty(await IdsAsync(list, new StoryFilter(Items: [])));
        Assert.Empty(await IdsAsync(list, new StoryFilter("port", Items: [9_999])));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Pages_of_stories_leave_none_out_when_what_was_saved_first_was_opened_last(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking, new Report("strike", "Harbour strike enters its second week", "The harbour strike at Gdynia went into its second week."));
        await room.PollAsync();
        var ids = (await room.HitsAsync()).Select(hit => hit.Hit.StoryId).Distinct().Order().ToList();
        await room.Database.WriteAsync(
            async transaction => await transaction.Command("update story set created_at = @at where id > @id").With("@at", room.Database.Sql.Moment(room.Now.AddMinutes(-1))).With("@id", ids[0])
                .ExecuteNonQueryAsync(CancellationToken.None),
            CancellationToken.None);
        var list = new StoryList(room.Database);

        var found = new List<long>();
        for (var page = await list.ReadAsync(new StoryFilter(Since: room.Now.AddDays(-1)), 1, CancellationToken.None); ;
            page = await list.ReadAsync(new StoryFilter(Since: room.Now.AddDays(-1), Before: page.Next), 1, CancellationToken.None))
        {
            found.AddRange(page.Stories.Select(story => story.Story.Id));
            if (page.Next is null || found.Count > 9)
            {
                break;
            }
        }

        Assert.Equal(ids, found.Order());
    }

    private static async Task<List<long>> IdsAsync(StoryList list, StoryFilter filter) => [.. (await list.ReadAsync(filter, 25, CancellationToken.None)).Stories.Select(story => story.Story.Id)];
}
