using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Tests.Storage;

public sealed class TopicRatesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_topic_that_falls_silent_is_noted_once(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await HitsADayAsync(room, days: 12, hits: 2);
        var rates = new TopicRates(room.Database, room.Engine.Notices);

        await rates.CheckAsync(room.Now, TestContext.Current.CancellationToken);
        Assert.Empty(await NoticesAsync(room));
        room.Time.Advance(TimeSpan.FromDays(5));
        await rates.CheckAsync(room.Now, TestContext.Current.CancellationToken);
        await rates.CheckAsync(room.Now, TestContext.Current.CancellationToken);

        Assert.Equal(["topic_silent"], await NoticesAsync(room));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_topic_that_gets_loud_is_noted(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await HitsADayAsync(room, days: 12, hits: 1);
        await HitsADayAsync(room, days: 1, hits: 15);

        await new TopicRates(room.Database, room.Engine.Notices).CheckAsync(room.Now, TestContext.Current.CancellationToken);

        Assert.Equal(["topic_loud"], await NoticesAsync(room));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_topic_of_a_few_days_has_no_usual_yet(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await HitsADayAsync(room, days: 3, hits: 20);

        await new TopicRates(room.Database, room.Engine.Notices).CheckAsync(room.Now, TestContext.Current.CancellationToken);

        Assert.Empty(await NoticesAsync(room));
    }

    private static async Task HitsADayAsync(Newsroom room, int days, int hits)
    {
        for (var day = 0; day < days; day++)
        {
            room.Time.Advance(TimeSpan.FromDays(1));
            room.Write("post", [.. Enumerable.Range(0, hits).Select(i => new Report($"{room.Now:yyyyMMdd}-{i}", $"Ice-class tug number {room.Now.DayOfYear * 100 + i} leaves the yard"))]);
            await room.PollAsync();
        }
    }

    private static async Task<List<string>> NoticesAsync(Newsroom room)
    {
        await using var read = room.Database.Read();
        return await read.Notices.OrderBy(notice => notice.Id).Select(notice => notice.Kind).Where(kind => kind.StartsWith("topic")).ToListAsync(TestContext.Current.CancellationToken);
    }
}
