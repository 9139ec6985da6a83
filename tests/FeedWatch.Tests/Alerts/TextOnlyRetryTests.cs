using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

public sealed class TextOnlyRetryTests
{
    private static OutgoingMail Mail(string? html) => new MailWriter(new SmtpSettings { From = "FeedWatch <feedwatch@example.org>" }).Write(
        new RenderedMail("Test", "The text,\nin two lines.\n", html),
        new MailIdentity(Mailbox.Parse("desk@example.org")!, "<1@example.org>", SampleMails.Now));

    private static TextOnlyRetry To(ScriptedSmtpServer server) => new(
        new SmtpTransport(new SmtpSettings { Host = "localhost", Port = server.Port, Security = SmtpSecurity.None }, TimeProvider.System));

    [Theory]
    [InlineData("552 5.3.4 too large")]
    [InlineData("554 5.7.1 content refused")]
    public async Task A_mail_refused_for_what_is_in_it_goes_out_as_text(string reply)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.End, SmtpFault.Say(reply));

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail("<p>html</p>"), TestContext.Current.CancellationToken));

        var received = Assert.Single(server.Accepted);
        Assert.Equal("text/plain; charset=utf-8", received.Header("Content-Type"));
        Assert.Equal("<1@example.org>", received.Header("Message-ID"));
        Assert.EndsWith("\r\n\r\nThe text,\r\nin two lines.\r\n", received.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_again_stays_refused()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.On(SmtpMoment.End, _ => SmtpFault.Say("554 no"));

        Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(Mail("<p>html</p>"), TestContext.Current.CancellationToken));
        Assert.Equal(2, server.Lines.Count(line => line == "DATA"));
    }

    [Theory]
    [InlineData(SmtpMoment.Rcpt, "550 no such user")]
    [InlineData(SmtpMoment.End, "550 blocked")]
    public async Task Other_refusals_are_final(SmtpMoment moment, string reply)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Say(reply));

        Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(Mail("<p>html</p>"), TestContext.Current.CancellationToken));
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public void A_mail_of_text_alone_has_nothing_to_leave_out() => Assert.Null(TextOnlyMessage.From(Mail(null).Message.Span));

    [Fact]
    public void The_text_of_a_mail_with_both_is_the_mail_of_text_alone() =>
        Assert.Equal(Encoding.UTF8.GetString(Mail(null).Message.Span), Encoding.UTF8.GetString(TextOnlyMessage.From(Mail("<p>html</p>").Message.Span)!));
}
