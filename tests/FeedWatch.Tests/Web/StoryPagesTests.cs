using System.Net;
using System.Security;
using System.Text;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class StoryPagesTests
{
    /// <summary>What feeds have put into titles to break pages.</summary>
    public static TheoryData<string> Hostile =>
    [
        "<script>alert(1)</script> ice-class tug",
        "ice-class tug\"><img src=x onerror=alert(1)>",
        "ice-class tug</title></textarea><!-- <svg onload=alert(1)>",
        "ice-class tug {{7*7}} ${7*7} <%= 7*7 %>",
        "ice-class tug &lt;b&gt; &amp;amp; '\"` 田中さんにあげて下さい",
        "ice-class tug ﷽ 👩‍👩‍👧 Ω≈ç√∫˜µ≤≥÷ ثم نفس سقطت",
    ];

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Stories_are_listed_with_the_sentence_that_matched_and_the_reason(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/");

        Assert.Contains("Port authority orders two <mark>ice-class</mark> <mark>tugs</mark>", body, StringComparison.Ordinal);
        Assert.Contains("<code dir=\"auto\">ice-class tug</code>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Choir festival", body, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2025-06-26T03:04:00Z\"", body, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Older_stories_are_on_the_next_page_and_none_is_on_two(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", [.. Enumerable.Range(0, 40).Select(number => Unlike(number))]);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var first = Stories(await page.ReadAsync("/"));
        var second = Stories(await page.ReadAsync($"/?before={first[^1]}"));

        Assert.Equal(25, first.Count);
        Assert.Equal(15, second.Count);
        Assert.Empty(first.Intersect(second));
        Assert.Equal(first.OrderDescending(), first);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_address_filters_by_watchlist_topic_time_and_search(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, new Report("strike", "Harbour strike ends in Gdynia", "The harbour strike ended on Tuesday after nine days."));
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(2, Stories(await page.ReadAsync("/?watchlist=port")).Count);
        Assert.Single(Stories(await page.ReadAsync("/?watchlist=port&topic=harbour-strike")));
        Assert.Empty(Stories(await page.ReadAsync("/?watchlist=other")));
        Assert.Equal(2, Stories(await page.ReadAsync("/?since=24h")).Count);
        Assert.Empty(Stories(await page.ReadAsync("/?since=2025-07-01T00:00:00Z")));
        Assert.Single(Stories(await page.ReadAsync("/?q=Gdynia")));
        Assert.Single(Stories(await page.ReadAsync("/?q=Gdynia&watchlist=port&topic=harbour-strike")));
        Assert.Empty(Stories(await page.ReadAsync("/?q=Gdynia&watchlist=port&topic=ice-class-tug")));
        Assert.Contains("character", await page.ReadAsync("/?q=%28Gdynia"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_marks_what_it_found_and_says_why()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/?q=harbor+OR+Monday");

        Assert.Contains("on <mark>Monday</mark>, to be delivered", body, StringComparison.Ordinal);
        Assert.Contains(" in the summary: as written", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<mark>ice", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_a_feed_writes_is_text_everywhere(string title)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        var text = SecurityElement.Escape(SecurityElement.Escape(title)); // once for XML, once for the HTML that a title may be
        room.Write("post", new Report("hostile", text, text));
        await room.PollAsync();
        var story = (await room.HitsAsync()).Single().Hit.StoryId;
        await using var page = await PageServer.StartAsync(room);

        foreach (var address in new[] { "/", $"/stories/{story}", "/feeds/1", "/topics/port/ice-class-tug", "/try?topic=ice-class+tug" })
        {
            var body = await page.ReadAsync(address);
            Assert.Contains("ice-class", body, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<svg onload", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<!-- ", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://bank.example@evil.example/")]
    public async Task A_link_that_deceives_is_no_link(string link)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>post</title><item><guid isPermaLink='false'>1</guid><link>{link}</link><title>An ice-class tug</title></item></channel></rss>");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/");

        Assert.Contains("An <mark>", body, StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"{link}", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bank.example@", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_shows_every_report_and_its_mails()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, feeds: ["post", "wire"]);
        room.Write("post", Report.Tugs);
        room.Write("wire", Report.Tugs with { Guid = "copy", Title = "Two tugs for Oulu’s port authority" });
        await room.PollAndNotifyAsync();
        var story = (await room.HitsAsync()).Select(hit => hit.Hit.StoryId).Distinct().Single();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync($"/stories/{story}");

        Assert.Contains("<h2>2 reports</h2>", body, StringComparison.Ordinal);
        Assert.Contains("same text, other headline", body, StringComparison.Ordinal);
        Assert.Contains("desk@example.org", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" Paragraph {0} of the contract names the vessel, the yard and {1} tonnes.")]
    [InlineData(" 계약서 제{0}조는 선박과 조선소, 그리고 {1}톤을 명시하고 있다고 해양수산부가 밝혔다.")]
    public async Task A_story_that_everybody_printed_at_length_is_still_a_small_page(string paragraph)
    {
        string[] feeds = [.. Enumerable.Range(1, 40).Select(number => $"outlet-{number}")];
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, feeds: feeds);
        var text = Report.Tugs.Text + string.Concat(Enumerable.Range(1, 120).Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, paragraph, number, number * 17)));
        foreach (var feed in feeds)
        {
            room.Write(feed, Report.Tugs with { Text = text });
        }

        await room.PollAsync();
        var story = (await room.HitsAsync()).Select(hit => hit.Hit.StoryId).Distinct().Single();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync($"/stories/{story}");
        Assert.InRange(Encoding.UTF8.GetByteCount(body), 10_000, 60_000);
        Assert.InRange(Encoding.UTF8.GetByteCount(await page.ReadAsync("/")), 1_000, 60_000);
        Assert.Contains("<h2>40 reports</h2>", body, StringComparison.Ordinal);
        Assert.Contains("and 10 later reports; ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_is_not_there_is_a_404_with_a_page()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.GetAsync("/stories/99");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such story", await answer.TextAsync(), StringComparison.Ordinal);
    }

    internal static Report Unlike(int number)
    {
        string[] ports = ["Oulu", "Halifax", "Riga", "Tallinn", "Rauma", "Kemi", "Turku", "Gdynia"];
        string[] events = ["sinks at its berth", "is sold to a museum", "rescues nine sailors", "gets a new engine", "hits a pier in fog"];
        var (port, what) = (ports[number % ports.Length], events[number / ports.Length]);
        return new Report($"tug-{number}", $"Ice-class tug {what} in {port}", $"Number {number * 37 + 1000} on the list of {port} {what}, said harbour master number {number * 91 + 7}.");
    }

    private static List<long> Stories(string body) =>
        [.. System.Text.RegularExpressions.Regex.Matches(body, "href=\"/stories/(\\d+)\" aria-label").Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
}
