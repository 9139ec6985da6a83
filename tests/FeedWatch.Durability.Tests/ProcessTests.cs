using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>What operators and orchestrators do to the process.</summary>
public sealed class ProcessTests
{
    private static int Restarts => LongForm.IsAsked ? 50 : 5;

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
            await sending.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
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

    [Theory, InlineData(">/dev/full"), InlineData(">&-")]
    public async Task The_service_works_where_its_greeting_cannot_be_written(string output)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        using var service = site.StartUnder(["sh", "-c", $"exec \"$@\" {output}", "sh"], "run");
        var watch = Stopwatch.StartNew();
        while (site.Mail.Accepted.Count == 0)
        {
            Assert.False(service.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2), service.Said);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await service.EndAsync() == 0, service.Said);
    }

    [Fact]
    public async Task A_single_round_that_is_stopped_gives_everything_back()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        site.Feeds.PublishSome();
        var sending = new TaskCompletionSource();
        site.Mail.On(SmtpMoment.Mail, _ =>
        {
            sending.TrySetResult();
            return SmtpFault.Hang;
        });
        using (var poll = site.Start("poll --once"))
        {
            await sending.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
            poll.Signal(PosixSignalNumber.Terminate);
            Assert.True(await poll.EndAsync() == 75, poll.Said);
        }

        Assert.Equal(0, await site.CountAsync("select count(*) from outbox where lease_until is not null or state = 'sent'"));
        site.Mail.On(SmtpMoment.Mail, _ => null);
        await site.PollAsync();
        await site.AssertPromiseAsync();
    }

    [Fact]
    public async Task A_scheduler_that_cannot_start_keeps_nothing_from_working()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        await site.PollAsync();
        await site.ExecuteAsync("create table feedwatch.qrtz_triggers (nonsense integer)");
        site.Feeds.PublishSome();
        using var service = site.Start("run");

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        Assert.Contains("The scheduler could not start", service.Said, StringComparison.Ordinal);
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
            await ending.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
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
        service.Signal(PosixSignalNumber.Pipe); // whoever read its output is gone
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
        for (var restart = 0; restart < Restarts; restart++)
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

    [Fact]
    public async Task A_service_watches_nothing_below_the_folder_it_was_started_in()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        using var service = site.Start("run");
        await site.UntilAsync(() => Task.FromResult(service.Said.Contains("Stop with", StringComparison.Ordinal)), service);

        var handles = Directory.GetFiles($"/proc/{service.Id}/fdinfo").Select(ReadIfOpen).ToList();

        Assert.Contains(handles, handle => handle.StartsWith("pos:", StringComparison.Ordinal));
        Assert.DoesNotContain(handles, handle => handle.Contains("inotify", StringComparison.Ordinal));

        static string ReadIfOpen(string handle)
        {
            try
            {
                return File.ReadAllText(handle);
            }
            catch (IOException)
            {
                return ""; // closed since it was listed
            }
        }
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

    [Fact]
    public async Task It_goes_on_when_it_may_open_files_and_connections_again()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.Closes = true; // every request takes a new connection
        site.Feeds.PublishSome();
        var service = site.Start("run");
        try
        {
            await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

            service.LimitHandles(64);
            for (var watch = Stopwatch.StartNew(); !service.HasExited && !await IsFeltAsync();)
            {
                Assert.True(watch.Elapsed < TimeSpan.FromMinutes(4), service.Said);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            site.Feeds.PublishSome();
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            if (service.HasExited)
            {
                // .NET ends a process in which it can start no thread; whoever runs it starts it again.
                Assert.Contains("Out of memory.", service.Said, StringComparison.Ordinal);
                service.Dispose();
                service = site.Start("run");
            }
            else
            {
                service.LimitHandles(4096);
            }

            await site.ExecuteAsync($"update feed set next_due = {site.Database.Sql.Now}"); // time passes: feeds that failed are asked again later

            await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

            service.Signal(PosixSignalNumber.Terminate);
            Assert.True(await service.EndAsync() == 0, service.Said);
            await site.AssertPromiseAsync();
        }
        finally
        {
            service.Dispose();
        }

        async Task<bool> IsFeltAsync() =>
            await site.CountAsync("select count(*) from feed where last_code = 'resources_exhausted'") > 0 || service.Said.Contains("waits for the database", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_secrets_that_it_may_not_read_is_told_in_a_sentence()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        foreach (var path in Directory.EnumerateFileSystemEntries(site.DataFolder, "*", SearchOption.AllDirectories).Append(site.DataFolder))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1FF);
        }

        const string another = "mount --make-rprivate / && mount -t tmpfs -o mode=755 none /run && mkdir -m 711 /run/secrets || exit 99; exec \"$@\"";
        using var check = site.StartUnder(["unshare", "-m", "sh", "-c", another, "", .. ReadOnlyFolder.Nobody], "check");

        var code = await check.EndAsync();
        Assert.SkipWhen(code is 1 or 99, "No file system may be mounted here.");
        Assert.True(code == 64, check.Said);
        Assert.Contains("error: /run/secrets: The folder with the secrets cannot be read: Access to the path '/run/secrets' is denied. Give", check.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_needs_nothing_that_can_be_written_but_its_data_folder()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        foreach (var path in Directory.EnumerateFileSystemEntries(site.DataFolder, "*", SearchOption.AllDirectories).Append(site.DataFolder))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1FF);
        }

        const string readOnly = "mount --make-rprivate / && mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind / && touch \"$0\"/may-write && ! touch /may-not-write 2>/dev/null || exit 99; shift; exec \"$@\"";
        using var poll = site.StartUnder(["unshare", "-m", "sh", "-c", readOnly, site.DataFolder, "", .. ReadOnlyFolder.Nobody], "poll --once", ("TMPDIR", "/nowhere"));

        var code = await poll.EndAsync();
        Assert.SkipWhen(code is 1 or 99, "No file system may be made read-only here.");
        Assert.True(code == 0, poll.Said);
        await site.AssertPromiseAsync();
    }
}
