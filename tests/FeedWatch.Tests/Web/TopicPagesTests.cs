using System.Net;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class TopicPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Hits_a_day_are_drawn_and_said(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(3));
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var list = await page.ReadAsync("/topics");
        var topic = await page.ReadAsync("/topics/port/ice-class-tug");

        Assert.Contains("2 hits in 14 days, at most 1 a day, 1 hit today", list, StringComparison.Ordinal);
        Assert.Contains("No hit in 14 days", list, StringComparison.Ordinal);
        Assert.Contains("<title>3 days ago: 1 hit</title>", topic, StringComparison.Ordinal);
        Assert.Contains("</mark> sinks at its berth", topic, StringComparison.Ordinal);
        Assert.Contains("/hits.atom?watchlist=port&amp;topic=ice-class-tug", topic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_the_last_change_and_what_is_doubtful_about_a_topic_are_said()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, new { topics = new object[] { "harbour strike", new { id = "odd", name = "Odd", any = new[] { "NORDEFCO" } } } });
        await using var page = await PageServer.StartAsync(room);

        var silent = await page.ReadAsync("/topics/port/harbour-strike");
        var odd = await page.ReadAsync("/topics/port/odd");

        Assert.Contains(">silent<", await page.ReadAsync("/topics"), StringComparison.Ordinal);
        Assert.Contains("never", silent, StringComparison.Ordinal);
        Assert.Contains("Watchlist changed", silent, StringComparison.Ordinal);
        Assert.Contains("has no alias: texts that spell it out are missed", odd, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_of_a_topic_are_shown_as_they_went()
    {
        await using var room = await Newsroom.OpenAsync(
            TestDatabases.Sqlite, new { topics = new object[] { new { id = "tugs", name = "Tugs", any = new[] { "tug" }, none = new[] { "toy" }, tests = new { match = new[] { "A tug sinks" }, ignore = new[] { "A toy tug" } } } } });
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/topics/port/tugs");

        Assert.Contains("A toy tug", body, StringComparison.Ordinal);
        Assert.Contains("must not be flagged", body, StringComparison.Ordinal);
        Assert.DoesNotContain(">failed<", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_is_not_configured_is_a_404()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(HttpStatusCode.NotFound, await page.StatusAsync("/topics/port/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, await page.StatusAsync("/topics/nothing/ice-class-tug"));
    }
}
