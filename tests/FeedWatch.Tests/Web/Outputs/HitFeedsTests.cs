using System.Net;
using System.Text;
using System.Text.Json;
using FeedWatch.Core.Feeds;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Outputs;

public sealed class HitFeedsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Our_own_parser_finds_nothing_to_complain_of_in_our_feeds(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, new Report("strike", "&lt;b&gt;Harbour strike&lt;/b&gt; &amp;amp; ]]&gt; ends", "The harbour strike ended."));
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        foreach (var (address, format) in new[] { ("/hits.atom", FeedFormat.Atom10), ("/hits.json", FeedFormat.Json11) })
        {
            var feed = FeedParser.Parse(Encoding.UTF8.GetBytes(await page.ReadAsync(address)), new FeedParserOptions());
            Assert.Equal(format, feed.Format);
            Assert.Empty(feed.Problems);
            Assert.Equal(2, feed.Items.Count);
            Assert.Equal(2, feed.Items.Select(item => item.Id).Distinct().Count());
            Assert.Contains(feed.Items, item => item.Title == "Port authority orders two ice-class tugs" && item.Link == "https://post.example/tugs");
        }
    }

    [Fact]
    public async Task A_feed_names_its_own_address_and_answers_304_until_something_is_found()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room, new WebSettings { PublicUrl = "https://watch.example.org/" });
        const string address = "/hits.atom?watchlist=port&topic=ice-class-tug";

        using var first = await page.GetAsync(address);
        using var asked = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await page.SendAsync(asked);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        using var later = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var other = await page.SendAsync(later);

        Assert.Contains("rel=\"self\" type=\"application/atom+xml\" href=\"https://watch.example.org/hits.atom?watchlist=port&amp;topic=ice-class-tug\"", await first.TextAsync(), StringComparison.Ordinal);
        Assert.Equal("<https://watch.example.org/hits.atom?watchlist=port&topic=ice-class-tug>; rel=\"self\"", first.Headers.GetValues("Link").Single());
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Pages_of_hits_leave_none_out_when_what_was_saved_first_was_found_last(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking, new Report("strike", "Harbour strike ends", "The harbour strike ended."));
        await room.PollAsync();
        var ids = (await room.HitsAsync()).Select(hit => hit.Hit.Id).Order().ToList();
        await room.Database.WriteAsync(
            async transaction =>
            {
                foreach (var (id, minutes) in ids.Zip([0, -1, -1]))
                {
                    await transaction.Command("update hit set found_at = @at where id = @id").With("@at", room.Database.Sql.Moment(room.Now.AddMinutes(minutes))).With("@id", id)
                        .ExecuteNonQueryAsync(CancellationToken.None);
                }
            },
            CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        foreach (var filter in new[] { "watchlist=port&", "since=24h&", "" })
        {
            var found = new List<long>();
            for (string? before = ""; before is not null && found.Count < 9;)
            {
                using var answer = JsonDocument.Parse(await page.ReadAsync($"/api/hits?{filter}limit=1{before}"));
                found.AddRange(answer.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetInt64()));
                var next = answer.RootElement.GetProperty("next");
                before = next.ValueKind == JsonValueKind.Null ? null : $"&before={next}";
            }

            Assert.Equal(ids, found.Order());
        }
    }

    [Fact]
    public async Task A_topic_without_hits_is_a_valid_empty_feed()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        Assert.Empty(FeedParser.Parse(Encoding.UTF8.GetBytes(await page.ReadAsync("/hits.atom?watchlist=port")), new FeedParserOptions()).Items);
        using var json = JsonDocument.Parse(await page.ReadAsync("/hits.json?watchlist=port"));
        Assert.Equal("FeedWatch", json.RootElement.GetProperty("_feedwatch").GetProperty("generator").GetString());
    }

    [Fact]
    public async Task A_spreadsheet_gets_no_formula()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", new Report("formula", "=cmd|' /C calc'!A0 ice-class tug, \"quoted\"", "An ice-class tug."));
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var lines = (await page.ReadAsync("/hits.csv")).Split("\r\n");

        Assert.Contains("\"'=cmd|' /C calc'!A0 ice-class tug, \"\"quoted\"\"\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestDatabases.Sqlite, "/hits.atom")]
    [InlineData(TestDatabases.Sqlite, "/hits.json")]
    [InlineData(TestDatabases.Postgres, "/hits.atom")]
    public async Task Our_own_hits_when_they_are_watched_never_become_hits_again(string kind, string address)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "own", "other");
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        await using var page = await PageServer.StartAsync(room);
        var mails = await room.SubjectsAsync();

        for (var round = 0; round < 3; round++)
        {
            room.Time.Advance(TimeSpan.FromHours(1));
            room.WriteRaw("own", await page.ReadAsync(address));
            await room.PollAndNotifyAsync();
        }

        Assert.Single(await room.HitsAsync());
        Assert.Equal(mails, await room.SubjectsAsync());
        Assert.Single(mails);

        // The same words from anyone else are news.
        room.WriteRaw("other", (await page.ReadAsync(address)).Replace("urn:uuid:", "urn:other:", StringComparison.Ordinal));
        await room.PollAsync();
        Assert.Equal(2, (await room.HitsAsync()).Count);
    }
}
