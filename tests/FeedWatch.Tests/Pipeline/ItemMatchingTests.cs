using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

public sealed class ItemMatchingTests
{
    private static readonly object Watchlist = new
    {
        topics = new object[]
        {
            new { id = "all", any = "ice-class tug" },
            new { id = "one-feed", any = "ice-class tug", feeds = new { include = new[] { "wire" } } },
            new { id = "tagged", any = "ice-class tug", feeds = new { include = new[] { "tag:north" } } },
            new { id = "not-tagged", any = "ice-class tug", feeds = new { exclude = new[] { "tag:North" } } },
            new { id = "tagged-but-one", any = "ice-class tug", feeds = new { include = new[] { "tag:north" }, exclude = new[] { "wire" } } },
            new { id = "german", any = "ice-class tug", languages = new[] { "de" } },
            new { id = "english-or-polish", any = "ice-class tug", languages = new[] { "en", "pl" } },
            new { id = "expired", any = "ice-class tug", expires = "2020-01-01" },
        },
    };

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_topic_flags_what_its_feeds_print_in_its_languages(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire", "echo");
        room.Change(Watchlist);
        room.Replace("wire", "wire.xml", tags: ["north", "agency"]);
        room.Replace("echo", "echo.xml", language: "de", tags: "north");
        await room.RestartAsync();
        foreach (var feed in new[] { "post", "wire", "echo" })
        {
            room.Write(feed, Report.Tugs with { Title = feed, Text = "An ice-class tug was launched." });
        }

        await room.PollAsync();

        Assert.Equal(
            [
                "echo: all, german, tagged, tagged-but-one",
                "post: all, english-or-polish, not-tagged",
                "wire: all, english-or-polish, one-feed, tagged",
            ],
            (await room.HitsAsync()).GroupBy(hit => hit.Title, (feed, hits) => $"{feed}: {string.Join(", ", hits.Select(hit => hit.Hit.Topic).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
    }
}
