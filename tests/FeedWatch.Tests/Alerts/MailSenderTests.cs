using FeedWatch.Alerts;
using FeedWatch.Storage;

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
        var old = Mail(100) with { CreatedAt = Now.AddDays(-5).AddSeconds(-1) };

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

    private static (string State, string? Code) StateAndCode(MailAnswer answer)
    {
        var record = MailSender.Decide(Mail(0), answer, Now);
        return (record.State, record.Code);
    }

    private static ClaimedMail Mail(int attempts) => new(1, "feedwatch@example.org", "desk@example.org", "<1@example.org>", [], 1, attempts, Now);
}
