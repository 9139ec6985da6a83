using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts.Smtp;

public sealed class SmtpSecurityTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    private static OutgoingMail Mail { get; } =
        new("feedwatch@example.org", "desk@example.org", Encoding.ASCII.GetBytes("Subject: test\r\n\r\nhello\r\n"));

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(SmtpSecurity.StartTls, "PLAIN")]
    [InlineData(SmtpSecurity.StartTls, "LOGIN")]
    [InlineData(SmtpSecurity.StartTls, "XOAUTH2")]
    [InlineData(SmtpSecurity.Tls, "PLAIN")]
    [InlineData(SmtpSecurity.Tls, "LOGIN")]
    [InlineData(SmtpSecurity.Tls, "XOAUTH2")]
    public async Task A_mail_goes_out_under_TLS_and_with_a_login(SmtpSecurity security, string mechanism)
    {
        await using var server = Secure(security, mechanism);

        Assert.IsType<MailAnswer.Accepted>(await SendAsync(Settings(server, security, mechanism)));

        var received = Assert.Single(server.Accepted);
        Assert.Equal("feedwatch", received.User);
        Assert.True(received.WasSecure);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("XOAUTH2")]
    public async Task A_wrong_password_sends_nothing_and_tells_no_secret(string mechanism)
    {
        await using var server = Secure(SmtpSecurity.StartTls, mechanism);
        var settings = Settings(server, SmtpSecurity.StartTls, mechanism, secret: "hunter2");

        var answer = Assert.IsType<MailAnswer.Unavailable>(await SendAsync(settings));

        Assert.Equal("auth", answer.Code);
        Assert.Contains("535", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_that_cannot_be_checked_now_is_tried_later()
    {
        await using var server = Secure(SmtpSecurity.Tls, "PLAIN");
        server.Once(SmtpMoment.Auth, SmtpFault.Say("454 4.7.0 temporary failure"));

        Assert.Equal("busy", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.Tls, "PLAIN"))).Code);
    }

    [Fact]
    public async Task A_login_that_is_not_offered_sends_nothing()
    {
        await using var server = Secure(SmtpSecurity.StartTls);

        Assert.Equal("auth", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.StartTls, "PLAIN"))).Code);
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task A_password_never_goes_out_in_the_clear()
    {
        await using var server = ScriptedSmtpServer.StartWith("AUTH PLAIN LOGIN");

        Assert.Equal("auth", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.None, "PLAIN"))).Code);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task Without_STARTTLS_on_offer_nothing_is_sent()
    {
        await using var server = ScriptedSmtpServer.StartWith("AUTH PLAIN");

        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.StartTls, "PLAIN"))).Code);
        Assert.Equal(["EHLO"], server.Lines.Select(line => line.Split(' ')[0]).Where(verb => verb != "QUIT"));
    }

    [Fact]
    public async Task STARTTLS_that_is_refused_sends_nothing()
    {
        await using var server = Secure(SmtpSecurity.StartTls, "PLAIN");
        server.Once(SmtpMoment.StartTls, SmtpFault.Say("502 not today"));

        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.StartTls, "PLAIN"))).Code);
        Assert.Empty(server.Accepted);
    }

    [Theory]
    [InlineData("\r\n250 injected")]
    [InlineData("\r\n235 welcome\r\n250 ok\r\n250 ok\r\n354 go\r\n250 taken")]
    public async Task Bytes_slipped_in_before_TLS_break_off(string injected)
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"), injectedAfterStartTls: injected);

        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, SmtpSecurity.StartTls))).Code);
        Assert.Empty(server.Accepted);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_for_another_host_is_refused(SmtpSecurity security)
    {
        await using var server = ScriptedSmtpServer.StartSecure(_certificates.Issue("other.example.org"), security == SmtpSecurity.Tls);

        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(Settings(server, security))).Code);
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using var server = Secure(SmtpSecurity.Tls);
        var settings = Settings(server, SmtpSecurity.Tls);

        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(await SendAsync(settings with { CertificateAuthority = null })).Code);

        using var others = new TestCertificates();
        Assert.Equal("tls", Assert.IsType<MailAnswer.Unavailable>(
            await SendAsync(settings with { CertificateAuthority = others.AuthorityFile })).Code);
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task An_authority_file_that_is_missing_is_said()
    {
        await using var server = Secure(SmtpSecurity.Tls);

        var answer = Assert.IsType<MailAnswer.Unavailable>(
            await SendAsync(Settings(server, SmtpSecurity.Tls) with { CertificateAuthority = "/nowhere/authority.pem" }));

        Assert.Equal("tls", answer.Code);
        Assert.Contains("/nowhere/authority.pem", answer.Text, StringComparison.Ordinal);
    }

    private ScriptedSmtpServer Secure(SmtpSecurity security, params string[] mechanisms) =>
        ScriptedSmtpServer.StartSecure(_certificates.Issue("localhost"), security == SmtpSecurity.Tls, mechanisms: mechanisms);

    /// <param name="mechanism">Null for no login.</param>
    private SmtpSettings Settings(ScriptedSmtpServer server, SmtpSecurity security, string? mechanism = null, string secret = "correct horse") => new()
    {
        Host = "localhost",
        Port = server.Port,
        Security = security,
        CertificateAuthority = _certificates.AuthorityFile,
        User = mechanism is null ? null : "feedwatch",
        Password = mechanism is "PLAIN" or "LOGIN" ? secret : null,
        AccessToken = mechanism is "XOAUTH2" ? secret : null,
    };

    private static async Task<MailAnswer> SendAsync(SmtpSettings settings)
    {
        await using var transport = new SmtpTransport(settings, TimeProvider.System);
        return await transport.SendAsync(Mail, CancellationToken.None);
    }
}
