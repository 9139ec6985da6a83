using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

public sealed class AlertGathererTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_alert_waits_for_its_gathering_window(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Tugs);
        await room.PollAsync();

        Assert.Equal(0, (await room.NotifyAsync()).Made);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await room.NotifyAsync()).Made);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_later_version_of_a_mailed_story_is_covered_and_not_mailed_again(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post", "wire");
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("wire", Report.Tugs with { Guid = "w1", Title = "Two ice-class tugs for Oulu" });

        var notified = await room.PollAndNotifyAsync();

        Assert.Equal(0, notified.Made);
        Assert.Equal(2, (await room.HitsAsync()).Count);
        Assert.Single(await room.SubjectsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_threads_a_later_version_is_a_reply_with_what_is_new(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", onUpdate = "thread" } }, "post", "wire");
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("wire", Report.Tugs with { Guid = "w1", Title = "Two ice-class tugs for Oulu", Text = Report.Tugs.Text + " The price was not given." });

        Assert.Equal(1, (await room.PollAndNotifyAsync()).Made);

        await using var read = room.Database.Read();
        var mails = read.Outbox.OrderBy(mail => mail.Id).ToList();
        var reply = System.Text.Encoding.UTF8.GetString(mails[1].Message);
        Assert.Contains($"In-Reply-To: {mails[0].MessageId}", reply, StringComparison.Ordinal);
        Assert.Contains("The price was not given.", reply, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_threads_a_later_text_of_the_same_item_is_a_reply_with_what_is_new(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", onUpdate = "thread" } });
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("post", Report.Tugs with { Text = Report.Tugs.Text + " A third tug was added to the order in the evening." });
        Assert.Equal(1, (await room.PollAndNotifyAsync()).Made);
        room.Write("post", Report.Tugs with { Text = Report.Tugs.Text + " A third tug was added to the order in the evening. The yard's union welcomed the news." });
        Assert.Equal(1, (await room.PollAndNotifyAsync()).Made);

        await using var read = room.Database.Read();
        var mails = read.Outbox.OrderBy(mail => mail.Id).Select(mail => System.Text.Encoding.UTF8.GetString(mail.Message)).ToList();
        Assert.All(mails[1..], reply => Assert.Contains($"In-Reply-To: {read.Outbox.OrderBy(mail => mail.Id).First().MessageId}", reply, StringComparison.Ordinal));
        Assert.Contains("A third tug was added", mails[1], StringComparison.Ordinal);
        Assert.DoesNotContain("to be delivered by a yard", mails[1], StringComparison.Ordinal);
        Assert.Contains("union welcomed", mails[2], StringComparison.Ordinal);
        Assert.DoesNotContain("A third tug was added", mails[2], StringComparison.Ordinal);
        Assert.Single(await room.HitsAsync());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_threads_a_figure_that_changes_in_the_headline_is_a_reply(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", onUpdate = "thread" } });
        room.Write("post", new Report("t", "Ice-class tug sinks, 2 missing"));
        await room.PollAndNotifyAsync();
        room.Write("post", new Report("t", "Ice-class tug sinks, 5 missing"));

        Assert.Equal(1, (await room.PollAndNotifyAsync()).Made);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_threads_a_reprint_or_a_mended_comma_says_nothing_new_and_sends_nothing(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", onUpdate = "thread" } }, "post", "wire");
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("wire", Report.Tugs with { Guid = "w1", Title = "Two ice-class tugs for Oulu" });
        room.Write("post", Report.Tugs with { Text = Report.Tugs.Text.Replace("Monday,", "Monday", StringComparison.Ordinal) });

        Assert.Equal(0, (await room.PollAndNotifyAsync()).Made);
        await using var read = room.Database.Read();
        Assert.Equal(0, read.Alerts.Count(alert => alert.State == "pending"));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task With_threads_what_several_outlets_add_at_once_is_all_in_the_reply(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", onUpdate = "thread" } }, "post", "wire", "courier");
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("wire", Report.Tugs with { Guid = "w1", Text = Report.Tugs.Text + " The price was not given." });
        room.Write("courier", Report.Tugs with { Guid = "c1", Text = Report.Tugs.Text + " Steel for the hulls comes from Raahe." });

        Assert.Equal(1, (await room.PollAndNotifyAsync()).Made);
        await using var read = room.Database.Read();
        var reply = System.Text.Encoding.UTF8.GetString(read.Outbox.OrderBy(mail => mail.Id).Last().Message);
        Assert.Contains("The price was not given.", reply, StringComparison.Ordinal);
        Assert.Contains("Steel for the hulls", reply, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Without_threads_a_later_text_of_the_same_item_sends_nothing(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();
        room.Write("post", Report.Tugs with { Text = Report.Tugs.Text + " A third tug was added to the order in the evening." });

        Assert.Equal(0, (await room.PollAndNotifyAsync()).Made);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Quiet_hours_hold_mail_and_then_send_one(string kind)
    {
        // The newsroom's clock starts at 03:04 UTC.
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", quietHours = new { from = "22:00", to = "06:30" } } });
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Sinking);

        Assert.Equal(0, (await room.PollAndNotifyAsync()).Made);
        room.Time.Advance(TimeSpan.FromHours(3.5));
        Assert.Equal(1, (await room.NotifyAsync()).Made);
    }

    [Theory]
    [InlineData("03:00", "quiet hours")]
    [InlineData("06:30", "quiet hours")]
    [InlineData(null, "this hour had more mails than the watchlist allows")]
    public async Task A_mail_of_several_stories_says_what_held_them_back(string? quietUntil, string reason)
    {
        // The newsroom's clock starts at 03:04 UTC.
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite, quietUntil is null
            ? new { deliver = new { mode = "immediate", gather = "0s", maxPerHour = 1 } }
            : new { deliver = new { mode = "immediate", gather = "0s", quietHours = new { from = "03:02", to = quietUntil } } });
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromDays(1));
        await room.NotifyAsync();

        await using var read = room.Database.Read();
        var text = System.Text.Encoding.UTF8.GetString(read.Outbox.Single().Message).Replace("=\r\n", "", StringComparison.Ordinal).Replace("\r\n", " ", StringComparison.Ordinal);
        Assert.Contains("2 stories held back", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_digest_comes_at_its_hour_with_everything_in_it(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "digest", at = "0 30 7 * * ?" } });
        await room.PollAsync();
        room.Write("post", Report.Tugs, Report.Sinking);

        Assert.Equal(0, (await room.PollAndNotifyAsync()).Made);
        room.Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(1, (await room.NotifyAsync()).Made);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Over_the_hourly_limit_the_rest_goes_into_one_mail_and_nothing_is_dropped(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "immediate", gather = "0s", maxPerHour = 3 } });
        await room.PollAsync();
        string[] towns = ["Oulu", "Halifax", "Murmansk", "Tallinn", "Sapporo", "Anchorage", "Tromso"];
        room.Write("post", [.. towns.Select((town, i) => new Report($"g{i}", $"{town} council votes on ice-class tug number {i + 11}", $"The mayor of {town} spoke about budget line {i * 37} and the school roof."))]);

        var notified = await room.PollAndNotifyAsync();

        Assert.Equal(3, notified.Made);
        await using var read = room.Database.Read();
        Assert.Equal(7, read.Alerts.Count(alert => alert.State == "mailed"));
        Assert.Equal(0, read.Alerts.Count(alert => alert.State == "pending"));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Alerts_of_a_watchlist_that_was_removed_meanwhile_still_go_out(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        await room.PollAsync();
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        room.Change(new { name = "Other desk", topics = new object[] { "lighthouse" }, recipients = new[] { "other@example.org" } });
        await room.RestartAsync();

        Assert.Equal(1, (await room.NotifyAsync(gatheringIsOver: true)).Sending.Sent);
        await using var read = room.Database.Read();
        Assert.Equal("desk@example.org", read.Outbox.Single().Recipient);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_digest_with_nothing_in_it_comes_only_when_it_was_asked_for_and_once_a_day(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, new { deliver = new { mode = "digest", at = "0 30 7 * * ?", nothingNew = true } });
        await room.PollAsync();

        Assert.Equal(0, (await room.NotifyAsync()).Made);
        room.Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(1, (await room.NotifyAsync()).Made);
        Assert.Equal(0, (await room.NotifyAsync()).Made);
        room.Time.Advance(TimeSpan.FromDays(1));
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        Assert.Equal(1, (await room.NotifyAsync()).Made); // nothing new today; the tugs are for tomorrow
    }

    [Theory]
    [InlineData(TestDatabases.Sqlite, "")]
    [InlineData(TestDatabases.Postgres, "")]
    [InlineData(TestDatabases.Sqlite, "ice-class-tug", "harbour-strike")]
    public async Task Who_ended_the_mails_of_a_watchlist_is_not_told_that_there_is_nothing_new(string kind, params string[] muted)
    {
        await using var room = await Newsroom.OpenAsync(kind, new
        {
            recipients = new[] { "desk@example.org", "gone@example.org" },
            deliver = new { mode = "digest", at = "0 30 7 * * ?", nothingNew = true },
        });
        await room.PollAsync();
        foreach (var topic in muted)
        {
            await new MuteStore(room.Database).AddAsync("gone@example.org", "port", new Mute(topic, null), room.Now, TestContext.Current.CancellationToken);
        }

        room.Time.Advance(TimeSpan.FromHours(5));
        await room.NotifyAsync();

        await using var read = room.Database.Read();
        Assert.Equal("desk@example.org", read.Outbox.Single().Recipient);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Operators_hear_once_of_a_feed_that_keeps_failing_and_once_of_its_recovery(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, null, "post");
        room.Configure(new { ops = new[] { "ops@example.org" } });
        await room.RestartAsync();
        room.WriteRaw("post", "<html>moved</html>");
        for (var poll = 0; poll < 7; poll++)
        {
            room.Time.Advance(TimeSpan.FromHours(1));
            room.WriteRaw("post", $"<html>moved {poll}</html>");
            await room.PollAsync();
        }

        room.Time.Advance(TimeSpan.FromMinutes(2));
        await room.NotifyAsync();
        Assert.Contains("has failed 5 times", Assert.Single(await room.SubjectsAsync()), StringComparison.Ordinal);

        room.Time.Advance(TimeSpan.FromHours(2));
        room.Write("post", Report.Choir);
        await room.PollAsync();
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await room.NotifyAsync();
        Assert.Contains("works again", (await room.SubjectsAsync())[^1], StringComparison.Ordinal);
    }
}
