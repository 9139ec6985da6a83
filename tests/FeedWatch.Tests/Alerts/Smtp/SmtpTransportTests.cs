using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts.Smtp;

public sealed class SmtpTransportTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private static OutgoingMail Mail(string to = "desk@example.org", string body = "hello") =>
        new("feedwatch@example.org", to, Encoding.UTF8.GetBytes($"Subject: test\r\n\r\n{body}\r\n"));

    private static SmtpTransport To(ScriptedSmtpServer server, SmtpTimeouts? timeouts = null) =>
        new(new SmtpSettings { Host = "localhost", Port = server.Port, Security = SmtpSecurity.None }, TimeProvider.System, timeouts);

    private static SmtpTimeouts Short { get; } = new()
    {
        Greeting = TimeSpan.FromSeconds(1),
        Command = TimeSpan.FromSeconds(1),
        DataStart = TimeSpan.FromSeconds(1),
        DataEnd = TimeSpan.FromSeconds(1),
        Courtesy = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task A_mail_arrives_with_its_envelope_and_bytes()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        var mail = Mail(body: ".\r\n..two\r\n.end");

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(mail, Never));

        var received = Assert.Single(server.Accepted);
        Assert.Equal(("feedwatch@example.org", "desk@example.org"), (received.Sender, received.Recipient));
        Assert.Equal(mail.Message.ToArray(), received.Message);
    }

    [Fact]
    public async Task Mails_that_follow_each_other_share_a_connection()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using (var transport = To(server))
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(body: $"mail {i}"), Never));
            }
        }

        Assert.Equal(20, server.Accepted.Count);
        Assert.Equal(1, server.Connections);
        Assert.Equal("QUIT", server.Lines[^1]);
    }

    [Fact]
    public async Task Mails_sent_at_once_wait_for_each_other()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => transport.SendAsync(Mail($"r{i}@example.org"), Never)));

        Assert.All(answers, answer => Assert.IsType<MailAnswer.Accepted>(answer));
        Assert.Equal(10, server.Accepted.Select(mail => mail.Recipient).Distinct().Count());
    }

    [Fact]
    public async Task An_idle_connection_is_closed_politely()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server, new SmtpTimeouts { Idle = TimeSpan.FromMilliseconds(50) });
        await transport.SendAsync(Mail(), Never);

        await Eventually(() => server.Lines[^1] == "QUIT");

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_died_while_unused_is_replaced()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        await transport.SendAsync(Mail(), Never);
        await server.PauseAsync();
        server.Resume();

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Equal(2, server.Accepted.Count);
    }

    [Theory]
    [InlineData(SmtpMoment.Connect)]
    [InlineData(SmtpMoment.Ehlo)]
    public async Task A_drop_before_the_mail_is_no_ones_fault_and_the_repeat_delivers_once(SmtpMoment moment)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Drop);

        var answer = Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never));

        Assert.Equal("lost", answer.Code);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Single(server.Accepted);
    }

    [Theory]
    [InlineData(SmtpMoment.Mail)]
    [InlineData(SmtpMoment.Rcpt)]
    [InlineData(SmtpMoment.Data)]
    public async Task A_drop_inside_the_mail_may_be_its_fault_and_the_repeat_delivers_once(SmtpMoment moment)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Drop);

        Assert.IsType<MailAnswer.BrokenOff>(await transport.SendAsync(Mail(), Never));
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Single(server.Accepted);
    }

    [Fact]
    public async Task A_drop_in_the_middle_of_the_message_is_not_in_doubt_while_the_dot_is_not_sent()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Body, SmtpFault.Drop);

        // Larger than what the buffers of the system hold, so that the break is noticed while writing.
        var large = Mail(body: string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", 300_000)));
        Assert.IsType<MailAnswer.BrokenOff>(await transport.SendAsync(large, Never));
        Assert.Empty(server.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_drop_after_the_dot_leaves_a_doubt(bool arrived)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.End, arrived ? SmtpFault.KeepAndDrop : SmtpFault.Drop);

        Assert.IsType<MailAnswer.InDoubt>(await transport.SendAsync(Mail(), Never));
        Assert.Equal(arrived ? 1 : 0, server.Accepted.Count);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
    }

    [Fact]
    public async Task A_drop_at_the_goodbye_changes_nothing()
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Once(SmtpMoment.Quit, SmtpFault.Drop);
        await using (var transport = To(server))
        {
            Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        }

        Assert.Single(server.Accepted);
    }

    [Theory]
    [InlineData(SmtpMoment.Mail, "452 4.3.1 full", 452)]
    [InlineData(SmtpMoment.Rcpt, "450 4.2.0 greylisted", 450)]
    [InlineData(SmtpMoment.Rcpt, "451 4.7.1 later", 451)]
    [InlineData(SmtpMoment.Rcpt, "552 5.2.2 over quota", 552)]
    [InlineData(SmtpMoment.Rcpt, "421 4.3.2 closing", 421)]
    [InlineData(SmtpMoment.Data, "451 4.3.0 not now", 451)]
    [InlineData(SmtpMoment.End, "421 4.3.2 closing", 421)]
    [InlineData(SmtpMoment.End, "451 4.3.0 disk", 451)]
    [InlineData(SmtpMoment.End, "499 odd but transient", 499)]
    public async Task A_transient_no_means_later(SmtpMoment moment, string reply, int code)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Say(reply));

        Assert.Equal(code, Assert.IsType<MailAnswer.Deferred>(await transport.SendAsync(Mail(), Never)).Code);
        Assert.Empty(server.Accepted);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
    }

    [Theory]
    [InlineData(SmtpMoment.Mail, "550 5.7.1 sender denied", 550)]
    [InlineData(SmtpMoment.Rcpt, "550 5.1.1 no such user", 550)]
    [InlineData(SmtpMoment.Rcpt, "553 5.1.3 bad", 553)]
    [InlineData(SmtpMoment.Data, "554 5.5.1 no valid recipients", 554)]
    [InlineData(SmtpMoment.End, "552 5.3.4 too big", 552)]
    [InlineData(SmtpMoment.End, "554-5.7.1 looks like\r\n554 5.7.1 spam", 554)]
    [InlineData(SmtpMoment.End, "599 odd but permanent", 599)]
    public async Task A_permanent_no_means_never_and_the_next_mail_still_goes(SmtpMoment moment, string reply, int code)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Say(reply));

        Assert.Equal(code, Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(Mail(), Never)).Code);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail("other@example.org"), Never));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("251 will forward")]
    [InlineData("252 cannot verify, will try")]
    [InlineData("250-first\r\n250-second\r\n250 third")]
    [InlineData("250")]
    [InlineData("299 odd but positive")]
    public async Task Every_kind_of_yes_is_a_yes(string reply)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Rcpt, SmtpFault.Say(reply));

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
    }

    [Fact]
    public async Task A_yes_to_DATA_where_354_is_due_ends_the_connection_without_a_mail()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Data, SmtpFault.Say("250 ok"));

        Assert.IsType<MailAnswer.BrokenOff>(await transport.SendAsync(Mail(), Never));
        Assert.Empty(server.Accepted);
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("354 what?")]
    [InlineData("hello?")]
    [InlineData("999 no such code")]
    public async Task Nonsense_after_the_dot_leaves_a_doubt(string reply)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.End, SmtpFault.Say(reply));

        Assert.IsType<MailAnswer.InDoubt>(await transport.SendAsync(Mail(), Never));
    }

    [Theory]
    [InlineData(SmtpMoment.Connect, "554 no service for you", "connect")]
    [InlineData(SmtpMoment.Connect, "421 too busy", "busy")]
    [InlineData(SmtpMoment.Ehlo, "421 too busy", "busy")]
    [InlineData(SmtpMoment.Mail, "530 5.7.0 authentication required", "auth")]
    public async Task A_server_that_lets_no_one_in_says_nothing_about_the_mail(SmtpMoment moment, string reply, string code)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(moment, SmtpFault.Say(reply));

        Assert.Equal(code, Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never)).Code);
    }

    [Fact]
    public async Task An_old_server_without_EHLO_is_greeted_with_HELO()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.On(SmtpMoment.Ehlo, _ => SmtpFault.Say("502 not implemented"));

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
    }

    [Theory]
    [InlineData(SmtpMoment.Connect)]
    [InlineData(SmtpMoment.Ehlo)]
    public async Task A_server_that_falls_silent_is_given_up_in_time(SmtpMoment moment)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server, Short);
        server.Once(moment, SmtpFault.Hang);

        Assert.Equal("timeout", Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never)).Code);
    }

    [Theory]
    [InlineData(SmtpMoment.Mail)]
    [InlineData(SmtpMoment.Data)]
    public async Task A_server_that_falls_silent_inside_the_mail_is_given_up_in_time(SmtpMoment moment)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server, Short);
        server.Once(moment, SmtpFault.Hang);

        Assert.IsType<MailAnswer.BrokenOff>(await transport.SendAsync(Mail(), Never));
    }

    [Fact]
    public async Task Silence_after_the_dot_leaves_a_doubt()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server, Short);
        server.Once(SmtpMoment.End, SmtpFault.Hang);

        Assert.IsType<MailAnswer.InDoubt>(await transport.SendAsync(Mail(), Never));
    }

    [Fact]
    public async Task A_slow_server_gets_its_time()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Rcpt, SmtpFault.Wait(TimeSpan.FromMilliseconds(300)));
        server.Once(SmtpMoment.End, SmtpFault.Wait(TimeSpan.FromMilliseconds(300)));

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var server = ScriptedSmtpServer.Start();
        await server.DisposeAsync();
        await using var transport = To(server);

        Assert.Equal("connect", Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never)).Code);
    }

    [Fact]
    public async Task A_host_name_that_no_one_knows_is_unavailable()
    {
        await using var transport = new SmtpTransport(new SmtpSettings { Host = "mail.invalid", Security = SmtpSecurity.None }, TimeProvider.System);

        Assert.Equal("dns", Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never)).Code);
    }

    [Fact]
    public async Task A_reply_without_end_is_given_up()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Ehlo, SmtpFault.Say("250-" + new string('x', 10_000_000)));
        server.Once(SmtpMoment.Ehlo, SmtpFault.Say(string.Concat(Enumerable.Repeat("250-more\r\n", 100_000)) + "250 end"));

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("protocol", Assert.IsType<MailAnswer.Unavailable>(await transport.SendAsync(Mail(), Never)).Code);
        }
    }

    [Fact]
    public async Task A_reply_is_cleaned_before_anyone_sees_it()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        server.Once(SmtpMoment.Rcpt, SmtpFault.Say("550 \u001b[31mred\0 naïve 메일"));

        Assert.Equal("RCPT: ?[31mred? naïve 메일", Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(Mail(), Never)).Text);
    }

    [Fact]
    public async Task A_mail_larger_than_the_server_takes_is_not_sent_at_all()
    {
        await using var server = ScriptedSmtpServer.StartWith("SIZE 1000");
        await using var transport = To(server);

        Assert.Equal(552, Assert.IsType<MailAnswer.Rejected>(await transport.SendAsync(Mail(body: new string('x', 2000)), Never)).Code);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), Never));
        Assert.Equal($"SIZE={Mail().Message.Length}", Assert.Single(server.Accepted).Parameters);
    }

    [Theory]
    [InlineData("desk@bücher.example", "desk@xn--bcher-kva.example")]
    [InlineData("desk@한국.example", "desk@xn--3e0b707e.example")]
    [InlineData("\"odd local\"@example.org", "\"odd local\"@example.org")]
    public async Task Domains_travel_as_punycode(string recipient, string onTheWire)
    {
        await using var server = ScriptedSmtpServer.StartWith();
        await using var transport = To(server);

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(recipient), Never));
        Assert.Equal(onTheWire, Assert.Single(server.Accepted).Recipient);
    }

    [Fact]
    public async Task A_local_part_in_another_script_needs_SMTPUTF8()
    {
        await using var able = ScriptedSmtpServer.Start();
        await using var unable = ScriptedSmtpServer.StartWith("8BITMIME");
        await using var toAble = To(able);
        await using var toUnable = To(unable);

        Assert.IsType<MailAnswer.Accepted>(await toAble.SendAsync(Mail("데스크@example.org"), Never));
        var refused = Assert.IsType<MailAnswer.Rejected>(await toUnable.SendAsync(Mail("데스크@example.org"), Never));

        var received = Assert.Single(able.Accepted);
        Assert.Equal("데스크@example.org", received.Recipient);
        Assert.Contains("SMTPUTF8", received.Parameters, StringComparison.Ordinal);
        Assert.Contains("SMTPUTF8", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.org\r\nRCPT TO:<b@example.org>")]
    [InlineData("\"a\r\nDATA\"@example.org")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org> SIZE=1")]
    [InlineData("")]
    [InlineData("<>")]
    [InlineData("no-at-sign")]
    [InlineData("嘊x@例\u760a.example\r\n")]
    public async Task What_is_not_an_address_never_reaches_the_server(string recipient)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);

        var answer = await transport.SendAsync(Mail(recipient), Never);

        Assert.DoesNotContain(server.Lines, line => line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains("b@example.org"));
        Assert.True(answer is MailAnswer.Rejected { Code: 553 }, answer.ToString());
        Assert.Equal(0, server.BareLineEnds);
    }

    [Fact]
    public async Task Letters_whose_low_byte_is_a_line_end_stay_letters()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail("a\u760d\u760ab@example.org", "x\u760d\u760a.\u760d\u760ay"), Never));

        var received = Assert.Single(server.Accepted);
        Assert.Equal("a\u760d\u760ab@example.org", received.Recipient);
        Assert.EndsWith("x\u760d\u760a.\u760d\u760ay\r\n", received.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n.\nQUIT")]
    [InlineData("a\r.\rQUIT")]
    [InlineData("a\n.\r\nQUIT")]
    [InlineData("a\r\n.\nQUIT")]
    [InlineData("a\r\n.\rQUIT")]
    public async Task No_message_can_end_early_and_go_on_as_commands(string body)
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(body: body), Never));

        Assert.EndsWith("a\r\n.\r\nQUIT\r\n", Assert.Single(server.Accepted).Text, StringComparison.Ordinal);
        Assert.Equal(0, server.BareLineEnds);
        Assert.DoesNotContain("QUIT", server.Lines);
    }

    [Fact]
    public async Task A_stop_before_the_dot_breaks_off()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        server.Once(SmtpMoment.Rcpt, SmtpFault.Hang);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(Mail(), stop.Token));
        Assert.Empty(server.Accepted);
    }

    [Fact]
    public async Task A_stop_after_the_dot_still_hears_an_answer_that_is_on_its_way()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        server.Once(SmtpMoment.End, SmtpFault.Wait(TimeSpan.FromSeconds(1)));

        Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(Mail(), stop.Token));
    }

    [Fact]
    public async Task A_stop_after_the_dot_that_hears_nothing_leaves_a_doubt()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var transport = To(server, new SmtpTimeouts { StopGrace = TimeSpan.FromMilliseconds(100) });
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        server.Once(SmtpMoment.End, SmtpFault.Hang);

        Assert.IsType<MailAnswer.InDoubt>(await transport.SendAsync(Mail(), stop.Token));
    }

    private static async Task Eventually(Func<bool> condition)
    {
        for (var i = 0; i < 200 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition());
    }
}
