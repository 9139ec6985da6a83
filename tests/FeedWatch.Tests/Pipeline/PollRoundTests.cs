using System.Data.Common;
using FeedWatch.Pipeline;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

public sealed class PollRoundTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_story_that_two_feeds_print_is_one_story_and_one_mail(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Choir);
        room.Write("wire", Report.Tugs with { Guid = "w1", Title = "Two ice-class tugs for Oulu" });

        var round = await room.PollAsync();
        var notified = await room.NotifyAsync(gatheringIsOver: true);

        Assert.Equal((3, 2, 1), (round.Saved.NewItems, round.Saved.Hits, round.Saved.Stories));
        Assert.Equal((1, 1), (notified.Made, notified.Sending.Sent));
        Assert.Contains("(+1 source)", Assert.Single(await room.SubjectsAsync()), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Topics_of_one_watchlist_share_the_mail_of_a_story(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Tugs with { Text = "The harbour strike does not delay the two ice-class tugs." });

        await room.PollAndNotifyAsync();

        var subject = Assert.Single(await room.SubjectsAsync());
        Assert.StartsWith("[ice-class tug, harbour strike]", subject, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_feed_keeps_its_own_texts_while_many_are_read_at_once(string kind)
    {
        const int feeds = 80;
        string Text(string feed, int item) => $"{feed} says {item}. " + string.Concat(Enumerable.Repeat($"{feed} ", 20 * item));
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(
            200, "<rss version='2.0'><channel>" + string.Concat(Enumerable.Range(0, 30).Select(item =>
                $"<item><guid>{item}</guid><title>{exchange.Target}</title><description>&lt;p&gt;{Text(exchange.Target, item)}</description></item>")) + "</channel></rss>"));
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PublishAsync([.. Enumerable.Range(0, feeds).Select(feed => ($"f{feed}", server.Url($"/{feed}")))]);

        await room.PollAsync();

        await using var connection = await room.Database.ConnectAsync(CancellationToken.None);
        var stored = await connection.Command("select title, guid, summary from item").ListAsync(row => (Feed: row.GetString(0), Item: row.GetString(1), Text: row.GetString(2)), CancellationToken.None);
        Assert.Equal(feeds * 30, stored.Count);
        Assert.All(stored, item => Assert.Equal(Text(item.Feed, int.Parse(item.Item, System.Globalization.CultureInfo.InvariantCulture)).Trim(), item.Text));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_second_round_finds_and_mails_nothing(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAndNotifyAsync();

        var round = await room.PollAsync();
        var notified = await room.NotifyAsync(gatheringIsOver: true);

        Assert.Equal((0, 0), (round.Saved.NewItems, round.Saved.Hits));
        Assert.Equal(1, round.NotModified);
        Assert.Equal(0, notified.Made);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task What_was_known_before_a_restart_is_known_after_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        await room.RestartAsync();
        room.Write("post", Report.Sinking, Report.Tugs);

        var round = await room.PollAsync();

        Assert.Equal((1, 1, 1), (round.Saved.NewItems, round.Saved.Hits, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Guids_that_change_at_every_poll_make_no_new_items(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        for (var poll = 0; poll < 4; poll++)
        {
            room.Write("post", Report.Tugs with { Guid = $"a{poll}", Path = "tugs" }, Report.Choir with { Guid = $"b{poll}", Path = "choir" });
            await room.PollAndNotifyAsync();
        }

        Assert.Single(await room.HitsAsync());
        Assert.Single(await room.SubjectsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Items_that_share_one_guid_are_told_apart_by_their_links(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Tugs with { Guid = "same", Path = "1" }, Report.Sinking with { Guid = "same", Path = "2" });

        var round = await room.PollAsync();

        Assert.Equal((2, 2), (round.Saved.NewItems, round.Saved.Hits));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_comes_back_after_weeks_alerts_nobody_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAndNotifyAsync();
        room.Write("post", Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(30));
        room.Write("post", Report.Tugs, Report.Choir);

        var round = await room.PollAsync();

        Assert.Equal((0, 0), (round.Saved.NewItems, round.Saved.Hits));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Old_items_that_come_back_do_not_keep_new_ones_of_their_feed_and_others_from_being_saved(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald");
        room.Write("post", Report.Tugs, Report.Choir);
        room.Write("herald", Report.Choir);
        await room.PollAsync();
        for (var turn = 0; turn < 2; turn++)
        {
            room.Write("post", Report.Choir);
            await room.PollAsync();
            room.Write("post", Report.Tugs, Report.Choir, Report.Sinking with { Guid = $"new {turn}", Path = $"new-{turn}" });
            room.Write("herald", Report.Choir, Report.Sinking with { Guid = $"new {turn}", Path = $"new-{turn}" });

            var round = await room.PollAsync();

            Assert.Equal((2, 2, 0), (round.Saved.NewItems, round.Saved.Hits, round.Failed));
        }

        Assert.Equal(1, (await room.HitsAsync()).Count(hit => hit.Title == Report.Tugs.Title));
        Assert.True(PollStates.FromJson((await room.FeedAsync("post")).PollState).ListsAgain);
        Assert.False(PollStates.FromJson((await room.FeedAsync("herald")).PollState).ListsAgain);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_comes_back_with_another_text_is_a_hit_if_that_matches(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs with { Title = "Port authority orders vessels", Text = "" }, Report.Choir);
        await room.PollAsync();
        room.Write("post", Report.Choir);
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Choir);

        var round = await room.PollAsync();

        Assert.Equal((0, 1, 1), (round.Saved.NewItems, round.Saved.Hits, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_that_changes_under_its_old_key_and_its_new_one_at_once_is_stored(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        var report = new Report("old", "Port authority signs", "It wants two vessels.", Path: "x");
        room.Write("post", report, Report.Choir);
        await room.PollAsync();
        room.Write("post", report with { Guid = "new" }, Report.Choir);
        await room.PollAsync();
        room.Write("post", report with { Text = "It wants two ice-class tugs." }, report with { Guid = "new", Text = "It wants two ice-class tugs by May." }, Report.Choir);

        var round = await room.PollAsync();

        Assert.Equal("ok", (await room.FeedAsync("post")).LastCode);
        Assert.Equal((0, 1), (round.Saved.NewItems, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Who_follows_a_story_hears_of_an_item_that_comes_back_only_if_it_says_something_else(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "2m", onUpdate = "thread" } });
        await room.PollAsync();
        foreach (var (text, mails) in new[] { (Report.Tugs.Text, 1), (Report.Tugs.Text, 1), ("The new board cancelled both on Friday.", 2) })
        {
            room.Write("post", Report.Tugs with { Text = text }, Report.Choir);
            await room.PollAndNotifyAsync();
            Assert.Equal(mails, (await room.SubjectsAsync()).Count);
            room.Write("post", Report.Choir);
            await room.PollAsync();
        }
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_column_that_has_the_same_title_every_day_is_news_every_day(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", new Report("1", "News in brief", "A harbour strike began in Oulu on Monday morning.", Path: "view?id=1"), Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(1));
        room.Write("post", new Report("2", "News in brief", "Ferries in Genoa stay away, too, as the harbour strike spreads.", Path: "view?id=2"), Report.Choir);

        var round = await room.PollAsync();

        Assert.Equal((1, 1, 1), (round.Saved.NewItems, round.Saved.Hits, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Columns_that_have_the_same_titles_every_day_are_news_every_day(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        string[] texts = ["A harbour strike began in Oulu.", "Ferries in Genoa stay away in a harbour strike.", "Cranes stand still in Gdynia, where the harbour strike is in its second week."];
        var hits = 0;
        foreach (var (text, day) in texts.Select((text, day) => (text, day)))
        {
            room.Write(
                "post", new Report($"m{day}", "Morning briefing", text, Path: $"view?id={2 * day}"),
                new Report($"e{day}", "Evening briefing", $"It rained on day {day}.", Path: $"view?id={2 * day + 1}"));
            hits += (await room.PollAsync()).Saved.Hits;
            room.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(3, hits);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_article_that_gets_another_guid_with_each_text_is_a_hit_once_it_matches_and_one_mail(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        foreach (var (guid, text) in new[] { ("x#0", "It wants two vessels from a yard in Rauma."), ("x#1", "It wants two ice-class tugs from a yard in Rauma."), ("x#2", "It wants two ice-class tugs from a yard in Rauma by May.") })
        {
            room.Write("post", new Report(guid, "Port authority signs", text, Path: "x"), Report.Choir);
            await room.PollAndNotifyAsync();
        }

        Assert.NotEmpty(await room.HitsAsync());
        Assert.Single(await room.SubjectsAsync());
    }

    /// <summary>What it listed is too long to be read with its claim.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_of_a_thousand_items_and_more_has_its_changed_item_seen(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        Report[] reports = [.. Enumerable.Range(0, 1_100).Select(number => Report.Choir with { Guid = $"choir {number}", Path = $"choir-{number}", Text = "" })];
        room.Write("post", reports);
        await room.PollAsync();

        reports[700] = reports[700] with { Title = Report.Tugs.Title };
        room.Write("post", reports);
        var round = await room.PollAsync();

        Assert.Equal((0, 1), (round.Saved.NewItems, round.Saved.Hits));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_whose_title_is_changed_so_that_it_matches_is_a_hit_once(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs with { Title = "Port authority orders vessels", Text = "" }, Report.Choir);
        await room.PollAsync();
        Assert.Empty(await room.HitsAsync());

        room.Write("post", Report.Tugs with { Text = "" }, Report.Choir);
        var changed = await room.PollAsync();
        room.Write("post", Report.Tugs with { Title = "Port authority orders two ice-class tugs (updated)", Text = "" }, Report.Choir);
        var again = await room.PollAsync();

        Assert.Equal((0, 1, 1), (changed.Saved.NewItems, changed.Saved.Hits, changed.Saved.Stories));
        Assert.Equal((0, 0, 0), (again.Saved.NewItems, again.Saved.Hits, again.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_first_poll_alerts_on_the_last_day_and_only_stores_the_rest(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs with { Published = room.Now.AddHours(-2) }, Report.Sinking with { Published = room.Now.AddDays(-3) });

        var round = await room.PollAsync();
        var notified = await room.NotifyAsync(gatheringIsOver: true);

        Assert.Equal(2, round.Saved.NewItems);
        Assert.Equal(1, notified.Made);
        Assert.Contains("orders two", Assert.Single(await room.SubjectsAsync()), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_broken_feed_says_why_and_leaves_the_others_alone(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        room.WriteRaw("post", "<html><body>Please log in</body></html>");
        room.Write("wire", Report.Tugs);

        var round = await room.PollAsync();

        Assert.Equal((1, 1, 1), (round.Failed, round.Fetched, round.Saved.Hits));
        var broken = await room.FeedAsync("post");
        Assert.Equal("not_a_feed", broken.LastCode);
        Assert.False(string.IsNullOrEmpty(broken.LastText));
        Assert.True(broken.NextDue > room.Now);
        Assert.Equal("ok", (await room.FeedAsync("wire")).LastCode);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_with_nothing_left_of_its_last_reading_is_marked_as_a_gap(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromMinutes(5));
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();

        Assert.Equal(room.Now, (await room.FeedAsync("post")).GapAt);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_item_printed_twice_in_one_document_is_one_item(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Choir, Report.Tugs, Report.Tugs, Report.Tugs with { Title = "Something else under the same guid" });

        var round = await room.PollAsync();

        Assert.Equal((2, 1), (round.Saved.NewItems, round.Saved.Hits));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_that_never_comes_to_a_save_is_quarantined_after_three_claims(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        for (var claim = 0; claim < 3; claim++)
        {
            var which = claim == 0 ? ClaimKind.Sound : ClaimKind.Suspect;
            Assert.Single(await room.Engine.Feeds.ClaimAsync("crashed", which, 10, room.Now, TestContext.Current.CancellationToken));
            await room.Engine.Feeds.EndLeasesAsync(TestContext.Current.CancellationToken); // as if the lease had run out
        }

        var round = await room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken);

        Assert.Equal(0, round.Feeds);
        Assert.Equal("quarantined", (await room.FeedAsync("post")).LastCode);
        room.Time.Advance(TimeSpan.FromMinutes(2)); // whoever was only unlucky is soon back
        Assert.Equal(1, (await room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken)).Feeds);
        Assert.Equal("ok", (await room.FeedAsync("post")).LastCode);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_feed_that_goes_on_ending_the_program_waits_twice_as_long_each_time_and_is_forgiven_at_once(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        var waited = new List<double>();
        for (var claim = 0; claim < 13; claim++)
        {
            var which = claim == 0 ? ClaimKind.Sound : ClaimKind.Suspect;
            Assert.Single(await room.Engine.Feeds.ClaimAsync("crashed", which, 10, room.Now, TestContext.Current.CancellationToken));
            await room.Engine.Feeds.EndLeasesAsync(TestContext.Current.CancellationToken);
            await room.Engine.Feeds.PrepareRoundAsync(room.Now, TestContext.Current.CancellationToken);
            var wait = (await room.FeedAsync("post")).NextDue - room.Now;
            if (wait > TimeSpan.Zero)
            {
                waited.Add(wait.TotalMinutes);
                room.Time.Advance(wait);
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 256, 256], waited);
        Assert.Equal(1, (await room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken)).Fetched);
        Assert.Equal(("ok", 0), ((await room.FeedAsync("post")).LastCode, (await room.FeedAsync("post")).Unfinished));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_round_that_cannot_keep_anything_ends_and_gives_its_feeds_back(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, [.. Enumerable.Range(0, 150).Select(number => $"post{number}")]);
        await ExecuteAsync(room, "alter table feed rename column polls to gone");

        await Assert.ThrowsAnyAsync<DbException>(() => room.PollAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        Assert.Equal(0, await CountAsync(room, "select count(*) from feed where lease_until is not null"));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_publisher_that_is_slow_keeps_no_other_feed_waiting(string kind)
    {
        var hurry = new TaskCompletionSource();
        await using var slow = new ScriptedHttpServer(async exchange =>
        {
            await hurry.Task;
            await exchange.AnswerAsync(200, "<rss version='2.0'><channel><title>Slow</title></channel></rss>");
        });
        await using var room = await Newsroom.OpenAsync(kind, null, "slow", "post");
        room.Configure(new { polling = new { concurrency = 1, allowPrivate = new[] { "127.0.0.0/8" } } });
        room.Replace("slow", slow.Url());
        await room.RestartAsync();
        room.Write("post", Report.Choir);

        var round = room.PollAsync();
        while ((await room.FeedAsync("post")).LastCode is null)
        {
            Assert.False(round.IsCompleted, "the slow feed was not awaited");
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        hurry.SetResult();
        Assert.Equal((2, 2), ((await round).Feeds, (await round).Fetched));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_suspect_feed_is_due_once_nobody_has_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        var (feeds, cancellation) = (room.Engine.Feeds, TestContext.Current.CancellationToken);
        Assert.False(await feeds.IsSuspectDueAsync(room.Now, cancellation), "nothing has happened");

        Assert.Single(await feeds.ClaimAsync("crashed", ClaimKind.Sound, 10, room.Now, cancellation));
        Assert.False(await feeds.IsSuspectDueAsync(room.Now, cancellation), "it is being polled");

        await feeds.EndLeasesAsync(cancellation);
        Assert.True(await feeds.IsSuspectDueAsync(room.Now, cancellation), "its poll did not come to its end");
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_suspect_feed_does_not_wait_until_the_longest_round_is_over(string kind)
    {
        var hurry = new TaskCompletionSource();
        await using var slow = new ScriptedHttpServer(async exchange =>
        {
            await hurry.Task;
            await exchange.AnswerAsync(200, "<rss version='2.0'><channel><title>Slow</title></channel></rss>");
        });
        await using var room = await Newsroom.OpenAsync(kind, null, "slow", "post", "late");
        room.Configure(new { polling = new { allowPrivate = new[] { "127.0.0.0/8" } } });
        room.Replace("slow", slow.Url());
        await room.RestartAsync();
        await ExecuteAsync(room, "update feed set unfinished = 1 where key = 'post'");
        await ExecuteAsync(room, $"update feed set next_due = {(room.Database.IsPostgres ? "'2999-01-01'" : "32472144000000")} where key = 'late'");

        var round = room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken);
        while (slow.Requests.Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Delay(3000, TestContext.Current.CancellationToken); // the round has seen that a suspect waits
        await ExecuteAsync(room, "update feed set next_due = (select min(next_due) from feed) where key = 'late'");
        for (var second = 0; second < 5; second++)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Null((await room.FeedAsync("late")).LastCode); // no more latecomers: the suspect is next
        hurry.SetResult();
        await round;
        Assert.Equal("ok", (await room.FeedAsync("post")).LastCode);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_configuration_that_is_no_longer_in_force_polls_no_latecomers(string kind)
    {
        var (hurry, isInForce) = (new TaskCompletionSource(), true);
        await using var slow = new ScriptedHttpServer(async exchange =>
        {
            await hurry.Task;
            await exchange.AnswerAsync(200, "<rss version='2.0'><channel><title>Slow</title></channel></rss>");
        });
        await using var room = await Newsroom.OpenAsync(kind, null, "slow", "late");
        room.Configure(new { polling = new { allowPrivate = new[] { "127.0.0.0/8" } } });
        room.Replace("slow", slow.Url());
        await room.RestartAsync();
        await ExecuteAsync(room, $"update feed set next_due = {(room.Database.IsPostgres ? "'2999-01-01'" : "32472144000000")} where key = 'late'");

        var round = room.Engine.Polling.RunAsync(room.Configuration, () => Volatile.Read(ref isInForce), null, TestContext.Current.CancellationToken);
        while (slow.Requests.Count == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Volatile.Write(ref isInForce, false);
        await ExecuteAsync(room, "update feed set next_due = (select min(next_due) from feed) where key = 'late'");
        for (var second = 0; second < 5; second++)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Null((await room.FeedAsync("late")).LastCode); // it is for the round with the new configuration, which is next
        hurry.SetResult();
        Assert.Equal(1, (await round).Feeds);
        Assert.Equal(2, (await room.PollAsync()).Feeds);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Leases_are_renewed_by_their_owner_alone(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        Assert.Single(await room.Engine.Feeds.ClaimAsync("one", ClaimKind.Sound, 10, room.Now, TestContext.Current.CancellationToken));
        await ExecuteAsync(room, $"update feed set lease_until = {room.Database.Sql.NowPlus(-TimeSpan.FromSeconds(1))}");

        await room.Engine.Feeds.RenewAsync("two", TestContext.Current.CancellationToken);
        Assert.True(await CountAsync(room, $"select count(*) from feed where lease_until < {room.Database.Sql.Now}") == 1, "renewed by a stranger");
        await room.Engine.Feeds.RenewAsync("one", TestContext.Current.CancellationToken);
        Assert.True(await CountAsync(room, $"select count(*) from feed where lease_until > {room.Database.Sql.Now}") == 1, "not renewed by its owner");
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_clock_that_is_put_back_or_forward_keeps_no_feed_waiting_and_polls_none_twice(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        Task<RoundResult> RoundAsync() => room.Engine.Polling.RunAsync(room.Configuration, null, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await RoundAsync()).Feeds);
        foreach (var jump in new[] { TimeSpan.FromHours(-1), TimeSpan.FromDays(1), TimeSpan.FromDays(-1) })
        {
            room.Time.Advance(jump);

            Assert.Equal(1, (await RoundAsync()).Feeds);
            Assert.Equal(0, (await RoundAsync()).Feeds);
        }
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_clock_that_ran_ahead_for_a_while_opens_no_story_twice(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "herald", "wire");
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(10));
        room.Write("herald", Report.Sinking);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(-10));
        room.Write("wire", Report.Tugs with { Title = "Two ice-class tugs for Oulu" });

        var round = await room.PollAsync();

        Assert.Equal((1, 0), (round.Saved.Hits, round.Saved.Stories));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Copies_of_old_news_are_one_story_though_they_are_found_one_after_the_other(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        await room.PollAsync();
        var published = room.Now.AddDays(-6);
        room.Write("post", Report.Tugs with { Published = published });
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromHours(2));
        room.Write("wire", Report.Tugs with { Published = published });

        var round = await room.PollAsync();

        Assert.Equal((1, 0), (round.Saved.Hits, round.Saved.Stories));
    }

    private static Task ExecuteAsync(Newsroom room, string sql) => room.Database.WriteAsync(
        transaction => transaction.Command(sql).ExecuteNonQueryAsync(), CancellationToken.None);

    private static Task<long> CountAsync(Newsroom room, string sql) => room.Database.WriteAsync(
        async transaction => Convert.ToInt64(await transaction.Command(sql).ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
}
