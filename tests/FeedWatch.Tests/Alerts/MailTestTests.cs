using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

public sealed class MailTestTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private SmtpSettings Settings(int port) => new()
    {
        Host = "localhost",
        Port = port,
        User = "feedwatch",
        Password = "correct horse",
        From = "FeedWatch <feedwatch@example.org>",
        CertificateAuthority = _certificates.AuthorityFile,
    };

    private static Task<MailTestResult> RunAsync(SmtpSettings settings) => MailTest.RunAsync(
        settings,
        new MailWriter(settings).Write(MailTest.Message(SampleMails.Now), new MailIdentity(Mailbox.Parse("desk@example.org")!, "<t@example.org>", SampleMails.Now)),
        TimeProvider.System, CancellationToken.None, new SmtpTimeouts { Greeting = TimeSpan.FromSeconds(2) });

    [Fact]
    public async Task A_test_that_succeeds_shows_every_step()
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"), mechanisms: "PLAIN");

        var result = await RunAsync(Settings(server.Port));

        Assert.Equal(["connect", "greeting", "ehlo", "starttls", "tls", "ehlo", "auth", "mail", "rcpt", "data", "message"], result.Steps.Select(step => step.Name));
        Assert.All(result.Steps, step => Assert.True(step.Succeeded));
        Assert.IsType<MailAnswer.Accepted>(result.Answer);
        Assert.Null(result.Advice);
        Assert.Contains($":{server.Port}", result.Steps[0].Detail, StringComparison.Ordinal);
        Assert.Equal("[FeedWatch] test mail", Assert.Single(server.Accepted).Header("Subject"));
        Assert.DoesNotContain("correct horse", string.Join(' ', result.Steps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SmtpMoment.Connect, "554 go away", "greeting", "mail server")]
    [InlineData(SmtpMoment.StartTls, "502 no", "starttls", "port 587")]
    [InlineData(SmtpMoment.Auth, "535 5.7.8 wrong", "auth", "smtp.password")]
    [InlineData(SmtpMoment.Mail, "550 5.7.1 not you", "mail", "smtp.from")]
    [InlineData(SmtpMoment.Rcpt, "550 5.1.1 unknown", "rcpt", "recipient")]
    [InlineData(SmtpMoment.Rcpt, "450 4.2.0 greylisted", "rcpt", "greylisting")]
    [InlineData(SmtpMoment.Data, "554 no", "data", "words")]
    [InlineData(SmtpMoment.End, "554 5.7.1 spam", "message", "words")]
    public async Task A_test_that_fails_says_where_and_what_to_look_at(SmtpMoment moment, string reply, string step, string advice)
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"), mechanisms: "PLAIN");
        server.Once(moment, SmtpFault.Say(reply));

        var result = await RunAsync(Settings(server.Port));

        Assert.Equal((step, false), (result.Steps[^1].Name, result.Steps[^1].Succeeded));
        Assert.Equal(reply, result.Steps[^1].Detail);
        Assert.All(result.Steps.SkipLast(1), earlier => Assert.True(earlier.Succeeded));
        Assert.Contains(advice, result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_said_with_its_number()
    {
        var server = ScriptedSmtpServer.Start();
        await server.DisposeAsync();

        var result = await RunAsync(Settings(server.Port));

        Assert.Equal("connect", Assert.Single(result.Steps).Name);
        Assert.Contains($"localhost:{server.Port}", result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_waits_for_TLS_is_recognised()
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"), implicitTls: true);

        var result = await RunAsync(Settings(server.Port));

        Assert.Contains("smtp.security \"tls\"", result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_said()
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"));

        var result = await RunAsync(Settings(server.Port) with { CertificateAuthority = null });

        Assert.Equal("tls", result.Steps[^1].Name);
        Assert.Contains("authority", result.Advice, StringComparison.Ordinal);
    }
}
