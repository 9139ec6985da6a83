using System.Net;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class TryPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_topic_shows_what_it_would_have_flagged_with_marks(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking, Report.Choir);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/try?topic=festival");

        Assert.Contains("1 item of the last 30 days would be flagged", body, StringComparison.Ordinal);
        Assert.Contains("<mark>festival</mark>", body, StringComparison.Ordinal);
        Assert.Contains("&quot;festival&quot;", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_in_after_the_first_try_is_there_at_the_second_and_old_items_are_not()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);
        var first = await page.ReadAsync("/try?topic=festival");
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAsync();

        var second = await page.ReadAsync("/try?topic=festival");
        room.Time.Advance(TimeSpan.FromDays(31));
        var third = await page.ReadAsync("/try?topic=festival");

        Assert.Contains("0 items of the last 30 days", first, StringComparison.Ordinal);
        Assert.Contains("1 item of the last 30 days", second, StringComparison.Ordinal);
        Assert.Contains("0 items of the last 30 days", third, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_topic_that_exists_gains_and_losses_are_shown()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs, Report.Sinking, Report.Choir);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/try?topic=Oulu+OR+festival&against=port/ice-class-tug");

        Assert.Contains("1 gained", body, StringComparison.Ordinal);
        Assert.Contains("1 lost", body, StringComparison.Ordinal);
        Assert.Contains("Choir <mark>festival</mark>", body, StringComparison.Ordinal);
        Assert.Contains("at its berth in Halifax", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_shows_its_place()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/try?topic=" + Uri.EscapeDataString("<b>tug</b> AND (ice"));

        Assert.Contains("role=\"alert\"", body, StringComparison.Ordinal);
        Assert.Contains("character ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>tug", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_topic_is_tried_whole()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.PostAsync("/try", new() { ["json"] = """{ "name": "Tugs afloat", "any": ["tug"], "none": ["sinks"] }""" });
        var body = await answer.TextAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("1 item of the last 30 days", body, StringComparison.Ordinal);
        Assert.Contains("Tugs afloat", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "topics": ["tug"], "recipents": [] }""")]
    [InlineData("""{ "topics": ["(tug"], "recipients": ["a@example.org"] }""")]
    public async Task Pasted_json_that_is_wrong_is_explained(string json)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.PostAsync("/try", new() { ["json"] = json });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("class=\"error\"", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_wait()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 65; attempt++)
        {
            statuses.Add(await page.StatusAsync("/try?topic=tug"));
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, await page.StatusAsync("/?q=tug"));
        Assert.Equal(HttpStatusCode.OK, await page.StatusAsync("/"));
    }
}
