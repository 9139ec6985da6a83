using FeedWatch.Fetching;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

/// <summary>Whole rounds against publishers that change their minds: what is kept of a feed, and what readers and operators see of it.</summary>
public sealed class PublisherRoundTests
{
    private static string Rss(params IReadOnlyList<string> items) =>
        $"<rss version='2.0'><channel><title>Post</title>{string.Concat(items.Select(item => $"<item><guid>{item}</guid><title>{item}</title></item>"))}</channel></rss>";

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_text_decides_what_is_new_whatever_the_ETag_says(string kind)
    {
        var (document, etag) = (Rss("one"), "\"a\"");
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, document, $"ETag: {etag}"));
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url()));
        await room.PollAsync();

        etag = "\"b\"";
        var sameText = await room.PollAsync();
        document = Rss("two", "one");
        var sameTag = await room.PollAsync();
        await room.PollAsync();

        Assert.Equal((1, 0), (sameText.Fetched, sameText.Saved.NewItems));
        Assert.Equal(1, sameTag.Saved.NewItems);
        Assert.Equal([null, "\"a\"", "\"b\"", "\"b\""], server.Requests.Select(request => request["If-None-Match"]));
    }

    [Theory]
    [InlineData("<html><head><title>Log in</title></head><body><form></form></body></html>")]
    [InlineData("<!DOCTYPE html><title>Are you a robot?</title>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    public async Task What_was_known_of_a_feed_stays_while_its_server_sends_something_else(string other)
    {
        var (document, etag) = (Rss("two", "one"), "\"a\"");
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, document, $"ETag: {etag}"));
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await room.PublishAsync(("post", server.Url()));
        await room.PollAsync();

        (document, etag) = (other, "\"other\"");
        await room.PollAsync();
        var during = await room.FeedAsync("post");
        document = Rss("three", "two", "one");
        var after = await room.PollAsync();

        Assert.Equal(FetchCodes.NotAFeed, during.LastCode);
        Assert.True(during.NextDue > room.Now);
        Assert.Equal("Post", during.Title);
        Assert.Equal(1, after.Saved.NewItems);
        Assert.Null((await room.FeedAsync("post")).GapAt);
        Assert.Equal("\"a\"", server.Requests[^1]["If-None-Match"]);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_difference_adds_to_what_the_feed_lists_and_takes_nothing_away(string kind)
    {
        var whole = Rss("two", "one");
        var answers = new Queue<(int Status, string Document)>([(200, whole), (226, Rss("three")), (226, Rss("four")), (200, Rss("four", "three", "two", "one"))]);
        await using var server = new ScriptedHttpServer(exchange =>
        {
            var (status, document) = answers.Dequeue();
            return exchange.AnswerAsync(status, document, $"ETag: \"{exchange.Number}\"", "IM: feed");
        });
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url()));

        var found = new List<int>();
        while (answers.Count > 0)
        {
            found.Add((await room.PollAsync()).Saved.NewItems);
        }

        Assert.Equal([2, 1, 1, 0], found);
        Assert.Null((await room.FeedAsync("post")).GapAt);
        Assert.Equal([null, "feed", "feed", "feed"], server.Requests.Select(request => request["A-IM"]));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task What_one_address_said_of_its_document_hides_nothing_when_the_feed_leads_to_another(string kind)
    {
        var (target, today, yesterday) = ("/a", "Thu, 26 Jun 2025 03:00:00 GMT", "Wed, 25 Jun 2025 03:00:00 GMT");
        await using var server = new ScriptedHttpServer(exchange => exchange switch
        {
            { Target: "/feed" } => exchange.AnswerAsync(302, "", $"Location: {target}"),
            { Target: "/a" } when exchange["If-Modified-Since"] == today => exchange.AnswerAsync(304, ""),
            { Target: "/a" } => exchange.AnswerAsync(200, Rss("one"), $"Last-Modified: {today}"),
            _ when exchange["If-Modified-Since"] is not null => exchange.AnswerAsync(304, ""), // its own is older
            _ => exchange.AnswerAsync(200, Rss("one", "two"), $"Last-Modified: {yesterday}"),
        });
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url("/feed")));
        await room.PollAsync();
        Assert.Equal(1, (await room.PollAsync()).NotModified);
        target = "/b";

        Assert.Equal(1, (await room.PollAsync()).Saved.NewItems);
        Assert.Equal(1, (await room.PollAsync()).NotModified);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_address_that_changes_in_the_middle_of_a_round_is_polled_for_the_first_time(string kind)
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            if (exchange.Target == "/old")
            {
                asked.SetResult();
                await answer.Task;
            }

            await exchange.AnswerAsync(200, Rss(exchange.Target));
        });
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url("/old")));
        var feed = room.Configuration.Feeds.Single();
        var round = room.PollAsync();
        await asked.Task;

        await room.Engine.Feeds.SyncAsync([feed with { Url = server.Url("/new") }], _ => "127.0.0.1", room.Now, TestContext.Current.CancellationToken); // another replica
        answer.SetResult();
        await round;

        var row = await room.FeedAsync("post");
        Assert.Null(row.FirstPolledAt);
        Assert.Equal(room.Now, row.NextDue);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_move_is_suggested_once_and_never_written_into_the_users_file(string kind)
    {
        await using var server = new ScriptedHttpServer(exchange =>
            exchange.Target == "/old" ? exchange.AnswerAsync(301, "", "Location: /new") : exchange.AnswerAsync(200, Rss("one")));
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url("/old")));
        await using var page = await PageServer.StartAsync(room);
        var file = await room.ReadFeedsFileAsync();

        await room.PollAsync();
        await room.PollAsync();
        Assert.DoesNotContain("moved for good", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
        await room.PollAsync();
        await room.PollAsync();

        Assert.Contains($"It has moved for good: put {server.Url("/new")} into feeds.json.", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
        Assert.Equal(["feed_moved"], await NoticesAsync(room));
        Assert.Equal(file, await room.ReadFeedsFileAsync());
        Assert.Equal(3, server.Requests.Count(request => request.Target == "/old"));
    }

    [Theory]
    [InlineData("/new")]
    [InlineData("/elsewhere")]
    public async Task An_address_that_the_user_writes_after_a_move_is_the_one_that_is_asked(string written)
    {
        await using var server = new ScriptedHttpServer(exchange =>
            exchange.Target == "/old" ? exchange.AnswerAsync(301, "", "Location: /new") : exchange.AnswerAsync(200, Rss("one")));
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await room.PublishAsync(("post", server.Url("/old")));
        for (var poll = 0; poll < 4; poll++)
        {
            await room.PollAsync();
        }

        await room.PublishAsync(("post", server.Url(written)));
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(written, server.Requests[^1].Target);
        Assert.DoesNotContain("moved for good", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_that_is_gone_is_paused_says_so_once_and_wakes_at_another_address(string kind)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(410));
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url("/gone")));
        for (var poll = 0; poll < 6; poll++)
        {
            await room.PollAsync();
            room.Time.Advance(TimeSpan.FromHours(13));
        }

        await using var page = await PageServer.StartAsync(room);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(["feed_paused"], await NoticesAsync(room));
        Assert.Contains("The publisher said that the feed is gone.", await page.ReadAsync("/feeds"), StringComparison.Ordinal);

        await room.PublishAsync(("post", server.Url("/other")));
        await room.PollAsync();

        Assert.Equal("/other", server.Requests[^1].Target);
        Assert.False((await room.FeedAsync("post")).Paused); // the answers of the old address say nothing about the new one
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task When_nobody_answers_any_more_no_publisher_is_blamed(string kind)
    {
        var servers = Enumerable.Range(0, 3).Select(_ => new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, Rss("one")))).ToList();
        await using var room = await Newsroom.OpenAsync(kind, null, "a", "b", "c", "file");
        await room.PublishAsync(("a", servers[0].Url()), ("b", servers[1].Url()), ("c", servers[2].Url()));
        await room.PollAsync();
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        for (var poll = 0; poll < 8; poll++)
        {
            room.Time.Advance(TimeSpan.FromMinutes(20));
            await room.PollAsync();
        }

        foreach (var feed in new[] { "a", "b", "c" })
        {
            var row = await room.FeedAsync(feed);
            Assert.Equal(FetchCodes.Connect, row.LastCode);
            Assert.Matches("\"consecutiveFailures\":[01],", row.PollState); // one, where it was the first to be silent
            Assert.InRange(row.NextDue - room.Now, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.1));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_feeds_of_one_publisher_that_is_away_or_of_some_while_others_answer_are_not_everybody(bool ofOnePublisher)
    {
        await using var well = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, Rss("one")));
        var away = Enumerable.Range(0, ofOnePublisher ? 1 : 3).Select(_ => new ScriptedHttpServer(_ => Task.CompletedTask)).ToList();
        foreach (var server in away)
        {
            await server.DisposeAsync();
        }

        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, null, "a", "b", "c", "well");
        string[] feeds = ["a", "b", "c"];
        await room.PublishAsync([.. feeds.Select((feed, number) => (feed, away[number % away.Count].Url("/" + feed))), ("well", well.Url())]);
        await room.Database.WriteAsync(transaction => transaction.Command("update feed set poll_state = '{\"lastSucceeded\":\"2025-06-26T00:00:00Z\"}'").ExecuteNonQueryAsync(), CancellationToken.None);
        await room.Database.WriteAsync(transaction => transaction.Command("update feed set next_due = 32472144000000 where key <> 'well'").ExecuteNonQueryAsync(), CancellationToken.None);
        Assert.Equal(1, (await room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken)).Fetched); // somebody answers, before the others are asked
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromSeconds(70));

        await room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken); // those that fail are due again, the others are not

        foreach (var feed in feeds)
        {
            Assert.Contains("\"consecutiveFailures\":2", (await room.FeedAsync(feed)).PollState, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_gap_in_coverage_is_in_the_log_on_the_page_and_among_the_metrics_and_brings_the_next_poll_sooner()
    {
        var logs = new LoggedLines();
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Logs = logs;
        var document = Rss("one");
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, document));
        await room.PublishAsync(("post", server.Url()));
        room.Replace("post", server.Url(), every: "1h");
        await room.RestartAsync();
        await using var page = await PageServer.StartAsync(room);
        await room.PollAsync();
        var usual = (await room.FeedAsync("post")).NextDue - room.Now;
        var gaps = Gaps(await page.ReadAsync("/metrics"));

        document = Rss("three", "two");
        await room.PollAsync();

        var row = await room.FeedAsync("post");
        Assert.True(row.NextDue - room.Now < usual);
        Assert.Contains(logs.Lines, line => line.StartsWith("Warning: Feed post lists nothing of what it listed", StringComparison.Ordinal));
        Assert.Contains("items may have been missed", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
        Assert.True(Gaps(await page.ReadAsync("/metrics")) > gaps);

        static double Gaps(string metrics) => metrics.Split('\n').Where(line => line.StartsWith("feedwatch_feed_gaps_total ", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).SingleOrDefault();
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_of_thousands_is_remembered_whole(string kind)
    {
        var items = Enumerable.Range(0, 6_000).Select(number => $"item {number}").ToList();
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, Rss([.. items.Take(items.Count - (exchange.Number % 2))])));
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync(("post", server.Url()));

        var found = new List<int>();
        for (var poll = 0; poll < 4; poll++)
        {
            found.Add((await room.PollAsync()).Saved.NewItems);
            room.Time.Advance(TimeSpan.FromDays(100));
        }

        Assert.Equal([5_999, 1, 0, 0], found);
    }

    private static async Task<List<string>> NoticesAsync(Newsroom room)
    {
        await using var connection = await room.Database.ConnectAsync(CancellationToken.None);
        return await connection.Command("select kind from notice order by id").ListAsync(row => row.GetString(0), CancellationToken.None);
    }
}
