using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>The real program is killed between any two things that it asks of its database; the next round must make good for it.</summary>
public abstract class StatementCrashTests(string kind, ITestOutputHelper output)
{
    /// <summary>In long form every statement and every commit is a place; the short form takes one in ninety and one in twenty.</summary>
    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice_when_the_program_is_killed_at_any_statement_or_commit()
    {
        foreach (var (place, step) in new[] { ("transaction.statement", 90), ("transaction.before-commit", 20), ("transaction.committed", 20) })
        {
            var stride = LongForm.IsAsked ? 1 : step;
            for (var passing = stride; ; passing += stride)
            {
                await using var site = await Site.CreateAsync(kind, seed: passing);
                site.Feeds.PublishSome();
                using (var killed = site.Start("poll --once", crashAt: $"{place}#{passing}"))
                {
                    var isLast = await killed.EndAsync() == 0;
                    if (isLast)
                    {
                        var kills = (passing / stride) - 1;
                        output.WriteLine($"{place}: killed {kills} times, at one passing in {stride}");
                        Assert.True(kills > 0, $"{place} was never reached {stride} times");
                        break;
                    }
                }

                await site.LetLeasesEndAsync();
                await site.PollAsync();
                await site.AssertPromiseAsync();
            }
        }
    }
}

public sealed class StatementCrashesOnSqliteTests(ITestOutputHelper output) : StatementCrashTests(TestDatabases.Sqlite, output);

public sealed class StatementCrashesOnPostgresTests(ITestOutputHelper output) : StatementCrashTests(TestDatabases.Postgres, output);
