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
    private static readonly string[] First =
    [
        "migrate.locked", "migrate.record-table", "migrate.step-run", "migrate.step-recorded", "start.migrated", "start.feeds-known",
        "claim.before-commit", "claim.done", "visit.begin", "visit.parsing", "visit.read", "keep.compared", "keep.decided",
        "poll.fenced", "poll.listings-written", "poll.items-written", "poll.stories-written", "poll.hits-written", "poll.before-commit", "poll.committed",
    ];

    private static readonly string[] Second =
    [
        "round.before-release", "round.released", "gather.due", "gather.rendered", "gather.mails-written", "gather.before-commit", "gather.committed",
        "send.claimed", "send.start-logged", "smtp.mail-from", "smtp.recipient", "smtp.data-begun", "smtp.text-sent", "smtp.data-ended", "smtp.accepted",
        "send.answered", "send.state-written", "send.recorded", "send.recorded#3", "transaction.committed#4",
    ];

    public static readonly TheoryData<string, string> Places = [.. First.Zip(Second)];

    [Theory, MemberData(nameof(Places))]
    public async Task Nothing_is_lost_and_nothing_comes_twice_when_the_program_is_killed_at(string first, string second)
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

    /// <summary>In long form every statement and every commit is a place; the short form takes one in sixty and one in fifteen.</summary>
    [Fact]
    public async Task The_same_holds_for_every_statement_and_every_commit()
    {
        var isLong = Environment.GetEnvironmentVariable("FEEDWATCH_SOAK_MINUTES") is not null;
        foreach (var (place, step) in new[] { ("transaction.statement", 60), ("transaction.before-commit", 15), ("transaction.committed", 15) })
        {
            var stride = isLong ? 1 : step;
            for (var passing = stride; ; passing += stride)
            {
                await using var site = await Site.CreateAsync(kind, seed: passing);
                site.Feeds.PublishSome();
                using (var killed = site.Start("poll --once", crashAt: $"{place}#{passing}"))
                {
                    var isLast = await killed.EndAsync() == 0;
                    if (isLast)
                    {
                        output.WriteLine($"{place}: killed at every one of {passing - 1}");
                        break;
                    }
                }

                await site.LetLeasesEndAsync();
                await site.PollAsync();
                await site.AssertPromiseAsync();
            }
        }
    }

    [Fact]
    public async Task The_same_holds_for_the_service_when_it_tidies_and_when_it_quarantines()
    {
        await using var site = await Site.CreateAsync(kind);
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

    private static async Task KillAsync(Site site, string place)
    {
        using var killed = site.Start("poll --once", crashAt: place);
        Assert.True(await killed.EndAsync() == FeedWatchProcess.Killed, $"{place} was not reached:\n{killed.Said}");
        await site.LetLeasesEndAsync();
    }
}

public sealed class CrashPointsOnSqliteTests(ITestOutputHelper output) : CrashPointTests(TestDatabases.Sqlite, output);

public sealed class CrashPointsOnPostgresTests(ITestOutputHelper output) : CrashPointTests(TestDatabases.Postgres, output);
