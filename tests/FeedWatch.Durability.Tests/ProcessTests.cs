using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>What operators and orchestrators do to the process.</summary>
public sealed class ProcessTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_stop_in_the_middle_of_a_mail_ends_within_ten_seconds_and_leaves_no_lease(string kind)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Feeds.PublishSome();
        var sending = new TaskCompletionSource();
        site.Mail.On(SmtpMoment.Data, _ =>
        {
            sending.TrySetResult();
            return SmtpFault.Hang;
        });
        using (var service = site.Start("run"))
        {
            await sending.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();
            service.Signal(PosixSignalNumber.Terminate);
            Assert.True(await service.EndAsync() == 0, service.Said);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}"); // ten, and as much for a busy machine
        }

        Assert.Empty(site.Mail.Accepted);
        Assert.Equal(0, await site.CountAsync("select count(*) from outbox where state = 'sent'"));
        Assert.Equal(0, await site.CountAsync("select count(*) from feed where lease_until is not null"));
        Assert.Equal(0, await site.CountAsync("select count(*) from outbox where lease_until is not null"));
        site.Mail.On(SmtpMoment.Data, _ => null);
        await site.PollAsync();
        Assert.Equal(0, (await site.AssertPromiseAsync()).Repeated);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_answer_that_takes_seconds_is_awaited_by_a_stop_and_written_down(string kind)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Feeds.Publish("feed-0", "marble");
        var ending = new TaskCompletionSource();
        site.Mail.On(SmtpMoment.End, _ =>
        {
            ending.TrySetResult();
            return SmtpFault.Wait(TimeSpan.FromSeconds(3));
        });
        using (var service = site.Start("run"))
        {
            await ending.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            service.Signal(PosixSignalNumber.Terminate);
            Assert.True(await service.EndAsync() == 0, service.Said);
        }

        Assert.Equal(1, await site.CountAsync("select count(*) from outbox where state = 'sent'"));
        await site.PollAsync();
        Assert.Equal(0, (await site.AssertPromiseAsync()).Repeated);
    }

    [Fact]
    public async Task A_service_that_was_frozen_and_thawed_goes_on()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        using var service = site.Start("run");
        site.Feeds.PublishSome();
        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);
        service.Signal(PosixSignalNumber.Stop);
        site.Feeds.PublishSome();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        service.Signal(PosixSignalNumber.Continue);
        service.Signal(PosixSignalNumber.Hangup); // reads the configuration again, no more

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        Assert.False(service.HasExited);
        service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await service.EndAsync() == 0, service.Said);
        await site.AssertPromiseAsync();
    }

    [Fact]
    public async Task Restarts_in_a_row_send_nothing_twice()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        await site.PollAsync();
        var mails = site.Mail.Accepted.Count;
        for (var restart = 0; restart < 5; restart++)
        {
            using var service = site.Start("run");
            await site.UntilAsync(() => Task.FromResult(service.Said.Contains("Stop with", StringComparison.Ordinal)), service);
            service.Signal(PosixSignalNumber.Kill);
            await service.EndAsync();
        }

        await site.PollAsync();
        Assert.Equal(mails, site.Mail.Accepted.Count);
        await site.AssertPromiseAsync();
    }

    [Theory]
    [InlineData("few files", "sh", "-c", "ulimit -n 256; exec \"$@\"", "sh")] // .NET itself keeps some 200 open, one for each assembly
    [InlineData("Turkish and Nepal", "env", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "TZ=Asia/Kathmandu")]
    [InlineData("no home", "env", "-u", "HOME", "-u", "TMPDIR")]
    [InlineData("no ICU", "env", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")]
    public async Task It_works_with(string condition, params string[] wrapper)
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite, feeds: 12);
        site.Feeds.PublishSome();

        using var poll = site.StartUnder(wrapper, "poll --once");

        Assert.True(await poll.EndAsync() == 0, $"{condition}: {poll.Said}");
        await site.AssertPromiseAsync();
    }

    [Fact]
    public async Task It_works_as_a_user_without_name_and_home()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        foreach (var path in Directory.EnumerateFileSystemEntries(site.DataFolder, "*", SearchOption.AllDirectories).Append(site.DataFolder))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1FF);
        }

        using var poll = site.StartUnder(ReadOnlyFolder.Nobody, "poll --once");

        Assert.True(await poll.EndAsync() == 0, poll.Said);
        await site.AssertPromiseAsync();
    }
}
