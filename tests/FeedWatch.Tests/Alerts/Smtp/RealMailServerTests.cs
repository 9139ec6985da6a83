using System.Diagnostics;
using System.Text.Json;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Mime;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts.Smtp;

/// <summary>Against mail servers that others wrote.</summary>
public sealed class RealMailServerTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private SmtpSettings Settings(int port, SmtpSecurity security, string? password) => new()
    {
        Host = "localhost",
        Port = port,
        Security = security,
        User = password is null ? null : Aiosmtpd.User,
        Password = password,
        From = "FeedWatch <feedwatch@example.org>",
        CertificateAuthority = _certificates.AuthorityFile,
    };

    private static async Task<OutgoingMail> RealMailAsync(SmtpSettings settings, AlertMail mail, string recipient = "desk@example.org")
    {
        await using var renderer = new MailRenderer();
        var rendered = Assert.Single(await renderer.RenderAsync(mail));
        return new MailWriter(settings).Write(rendered, new MailIdentity(Mailbox.Parse(recipient)!, "<1@example.org>", SampleMails.Now));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls, false)]
    [InlineData(SmtpSecurity.StartTls, true)]
    [InlineData(SmtpSecurity.Tls, false)]
    [InlineData(SmtpSecurity.Tls, true)]
    public async Task Aiosmtpd_takes_mails_over_one_connection_with_TLS_and_login(SmtpSecurity security, bool onlyLogin)
    {
        RealServer.Require(Aiosmtpd.IsInstalled, "python3-aiosmtpd");
        var port = RealServer.FreePort();
        await using var server = await Aiosmtpd.StartAsync(port, security, _certificates.IssueFiles("localhost"), onlyLogin);
        var settings = Settings(port, security, Aiosmtpd.Password);
        var mails = new[] { await RealMailAsync(settings, SampleMails.Story), await RealMailAsync(settings, SampleMails.KoreanStory, "데스크@example.org") };

        await using (var transport = new SmtpTransport(settings, TimeProvider.System))
        {
            foreach (var mail in mails)
            {
                Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(mail, TestContext.Current.CancellationToken));
            }
        }

        for (var i = 0; i < mails.Length; i++)
        {
            var name = Path.Combine(server.Folder.FullName, $"00{i + 1}");
            Assert.Equal(mails[i].Message.ToArray(), await File.ReadAllBytesAsync(name + ".eml", TestContext.Current.CancellationToken));
            using var about = JsonDocument.Parse(await File.ReadAllTextAsync(name + ".json", TestContext.Current.CancellationToken));
            Assert.Equal(mails[i].Recipient, about.RootElement.GetProperty("to")[0].GetString());
            Assert.Equal(i == 1, about.RootElement.GetProperty("utf8").GetBoolean());
            Assert.True(about.RootElement.GetProperty("tls").GetBoolean());
            Assert.Equal(onlyLogin ? "LOGIN" : "PLAIN", about.RootElement.GetProperty("user").GetString());
        }
    }

    [Fact]
    public async Task Aiosmtpd_refuses_a_wrong_password_and_gets_no_mail()
    {
        RealServer.Require(Aiosmtpd.IsInstalled, "python3-aiosmtpd");
        var port = RealServer.FreePort();
        await using var server = await Aiosmtpd.StartAsync(port, SmtpSecurity.StartTls, _certificates.IssueFiles("localhost"), onlyLogin: false);
        var settings = Settings(port, SmtpSecurity.StartTls, "wrong");
        await using var transport = new SmtpTransport(settings, TimeProvider.System);

        var answer = await transport.SendAsync(await RealMailAsync(settings, SampleMails.Story), TestContext.Current.CancellationToken);

        Assert.Equal("auth", Assert.IsType<MailAnswer.Unavailable>(answer).Code);
        Assert.Empty(server.Folder.GetFiles("*.eml"));
    }

    [Fact]
    public async Task Python_reads_the_mail_as_it_was_meant()
    {
        RealServer.Require(File.Exists("/usr/bin/python3"), "python3");
        var mail = await RealMailAsync(Settings(25, SmtpSecurity.None, null), SampleMails.Digest);
        const string program = """
            import email, email.policy, json, sys
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            print(json.dumps({"subject": mail["Subject"], "defects": [str(d) for part in mail.walk() for d in part.defects],
                "text": mail.get_body(("plain",)).get_content(), "html": mail.get_body(("html",)).get_content(),
                "date": mail["Date"].datetime.isoformat(), "from": mail["From"].addresses[0].addr_spec}))
            """;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await python.StandardInput.BaseStream.WriteAsync(mail.Message, TestContext.Current.CancellationToken);
        python.StandardInput.Close();
        using var read = JsonDocument.Parse(await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));

        await using var renderer = new MailRenderer();
        var rendered = Assert.Single(await renderer.RenderAsync(SampleMails.Digest));
        string Value(string name) => read.RootElement.GetProperty(name).GetString()!.ReplaceLineEndings("\n");
        Assert.Equal(0, read.RootElement.GetProperty("defects").GetArrayLength());
        Assert.Equal(rendered.Subject, Value("subject"));
        Assert.Equal(rendered.Text, Value("text"));
        Assert.Equal(rendered.Html!.TrimEnd(), Value("html").TrimEnd());
        Assert.Equal("2025-06-26T03:24:00+00:00", Value("date"));
        Assert.Equal("feedwatch@example.org", Value("from"));
    }

    [Fact]
    public async Task Postfix_delivers_what_it_should_and_refuses_what_it_should()
    {
        RealServer.Require(Postfix.IsInstalled, "postfix");
        var port = RealServer.FreePort();
        await using var server = await Postfix.StartAsync(port, _certificates.IssueFiles("localhost"));
        var settings = Settings(port, SmtpSecurity.StartTls, null);
        await using var transport = new SmtpTransport(settings, TimeProvider.System);
        var mail = await RealMailAsync(settings, SampleMails.Digest);
        var large = mail with { Message = new byte[400_000] };

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(mail, TestContext.Current.CancellationToken));
        Assert.Equal(550, Assert.IsType<MailAnswer.Rejected>(
            await transport.SendAsync(mail with { Recipient = "nobody@example.org" }, TestContext.Current.CancellationToken)).Code);
        Assert.Equal(552, Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(large, TestContext.Current.CancellationToken)).Code);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(mail, TestContext.Current.CancellationToken));

        var maildir = new DirectoryInfo(Path.Combine(server.Folder.FullName, "mail", "desk", "new"));
        for (var i = 0; i < 200 && (!maildir.Exists || maildir.GetFiles().Length < 2); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, maildir.GetFiles().Length);
        var delivered = await File.ReadAllTextAsync(maildir.GetFiles()[0].FullName, TestContext.Current.CancellationToken);
        Assert.EndsWith(System.Text.Encoding.UTF8.GetString(mail.Message.Span).ReplaceLineEndings("\n").TrimEnd(), delivered.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("Return-Path: <feedwatch@example.org>", delivered, StringComparison.Ordinal);
    }
}
