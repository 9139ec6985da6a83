using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Durability.Tests.World;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>What the mail server does to the running program: it is away, it refuses the login, it is to take more than people can read.</summary>
public sealed class MailTroubleTests
{
    [Fact]
    public async Task A_server_that_is_down_costs_no_attempt_and_gets_everything_when_it_is_back()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        await site.Mail.PauseAsync();
        site.Feeds.PublishSome();
        using var service = site.Start("run");
        await site.UntilAsync(async () => await UnavailableAsync(site) >= 2, service);

        Assert.Equal(0, await site.CountAsync("select coalesce(max(attempts), 0) from outbox"));
        Assert.True(await UnavailableAsync(site) <= 3, "one mail probes, the others wait");
        site.Feeds.PublishSome(); // feeds are polled on
        site.Mail.Resume();

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await service.EndAsync() == 0, service.Said);
        Assert.Equal(0, (await site.AssertPromiseAsync()).Repeated);
    }

    [Fact]
    public async Task A_refused_login_is_told_and_not_tried_again_by_restarts_and_other_rounds()
    {
        using var certificates = new TestCertificates();
        var server = ScriptedSmtpServer.StartSecure(certificates.Issue("localhost"), mechanisms: "PLAIN");
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite, mail: server);
        site.Smtp["host"] = "localhost";
        site.Smtp["security"] = "starttls";
        site.Smtp["certificateAuthority"] = certificates.AuthorityFile;
        site.Smtp["user"] = server.User;
        site.Smtp["password"] = "of last year";
        site.Configure();
        site.Feeds.PublishSome();

        for (var start = 0; start < 2; start++)
        {
            using var service = site.Start("run");
            await site.UntilAsync(async () => service.Said.Contains("Stop with", StringComparison.Ordinal) && await UnavailableAsync(site) > 0, service);
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Assert.Equal(start == 0, service.Said.Contains("refuses the login", StringComparison.Ordinal));
            service.Signal(PosixSignalNumber.Kill);
            await service.EndAsync();
            await site.LetLeasesEndAsync();
        }

        using (var poll = site.Start("poll --once"))
        {
            Assert.True(await poll.EndAsync() == 0, poll.Said);
            Assert.Contains("The mail server is away:", poll.Said, StringComparison.Ordinal);
        }

        Assert.Single(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(server.Accepted);
        Assert.Equal(0, await site.CountAsync("select coalesce(max(attempts), 0) from outbox"));

        site.Smtp["password"] = server.Secret;
        site.Configure();
        using (var test = site.Start("mail test cat@example.org"))
        {
            Assert.True(await test.EndAsync() == 0, test.Said); // who mends the password tries it, and need not wait
        }

        await site.PollAsync();

        Assert.Equal(0, (await site.JudgeAsync()).Lost);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_recipient_who_is_refused_is_dead_with_the_servers_words_and_the_others_get_theirs_once(string kind)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Mail.On(SmtpMoment.Rcpt, call => call.Recipient == "ben@example.org" ? SmtpFault.Say("550 5.1.1 nobody of that name") : null);
        site.Feeds.Publish("feed-0", "zircon");

        await site.PollAsync();

        Assert.Equal("ann@example.org", Assert.Single(site.Mail.Accepted).Recipient);
        using (var outbox = site.Start("outbox"))
        {
            Assert.True(await outbox.EndAsync() == 0, outbox.Said);
            Assert.Contains("5.1.1 nobody of that name", outbox.Said, StringComparison.Ordinal);
        }

        site.Mail.On(SmtpMoment.Rcpt, _ => null);
        using (var retry = site.Start($"outbox retry {await site.CountAsync("select id from outbox where state = 'dead'")}"))
        {
            Assert.True(await retry.EndAsync() == 0, retry.Said);
        }

        await site.PollAsync();
        Assert.Equal(0, (await site.AssertPromiseAsync()).Repeated);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_storm_of_hits_becomes_few_mails_and_loses_none(string kind)
    {
        const int storm = 400, most = 20, perMail = 50;
        await using var site = await Site.CreateAsync(kind, feeds: 4);
        site.Deliver["maxPerHour"] = most;
        site.Configure();
        for (var item = 0; item < storm; item++)
        {
            site.Feeds.Publish($"feed-{item % 4}", "basalt");
        }

        await site.PollAsync();

        Assert.Equal(storm * 2, await site.CountAsync("select count(*) from hit")); // both watchlists
        foreach (var recipient in new[] { "ann@example.org", "ben@example.org", "cat@example.org" })
        {
            var mails = site.Mail.Accepted.Where(mail => mail.Recipient == recipient).ToList();
            Assert.Equal(storm, mails.SelectMany(ReceivedText.Tokens).Distinct().Count());
            Assert.True(mails.Count <= most + storm / perMail * 2, $"{mails.Count} mails to {recipient}");
            Assert.True(mails.Count(mail => ReceivedText.Tokens(mail).Count == 1) < most, $"{mails.Count} mails to {recipient}");
        }

        var before = site.Mail.Accepted.Count;
        site.Feeds.PublishSome();
        await site.PollAsync();

        Assert.Equal(before, site.Mail.Accepted.Count); // the hour is full: it waits, and is not dropped
        Assert.True(await site.CountAsync("select count(*) from alert where state = 'pending'") > 0);
    }

    private static async Task<long> UnavailableAsync(Site site) =>
        await site.CountAsync(site.Database.IsPostgres
            ? "select count(*) from information_schema.tables where table_schema = 'feedwatch' and table_name = 'send_log'"
            : "select count(*) from sqlite_master where name = 'send_log'") == 0
            ? 0
            : await site.CountAsync("select count(*) from send_log where event = 'unavailable'");
}
