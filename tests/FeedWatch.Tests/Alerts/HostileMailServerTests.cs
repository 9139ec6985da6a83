using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

/// <summary>What becomes of alerts when the mail server is away, refuses, or behaves badly: from the feed to the mailbox.</summary>
public sealed class HostileMailServerTests
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_server_that_is_down_for_a_day_costs_no_attempt_and_then_gets_everything_once(string kind)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var room = await OpenAsync(kind, server);
        await server.PauseAsync();
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        for (var hour = 0; hour < 24; hour++)
        {
            await room.NotifyAsync(gatheringIsOver: true);
            room.Time.Advance(AnHour);
        }

        Assert.All(await MailsAsync(room), mail => Assert.Equal(("pending", 0), (mail.State, mail.Attempts)));
        server.Resume();
        await room.NotifyAsync();

        Assert.All(await MailsAsync(room), mail => Assert.Equal("sent", mail.State));
        Assert.Equal(2, server.Accepted.Select(mail => mail.Header("Message-ID")).Distinct().Count());
        Assert.Equal(2, server.Accepted.Count);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task One_refused_recipient_of_several_is_dead_and_shown_and_the_others_get_theirs_once(string kind)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.On(SmtpMoment.Rcpt, call => call.Line.Contains("gone@", StringComparison.Ordinal) ? SmtpFault.Say("550 5.1.1 no such user") : null);
        await using var room = await OpenAsync(kind, server, new { recipients = new[] { "a@example.org", "gone@example.org", "b@example.org" } });
        room.Configure(new { ops = new[] { "ops@example.org" } });
        await room.RestartAsync();
        room.Write("post", Report.Tugs);

        await room.PollAndNotifyAsync();
        room.Time.Advance(AnHour);
        await room.NotifyAsync(gatheringIsOver: true);

        var mails = await MailsAsync(room);
        Assert.Equal([("a@example.org", "sent"), ("b@example.org", "sent"), ("gone@example.org", "dead")], mails.Where(mail => mail.Kind == "story").Select(mail => (mail.Recipient, mail.State)).Order());
        Assert.Equal("RCPT: 5.1.1 no such user", mails.Single(mail => mail.State == "dead").LastText);
        Assert.Equal(["a@example.org", "b@example.org"], server.Accepted.Select(mail => mail.Recipient).Where(to => to != "ops@example.org").Order());
        Assert.Single(server.Accepted, mail => mail.Recipient == "ops@example.org");
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_answer_that_is_long_and_not_ascii_is_recorded_and_the_mail_not_repeated(string kind)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var room = await OpenAsync(kind, server);
        for (var length = 490; length <= 500; length++)
        {
            var answer = "250 " + new string('x', length) + "\U0001F4EC\U0001F4EC\U0001F4EC";
            server.Once(SmtpMoment.End, SmtpFault.Say(answer));
            room.Write("post", new Report($"tug-{length}", $"Yard number {length} lays down an ice-class tug", $"The keel of hull {length} was laid in the yard's dock {length}."));
            await room.PollAndNotifyAsync();
        }

        var mails = await MailsAsync(room);
        Assert.All(mails, mail => Assert.Equal("sent", mail.State));
        Assert.Equal(server.Accepted.Count, server.Accepted.Select(mail => mail.Header("Message-ID")).Distinct().Count());
        Assert.NotEmpty(mails);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_mail_too_large_or_not_liked_is_tried_as_text_once_and_then_dead(string kind)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Once(SmtpMoment.End, SmtpFault.Say("552 5.3.4 too big"));
        await using var room = await OpenAsync(kind, server);
        room.Write("post", Report.Tugs);
        await room.PollAndNotifyAsync();

        Assert.DoesNotContain("text/html", Assert.Single(server.Accepted).Text, StringComparison.Ordinal);
        server.On(SmtpMoment.End, _ => SmtpFault.Say("554 5.6.0 content refused"));
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();

        Assert.Equal(["dead", "sent"], (await MailsAsync(room)).Select(mail => mail.State).Order(StringComparer.Ordinal));
        Assert.Equal(4, server.Lines.Count(line => line.StartsWith("DATA", StringComparison.Ordinal)));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_refused_login_is_tried_once_in_a_quarter_of_an_hour_and_loses_nothing(string kind)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.On(SmtpMoment.Mail, _ => SmtpFault.Say("530 5.7.0 authentication required"));
        await using var room = await OpenAsync(kind, server);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        for (var minute = 0; minute < 60; minute++)
        {
            await room.NotifyAsync(gatheringIsOver: true);
            room.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(4, server.Lines.Count(line => line.StartsWith("MAIL", StringComparison.Ordinal)));
        Assert.Contains("authentication required", room.Engine.Breaker.Reason, StringComparison.Ordinal);
        server.On(SmtpMoment.Mail, _ => null);
        await room.NotifyAsync();
        Assert.Equal(2, server.Accepted.Count);
    }

    [Theory]
    [InlineData("long")]
    [InlineData("many")]
    [InlineData("nonsense")]
    public async Task A_reply_without_end_or_sense_costs_its_mail_an_attempt_and_the_others_nothing(string what)
    {
        var reply = what switch
        {
            "long" => "250 " + new string('x', 10_000_000),
            "many" => string.Concat(Enumerable.Repeat("250-more\r\n", 1_000_000)) + "250 end",
            _ => "\0\0¡hola! 2xx",
        };
        await using var server = ScriptedSmtpServer.Start();
        server.On(SmtpMoment.Rcpt, call => call.Line.Contains("odd@", StringComparison.Ordinal) ? SmtpFault.SayAndDrop(reply) : null);
        await using var room = await OpenAsync(TestDatabases.Sqlite, server, new { recipients = new[] { "odd@example.org", "a@example.org" } });
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        for (var minute = 0; minute < 3; minute++)
        {
            await room.NotifyAsync(gatheringIsOver: true);
            room.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var mails = await MailsAsync(room);
        Assert.Equal("sent", mails.Single(mail => mail.Recipient == "a@example.org").State);
        var odd = mails.Single(mail => mail.Recipient == "odd@example.org");
        Assert.Equal("pending", odd.State);
        Assert.InRange(odd.Attempts, 1, 5);
        Assert.InRange(odd.LastText!.Length, 1, 500);
    }

    [Theory]
    [InlineData("251 2.1.5 will forward")]
    [InlineData("252 2.1.5 cannot verify, will try")]
    [InlineData("250-2.1.5 ok\r\n250-and\r\n250 more")]
    public async Task Any_kind_of_yes_delivers(string yes)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.On(SmtpMoment.Rcpt, _ => SmtpFault.Say(yes));
        await using var room = await OpenAsync(TestDatabases.Sqlite, server);
        room.Write("post", Report.Tugs);

        await room.PollAndNotifyAsync();

        Assert.Single(server.Accepted);
    }

    private static async Task<Newsroom> OpenAsync(string kind, ScriptedSmtpServer server, object? watchlist = null)
    {
        var room = await Newsroom.OpenAsync(kind, watchlist ?? new { deliver = new { mode = "immediate", gather = "0s" } });
        room.Configure(new { smtp = new { host = "127.0.0.1", port = server.Port, security = "none", from = "feedwatch@example.org" } });
        await room.RestartAsync();
        return room;
    }

    private static Task<List<OutboxRow>> MailsAsync(Newsroom room) => new StoredMails(room.Database).ListAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
}
