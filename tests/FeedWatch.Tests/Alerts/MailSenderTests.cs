using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests.Alerts;

public sealed class MailSenderTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);

    [Fact]
    public void A_mail_that_was_taken_is_sent()
    {
        Assert.Equal(("sent", "250"), StateAndCode(new MailAnswer.Accepted("2.0.0 queued")));
    }

    [Fact]
    public void A_mail_that_is_refused_for_good_is_dead_with_the_servers_words()
    {
        var record = MailSender.Decide(Mail(0), new MailAnswer.Rejected(550, "no such user"), Now);

        Assert.Equal(("dead", "550", "no such user"), (record.State, record.Code, record.Text));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 8)]
    [InlineData(6, 60)]
    [InlineData(40, 60)]
    public void A_mail_put_off_is_tried_again_after_a_minute_to_an_hour(int attempts, int minutes)
    {
        var record = MailSender.Decide(Mail(attempts), new MailAnswer.Deferred(451, "greylisted"), Now);

        Assert.Equal(("pending", Now.AddMinutes(minutes), true), (record.State, record.DueAt, record.CountsAttempt));
    }

    [Fact]
    public void After_five_days_a_mail_that_is_put_off_is_given_up()
    {
        var old = Mail(100) with { FirstTriedAt = Now.AddDays(-5).AddSeconds(-1) };

        Assert.Equal("dead", MailSender.Decide(old, new MailAnswer.Deferred(451, "greylisted"), Now).State);
    }

    [Fact]
    public void A_server_that_is_away_costs_no_attempt()
    {
        var record = MailSender.Decide(Mail(0), new MailAnswer.Unavailable("connect", "refused"), Now);

        Assert.Equal(("pending", false), (record.State, record.CountsAttempt));
    }

    [Fact]
    public void In_doubt_the_mail_is_repeated_and_the_doubt_is_counted()
    {
        var record = MailSender.Decide(Mail(0), new MailAnswer.InDoubt("no answer after the final dot"), Now);

        Assert.Equal(("pending", "in_doubt"), (record.State, record.Event));
    }

    [Fact]
    public void A_server_that_never_answers_to_the_end_gets_the_mail_at_growing_distances_and_not_for_ever()
    {
        var doubt = new MailAnswer.InDoubt("no answer after the final dot");

        Assert.Equal(Now.AddMinutes(1), MailSender.Decide(Mail(0), doubt, Now).DueAt);
        Assert.Equal(Now.AddMinutes(60), MailSender.Decide(Mail(9), doubt, Now).DueAt);
        Assert.Equal("dead", MailSender.Decide(Mail(9) with { FirstTriedAt = Now.AddDays(-6) }, doubt, Now).State);
    }

    [Fact]
    public void A_mail_on_which_the_link_breaks_comes_back_at_growing_distances_and_not_for_ever()
    {
        var broken = new MailAnswer.BrokenOff("inside the message: connection reset");

        Assert.Equal((Now.AddSeconds(5), true), (MailSender.Decide(Mail(0), broken, Now).DueAt, MailSender.Decide(Mail(0), broken, Now).CountsAttempt));
        Assert.Equal(Now.AddSeconds(40), MailSender.Decide(Mail(3), broken, Now).DueAt);
        Assert.Equal(Now.AddHours(1), MailSender.Decide(Mail(12), broken, Now).DueAt);
        var given = MailSender.Decide(Mail(120) with { FirstTriedAt = Now.AddDays(-6) }, broken, Now);
        Assert.Equal(("dead", "Given up after 5 days: inside the message: connection reset"), (given.State, given.Text));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_mail_on_which_the_link_breaks_every_time_holds_up_no_other(string kind)
    {
        await using var room = await WithTwoMailsAsync(kind);
        var transport = new BreaksOff("orders two");
        var sender = new MailSender(room.Engine.Outbox, transport, room.Engine.Breaker, "test/1/a", room.Time, NullLogger<MailSender>.Instance);

        for (var minute = 0; minute < 10; minute++)
        {
            await sender.SendDueAsync(null, CancellationToken.None, CancellationToken.None);
            room.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var mails = await new StoredMails(room.Database).ListAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        Assert.Equal(["pending", "sent"], mails.Select(mail => mail.State).Order(StringComparer.Ordinal));
        Assert.InRange(transport.Broken, 3, 8);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_server_that_is_away_for_a_day_is_asked_every_five_minutes_and_then_gets_everything(string kind)
    {
        await using var room = await WithTwoMailsAsync(kind);
        await using var server = ScriptedSmtpServer.Start();
        await server.PauseAsync();
        await using var smtp = new SmtpTransport(new SmtpSettings { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None }, TimeProvider.System);
        var transport = new Counted(smtp);
        var sender = new MailSender(room.Engine.Outbox, transport, room.Engine.Breaker, "test/1/a", room.Time, NullLogger<MailSender>.Instance);

        for (var minute = 0; minute < 24 * 60; minute += 2)
        {
            await sender.SendDueAsync(null, CancellationToken.None, CancellationToken.None);
            room.Time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.InRange(transport.Tries, 24 * 60 / 8, 24 * 60 / 4);
        await using (var context = room.Database.Read())
        {
            Assert.All(context.Outbox, mail => Assert.Equal(("pending", 0), (mail.State, mail.Attempts)));
        }

        server.Resume();
        room.Time.Advance(TimeSpan.FromMinutes(5));
        await sender.SendDueAsync(null, CancellationToken.None, CancellationToken.None);

        Assert.Equal(2, server.Accepted.Count);
        var mails = await new StoredMails(room.Database).ListAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        Assert.All(mails, mail => Assert.Equal("sent", mail.State));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_mail_that_waited_for_its_server_longer_than_it_may_be_put_off_is_put_off_all_the_same(string kind)
    {
        await using var room = await WithTwoMailsAsync(kind);
        var sender = new MailSender(room.Engine.Outbox, new PutsOff(), room.Engine.Breaker, "test/1/a", room.Time, NullLogger<MailSender>.Instance);
        async Task<IEnumerable<string>> StatesAfterAsync(TimeSpan time)
        {
            room.Time.Advance(time);
            await sender.SendDueAsync(null, CancellationToken.None, CancellationToken.None);
            return (await new StoredMails(room.Database).ListAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)).Select(mail => mail.State);
        }

        Assert.Equal(["pending", "pending"], await StatesAfterAsync(TimeSpan.FromDays(6)));
        Assert.Equal(["pending", "pending"], await StatesAfterAsync(TimeSpan.FromDays(4)));
        Assert.Equal(["dead", "dead"], await StatesAfterAsync(TimeSpan.FromDays(2)));
        await room.Engine.Outbox.RetryAsync(1, room.Now, TestContext.Current.CancellationToken);
        Assert.Equal(["dead", "pending"], (await StatesAfterAsync(TimeSpan.Zero)).Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_answer_that_arrives_during_the_stop_is_written_down(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs);
        await room.PollAsync();
        await room.Gatherer.GatherAsync(room.Configuration.Settings, gatheringIsOver: true, TestContext.Current.CancellationToken);
        using var abort = new CancellationTokenSource();
        var transport = new AnswersLater(abort.Cancel);
        var sender = new MailSender(room.Engine.Outbox, transport, room.Engine.Breaker, "test/1/a", room.Time, NullLogger<MailSender>.Instance);

        var result = await sender.SendDueAsync(null, abort.Token, abort.Token);

        Assert.Equal(1, result.Sent);
        Assert.Equal("sent", Assert.Single(await new StoredMails(room.Database).ListAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)).State);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_mail_that_breaks_the_transport_waits_and_holds_up_no_other(string kind)
    {
        await using var room = await WithTwoMailsAsync(kind);
        var calls = 0;
        var transport = new AnswersLater(() =>
        {
            if (++calls == 1) throw new InvalidOperationException("a bug");
        });
        var sender = new MailSender(room.Engine.Outbox, transport, room.Engine.Breaker, "test/1/a", room.Time, NullLogger<MailSender>.Instance);

        var result = await sender.SendDueAsync(null, CancellationToken.None, CancellationToken.None);

        Assert.Equal(new SendResult(1, 1, 0), result);
    }

    private static async Task<Newsroom> WithTwoMailsAsync(string kind)
    {
        var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAsync();
        await room.Gatherer.GatherAsync(room.Configuration.Settings, gatheringIsOver: true, TestContext.Current.CancellationToken);
        return room;
    }

    /// <summary>Hangs up on every mail whose subject has a word.</summary>
    private sealed class BreaksOff(string word) : IMailTransport
    {
        internal int Broken { get; private set; }

        public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
        {
            var breaks = Encoding.UTF8.GetString(mail.Message.Span).Split("\r\n\r\n")[0].Contains(word, StringComparison.OrdinalIgnoreCase);
            Broken += breaks ? 1 : 0;
            return Task.FromResult<MailAnswer>(breaks ? new MailAnswer.BrokenOff("inside the message: connection reset") : new MailAnswer.Accepted("2.0.0 taken"));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class PutsOff : IMailTransport
    {
        public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation) => Task.FromResult<MailAnswer>(new MailAnswer.Deferred(451, "greylisted"));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Counted(IMailTransport transport) : IMailTransport
    {
        internal int Tries { get; private set; }

        public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
        {
            Tries++;
            return transport.SendAsync(mail, cancellation);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Takes every mail, after something else has happened.</summary>
    private sealed class AnswersLater(Action happens) : IMailTransport
    {
        public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
        {
            happens();
            return Task.FromResult<MailAnswer>(new MailAnswer.Accepted("2.0.0 taken"));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static (string State, string? Code) StateAndCode(MailAnswer answer)
    {
        var record = MailSender.Decide(Mail(0), answer, Now);
        return (record.State, record.Code);
    }

    private static ClaimedMail Mail(int attempts) => new(1, "feedwatch@example.org", "desk@example.org", "<1@example.org>", [], 1, attempts, Now);
}
