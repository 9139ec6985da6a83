using System.Net;
using System.Security;
using System.Text.Json;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

/// <summary>Items made to break a database, a mail or a page, on their way from the feed to the reader.</summary>
public sealed class HostileItemTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Names_of_any_length_are_stored_and_known_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        var random = new Random(20250626);
        string Long() => string.Concat(Enumerable.Range(0, 10_000).Select(_ => (char)random.Next('a', 'z' + 1)));
        var items = string.Concat(Enumerable.Range(0, 5).Select(number =>
            $"<item><guid>{Long()}</guid><link>https://post.example/{Long()}</link><category>{Long()}</category><author>{Long()}</author><title>Ice-class tug {number} {Long()}</title></item>"));
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>{Long()}</title>{items}</channel></rss>");

        var first = await room.PollAsync();
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>post</title>{items}</channel></rss>");
        var second = await room.PollAsync();

        Assert.Equal((5, 5), (first.Saved.NewItems, first.Saved.Hits));
        Assert.Equal((0, 0), (second.Saved.NewItems, second.Saved.Hits));
        Assert.Equal("ok", (await room.FeedAsync("post")).LastCode);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Strings_that_break_other_programs_travel_from_the_feed_to_mail_and_page(string kind)
    {
        string[] hostile =
        [
            "'; drop table item; --", "\\x00 \\u0000 %00", "{0} {{Message}} %s %n $(reboot) `id`", "<script>alert(1)</script>", "</title></textarea><!--", "=cmd|' /C calc'!A0",
            "Bcc: all@example.org", "Ω≈ç√∫˜µ≤≥÷", "ﷺ ﷽", "T̸͎̆h̷̟̃e̶", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "田中さんにあげて", "ثم نفس", "null undefined NaN true", "1e999 0x10 -0", "../../../etc/passwd", "http://a/%%30%30", "ا\u0307 İı ß ſ",
        ];
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        var items = hostile.Select((text, number) =>
            $"<item><guid>{number}</guid><title>Ice-class tug {number * 17} {Twice(text)}</title><author>{Twice(text)}</author><category>{Twice(text)}</category><description>{Twice(text)}</description></item>");
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>{Twice(hostile[3])}</title>{string.Concat(items)}</channel></rss>");

        var round = await room.PollAsync();
        await room.NotifyAsync(gatheringIsOver: true);
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal((hostile.Length, hostile.Length), (round.Saved.NewItems, round.Saved.Hits));
        var subjects = await room.SubjectsAsync();
        Assert.NotEmpty(subjects);
        Assert.All(subjects, subject => Assert.DoesNotContain(subject, char.IsControl));
        foreach (var address in new[] { "/", "/hits.atom" })
        {
            var body = await page.ReadAsync(address);
            Assert.DoesNotContain("<script>alert", body, StringComparison.Ordinal);
            Assert.Contains("<script>alert(1)</script>", WebUtility.HtmlDecode(body), StringComparison.Ordinal);
            Assert.Contains("'; drop table item; --", WebUtility.HtmlDecode(body), StringComparison.Ordinal);
        }

        using var hits = JsonDocument.Parse(await page.ReadAsync("/api/hits?limit=100"));
        var titles = hits.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("item").GetProperty("title").GetString()!).ToList();
        Assert.Equal(hostile.Length, titles.Count);
        Assert.Contains(titles, title => title.EndsWith("{0} {{Message}} %s %n $(reboot) `id`", StringComparison.Ordinal));
        Assert.Contains(titles, title => title.Contains("田中さんにあげて", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Items_with_little_in_them_are_told_apart_and_those_with_nothing_are_counted(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        const string items = "<item><title>Only a title</title></item><item><link>https://post.example/only</link></item><item><guid>only</guid></item>"
            + "<item><description>Only a text about an ice-class tug</description></item><item><pubDate>26 Jun 2025</pubDate></item><item/><item><title> </title></item>";
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>post</title>{items}</channel></rss>");

        var first = await room.PollAsync();
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>post again</title>{items}</channel></rss>");
        var second = await room.PollAsync();

        Assert.InRange(first.Saved.NewItems, 4, 5);
        Assert.Equal(1, first.Saved.Hits);
        Assert.Equal(0, second.Saved.NewItems);
        Assert.Contains("empty_item", (await room.FeedAsync("post")).Problems, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Dates_out_of_this_world_are_stored_and_hold_nothing_up(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        string[] dates = ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2035-06-26T03:04:00Z", "Tue, 31 Feb 2025 10:00:00 GMT", "Thu, 26 Jun 2025 12:04:00 +25:00", "2025-06-26T12:04:00+14:00", ""];
        room.WriteRaw("post", $"<rss version='2.0'><channel><title>post</title>{string.Concat(dates.Select((date, number) => $"<item><guid>{number}</guid><title>Ice-class tug number {number * 13}</title><pubDate>{date}</pubDate></item>"))}</channel></rss>");

        var round = await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal((dates.Length, dates.Length), (round.Saved.NewItems, round.Saved.Hits));
        Assert.Contains("2025-06-25T22:04:00Z", await page.ReadAsync("/api/hits?limit=100"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hits.atom")]
    [InlineData("/hits.json")]
    public async Task Our_own_hits_read_as_a_feed_alert_nobody_again(string address)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, null, "post", "loop");
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();
        await using var page = await PageServer.StartAsync(room);
        var mails = (await room.SubjectsAsync()).Count;

        room.WriteRaw("loop", await page.ReadAsync(address));
        var round = await room.PollAsync();
        await room.NotifyAsync(gatheringIsOver: true);

        Assert.Equal((2, 0), (round.Saved.NewItems, round.Saved.Hits));
        Assert.Equal(mails, (await room.SubjectsAsync()).Count);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task What_a_removed_feed_had_found_is_still_mailed_and_the_page_tells_that_it_is_gone(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        await room.PollAsync();
        room.Write("wire", Report.Tugs);
        await room.PollAsync();

        room.Remove("wire");
        await room.RestartAsync();
        await room.NotifyAsync(gatheringIsOver: true);
        await using var page = await PageServer.StartAsync(room);

        Assert.Single(await room.SubjectsAsync());
        Assert.Contains("It is no longer in the configuration. What was found in it stays.", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
    }

    /// <summary>As plain text inside HTML inside XML.</summary>
    private static string Twice(string text) => SecurityElement.Escape(SecurityElement.Escape(text))!;
}
