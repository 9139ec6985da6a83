using System.Diagnostics;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>The real program is killed at every named place, on its very first round; the next round must make good for it.</summary>
public abstract class CrashPointTests(string kind, ITestOutputHelper output)
{
    public static readonly TheoryData<string> Places =
    [
        "migrate.locked", "migrate.record-table", "migrate.step-run", "migrate.step-recorded", "start.migrated", "start.feeds-known",
        "claim.before-commit", "claim.done", "visit.begin", "visit.parsing", "visit.read", "keep.compared", "keep.decided",
        "poll.fenced", "poll.listings-written", "poll.items-written", "poll.stories-written", "poll.hits-written", "poll.before-commit", "poll.committed",
        "round.before-release", "round.released",
        "gather.due", "gather.rendered", "gather.mails-written", "gather.before-commit", "gather.committed",
        "send.claimed", "send.start-logged", "smtp.mail-from", "smtp.recipient", "smtp.data-begun", "smtp.text-sent", "smtp.data-ended", "smtp.accepted",
        "send.answered", "send.state-written", "send.recorded", "send.recorded#3",
    ];

    [Theory, MemberData(nameof(Places))]
    public async Task Nothing_is_lost_and_nothing_comes_twice_when_the_program_is_killed_at(string place)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Feeds.PublishSome();
        using (var killed = site.Start("poll --once", crashAt: place))
        {
            Assert.True(await killed.EndAsync() == FeedWatchProcess.Killed, $"{place} was not reached:\n{killed.Said}");
        }

        site.Feeds.Publish("feed-2", "zircon"); // the other feeds answer 304, should their validators have been kept
        await site.LetLeasesEndAsync();
        var resume = Stopwatch.StartNew();
        await site.PollAsync();
        var verdict = await site.AssertPromiseAsync();
        output.WriteLine($"{place}: {verdict.Delivered} of {verdict.Expected} delivered, {verdict.Repeated} repeated, all done {resume.Elapsed.TotalSeconds:F1} s after the restart");
        Assert.All(site.Feeds.Names, feed => Assert.NotEmpty(site.Feeds.Asked(feed)));
    }
}

public sealed class CrashPointsOnSqliteTests(ITestOutputHelper output) : CrashPointTests(TestDatabases.Sqlite, output);

public sealed class CrashPointsOnPostgresTests(ITestOutputHelper output) : CrashPointTests(TestDatabases.Postgres, output);
