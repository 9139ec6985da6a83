using System.Net;
using System.Text.Json;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class MissPagesTests
{
    private static readonly object Tugs = new { topics = new object[] { new { id = "tugs", name = "Tugs", any = new[] { "tug" }, none = new[] { "Halifax" } }, new { id = "ice", name = "Ice", any = new[] { "title:divers" } } } };

    [Fact]
    public async Task Near_misses_are_counted_and_listed_with_the_reason()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, Tugs);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var topic = await page.ReadAsync("/topics/port/tugs");
        var misses = await page.ReadAsync("/topics/port/tugs/misses");

        Assert.Contains("href=\"/topics/port/tugs/misses\"", topic, StringComparison.Ordinal);
        Assert.Contains("1 item of the last 30 days came near", misses, StringComparison.Ordinal);
        Assert.Contains("excluded by none[0]", misses, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_api_lists_them_as_well(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, Tugs);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        using var misses = JsonDocument.Parse(await page.ReadAsync("/api/misses?watchlist=port&topic=ice"));

        Assert.Equal(1, misses.RootElement.GetProperty("total").GetInt32());
        Assert.Equal("'divers' is in the item, but not in its title", misses.RootElement.GetProperty("misses")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_topic_that_is_not_there_has_none()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, Tugs);
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(HttpStatusCode.NotFound, await page.StatusAsync("/topics/port/nothing/misses"));
        Assert.Equal(HttpStatusCode.NotFound, await page.StatusAsync("/api/misses?watchlist=port&topic=nothing"));
        Assert.Equal(HttpStatusCode.BadRequest, await page.StatusAsync("/api/misses"));
    }
}
