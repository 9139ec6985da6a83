using System.Diagnostics;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// A day in minutes: every quarter of an hour by a clock that is put forward, all items of all feeds are new, mails are made and
/// written, and what need not be kept is forgotten. What the program holds, and what a stored row takes, in the evening, against noon.
/// </summary>
public static class DayBenchmarks
{
    private const int Feeds = 200;
    private const int Topics = 1_000;
    private const int RoundsADay = 96;

    /// <summary>Threads that the pool has more or fewer of as work comes and goes. One that is left behind now and then would be many more by the evening.</summary>
    private const int PoolThreads = 4;
    private static readonly TimeSpan Step = TimeSpan.FromDays(1) / RoundsADay;

    /// <summary>A quarter of the day: from then on as much is forgotten as comes in.</summary>
    private static readonly KeepSettings Keep = new() { Items = TimeSpan.FromHours(6) };

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 37, watchedFrom: 2_000);
        var topics = RoundLoad.Quietest(samples, Topics);
        await using var publisher = new LoopbackPublisher(samples, Feeds);
        await publisher.StartAsync();
        foreach (var kind in new[] { TestDatabases.Postgres, TestDatabases.Sqlite })
        {
            var clock = new ClockPutForward(-TimeSpan.FromDays(1)); // ends now: the databases have clocks of their own
            await using var load = await RoundLoad.StartAsync(kind, publisher.Urls, topics, time: clock);
            Standing? noon = null, evening = null;
            var threads = new List<double>();
            for (var round = 1; round <= RoundsADay; round++)
            {
                clock.Ahead += Step;
                publisher.Publish();
                await load.RoundAsync();
                await load.Engine.Notifier.NotifyAsync(load.Configuration, gatheringIsOver: true, null, CancellationToken.None, CancellationToken.None);
                if (round % 4 == 0)
                {
                    await new Retention(load.Engine.Database).TidyAsync(Keep, clock.GetUtcNow(), null, CancellationToken.None);
                    await VacuumAsync(load.Engine.Database);
                }

                using (var process = Process.GetCurrentProcess())
                {
                    threads.Add(process.Threads.Count);
                }

                noon = round == RoundsADay / 2 ? await Standing.ReadAsync(load.Engine.Database) : noon;
                evening = round == RoundsADay ? await Standing.ReadAsync(load.Engine.Database) : evening;
            }

            yield return Row($"a day, memory, {kind}", noon!.Memory, evening!.Memory, "MiB", 1 << 20);
            yield return Row($"a day, handles, {kind}", noon.Handles, evening.Handles, "open", 1);
            yield return Row($"a day, threads, {kind}", threads.Take(RoundsADay / 2).Median(), threads.Skip(RoundsADay / 2).Median(), "running", 1, PoolThreads);
            if (noon.ItemBytes is { } before && evening.ItemBytes is { } after)
            {
                yield return Row($"a day, room for items, {kind}", before, after, "MiB", 1 << 20);
            }
        }
    }

    /// <summary>What Postgres does by itself, some minutes after much was deleted: an hour is about a second here.</summary>
    private static async Task VacuumAsync(Database database)
    {
        if (database.IsPostgres)
        {
            await using var connection = await database.ConnectAsync(CancellationToken.None);
            await connection.Command("vacuum").ExecuteNonQueryAsync();
        }
    }

    /// <param name="swing">So much more says nothing.</param>
    private static BenchmarkRow Row(string name, double noon, double evening, string unit, double divisor, double swing = 0) =>
        new(name, (noon + swing) / evening, 0.9, 1, $"{evening / divisor:n1} {unit} in the evening, {noon / divisor:n1} at noon");

    /// <summary>What is held at one moment.</summary>
    /// <param name="Memory">Bytes that live in the heap.</param>
    /// <param name="ItemBytes">Of the items' table with its indexes, room of forgotten rows included; null on SQLite, which uses such room again at once.</param>
    private sealed record Standing(long Memory, int Handles, long? ItemBytes)
    {
        public static async Task<Standing> ReadAsync(Database database)
        {
            await using var connection = await database.ConnectAsync(CancellationToken.None);
            long? bytes = database.IsPostgres ? (await connection.Command("select pg_total_relation_size('item')").ListAsync(row => row.GetInt64(0), CancellationToken.None))[0] : null;
            return new Standing(GC.GetTotalMemory(forceFullCollection: true), Directory.GetFiles("/proc/self/fd").Length, bytes);
        }
    }

    private sealed class ClockPutForward(TimeSpan ahead) : TimeProvider
    {
        public TimeSpan Ahead { get; set; } = ahead;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
