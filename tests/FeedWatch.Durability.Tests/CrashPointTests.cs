using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>
/// The real program is killed at every named place: first on an empty database, then, started again, at another place on what the first kill
/// left; the third round must make good for both.
/// </summary>
public abstract class CrashPointTests(string kind, ITestOutputHelper output)
{
    protected string Kind => kind;


    protected async Task KillTwiceAsync(string first, string second)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Feeds.PublishSome();
        await KillAsync(site, first);
        site.Feeds.Publish("feed-2", "zircon"); // the other feeds answer 304, should their validators have been kept
        await KillAsync(site, second);
        site.Feeds.Publish("feed-1", "basalt");
        var resume = Stopwatch.StartNew();

        await site.PollAsync();

        var verdict = await site.AssertPromiseAsync();
        output.WriteLine($"{verdict.Delivered} of {verdict.Expected} delivered, {verdict.Repeated} repeated, all done {resume.Elapsed.TotalSeconds:F1} s after the restart");
        Assert.All(site.Feeds.Names, feed => Assert.NotEmpty(site.Feeds.Asked(feed)));
    }

    private static async Task KillAsync(Site site, string place)
    {
        using var killed = site.Start("poll --once", crashAt: place);
        Assert.True(await killed.EndAsync() == FeedWatchProcess.Killed, $"{place} was not reached:\n{killed.Said}");
        await site.LetLeasesEndAsync();
    }
}

/// <summary>Killed before there is a hit, and then while a mail is made.</summary>
public abstract class EarlyCrashPointTests(string kind, ITestOutputHelper output) : CrashPointTests(kind, output)
{
    private static readonly (string, string)[] Always =
    [
        ("migrate.step-run", "round.before-release"), ("migrate.step-recorded", "gather.rendered"), ("start.migrated", "gather.mails-written"),
        ("claim.done", "gather.before-commit"), ("visit.read", "gather.committed"), ("keep.decided", "send.claimed"),
    ];

    /// <summary>Near one of the others, with nothing written in between: only in long form.</summary>
    private static readonly (string, string)[] Between =
    [
        ("migrate.locked", "round.released"), ("migrate.record-table", "gather.due"), ("start.feeds-known", "smtp.mail-from"), ("claim.before-commit", "smtp.data-begun"),
        ("visit.begin", "send.answered"), ("visit.parsing", "send.recorded#3"), ("visit.compared", "transaction.committed#4"),
    ];

    public static readonly TheoryData<string, string> Places = [.. Always, .. LongForm.IsAsked ? Between : []];

    [Theory, MemberData(nameof(Places))]
    public Task Nothing_is_lost_and_nothing_comes_twice_when_the_program_is_killed_at(string first, string second) => KillTwiceAsync(first, second);
}

/// <summary>Killed while hits are stored, and then while a mail is sent; in tidying and quarantine.</summary>
public abstract class LateCrashPointTests(string kind, ITestOutputHelper output) : CrashPointTests(kind, output)
{
    public static readonly TheoryData<string, string> Places =
    [
        ("poll.fenced", "send.start-logged"), ("poll.listings-written", "smtp.recipient"), ("poll.items-written", "smtp.text-sent"), ("poll.stories-written", "smtp.data-ended"),
        ("poll.hits-written", "smtp.accepted"), ("poll.before-commit", "send.state-written"), ("poll.committed", "send.recorded"),
    ];

    [Theory, MemberData(nameof(Places))]
    public Task Nothing_is_lost_and_nothing_comes_twice_when_the_program_is_killed_at(string first, string second) => KillTwiceAsync(first, second);

    [Fact]
    public async Task The_same_holds_for_the_service_when_it_tidies_and_when_it_quarantines()
    {
        await using var site = await Site.CreateAsync(Kind);
        site.Feeds.PublishSome();
        await site.PollAsync();
        await site.ExecuteAsync("update feed set unfinished = 3 where key = 'feed-1'");
        foreach (var place in new[] { "quarantine.written", "tidy.signed", "retention.step" })
        {
            using var killed = site.Start("run", crashAt: place);
            Assert.True(await killed.EndAsync() == FeedWatchProcess.Killed, $"{place} was not reached:\n{killed.Said}");
            await site.LetLeasesEndAsync();
        }

        await site.PollAsync();
        Assert.Equal(1, await site.CountAsync("select count(*) from feed where key = 'feed-1' and last_code = 'quarantined'"));
        await site.ExecuteAsync("update feed set unfinished = 0 where key = 'feed-1'"); // as the verb that resumes a feed does
        site.Feeds.PublishSome();
        await site.PollAsync();
        await site.AssertPromiseAsync();
    }
}

public sealed class EarlyCrashPointsOnSqliteTests(ITestOutputHelper output) : EarlyCrashPointTests(TestDatabases.Sqlite, output);

public sealed class EarlyCrashPointsOnPostgresTests(ITestOutputHelper output) : EarlyCrashPointTests(TestDatabases.Postgres, output);

public sealed class LateCrashPointsOnSqliteTests(ITestOutputHelper output) : LateCrashPointTests(TestDatabases.Sqlite, output);

public sealed class LateCrashPointsOnPostgresTests(ITestOutputHelper output) : LateCrashPointTests(TestDatabases.Postgres, output);
