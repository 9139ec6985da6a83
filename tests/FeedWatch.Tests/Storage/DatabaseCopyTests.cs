using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Tests.Storage;

public sealed class DatabaseCopyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Ways => new()
    {
        { TestDatabases.Sqlite, TestDatabases.Postgres },
        { TestDatabases.Postgres, TestDatabases.Sqlite },
        { TestDatabases.Sqlite, TestDatabases.Sqlite },
        { TestDatabases.Postgres, TestDatabases.Postgres },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task Everything_is_kept_and_new_ids_come_after_the_old_ones(string from, string to)
    {
        await using var room = await FilledAsync(from);
        await using var target = await TestDatabase.CreateAsync(to);

        var rows = await new DatabaseCopy(room.Database, target.Database, room.Time).RunAsync(null, Cancellation);

        Assert.All(new[] { "feed", "listing", "item", "seen", "story", "version", "hit", "outbox", "alert", "send_log", "mute" }, table => Assert.True(rows[table] > 0, table));
        Assert.Equal(await TextAsync(room.Database), await TextAsync(target.Database));
        foreach (var table in new[] { "feed", "item", "story", "version", "hit", "outbox", "alert", "send_log" })
        {
            var (before, next) = (await LastIdAsync(room.Database, table), await NextIdAsync(target.Database, table));
            Assert.True(next > before, $"{table}: {next} after {before}");
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task An_interrupted_copy_goes_on_and_nothing_runs_on_half_of_it(string from, string to)
    {
        await using var room = await FilledAsync(from);
        await using var target = await TestDatabase.CreateAsync(to);
        using var interruption = new CancellationTokenSource();
        var copy = new DatabaseCopy(room.Database, target.Database, room.Time) { Batch = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy.RunAsync(new Interruption("item", interruption), interruption.Token));

        Assert.True(await DatabaseCopy.IsUnfinishedAsync(target.Database, Cancellation));
        Assert.NotEqual(await TextAsync(room.Database), await TextAsync(target.Database));
        await copy.RunAsync(null, Cancellation);

        Assert.False(await DatabaseCopy.IsUnfinishedAsync(target.Database, Cancellation));
        Assert.Equal(await TextAsync(room.Database), await TextAsync(target.Database));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_target_that_holds_something_is_left_alone(string kind)
    {
        await using var room = await FilledAsync(TestDatabases.Sqlite);
        await using var target = await FilledAsync(kind);
        var before = await TextAsync(target.Database);

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => new DatabaseCopy(room.Database, target.Database, room.Time).RunAsync(null, Cancellation));

        Assert.Contains("not empty", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await TextAsync(target.Database));
    }

    [Fact]
    public async Task Half_a_copy_of_another_database_is_left_alone()
    {
        await using var one = await FilledAsync(TestDatabases.Sqlite);
        await using var other = await FilledAsync(TestDatabases.Sqlite);
        await using var target = await TestDatabase.CreateAsync(TestDatabases.Sqlite);
        using var interruption = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new DatabaseCopy(one.Database, target.Database, one.Time) { Batch = 1 }.RunAsync(new Interruption("item", interruption), interruption.Token));

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => new DatabaseCopy(other.Database, target.Database, other.Time).RunAsync(null, Cancellation));

        Assert.Contains("half a copy of", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task An_empty_source_that_never_was_ours_is_refused(string kind)
    {
        await using var source = await TestDatabase.CreateAsync(kind);
        await using var target = await TestDatabase.CreateAsync(TestDatabases.Sqlite);

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => new DatabaseCopy(source.Database, target.Database, TimeProvider.System).RunAsync(null, Cancellation));

        Assert.Contains("feedwatch migrate", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Postgres_that_a_service_works_with_is_not_copied()
    {
        await using var room = await FilledAsync(TestDatabases.Postgres);
        await new Replicas(room.Database).SignAsync("desk-1", "revision", room.Now, room.Now, Cancellation);
        await using var target = await TestDatabase.CreateAsync(TestDatabases.Sqlite);

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => new DatabaseCopy(room.Database, target.Database, room.Time).RunAsync(null, Cancellation));

        Assert.Contains("desk-1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_is_copied_but_the_list_of_running_processes()
    {
        await using var database = await TestDatabase.CreateMigratedAsync(TestDatabases.Sqlite);
        await using var connection = await database.Database.ConnectAsync(Cancellation);
        var tables = await connection.Command("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name").ListAsync(row => row.GetString(0), Cancellation);

        Assert.Equal(tables.Except(["migration", "replica", "secret"]), CopiedTable.All(database.Database).Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Hits, mails sent, keys, a mute: something in every table.</summary>
    private static async Task<Newsroom> FilledAsync(string kind)
    {
        var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Choir);
        await room.PollAndNotifyAsync();
        room.Write("post", Report.Tugs, Report.Choir, Report.Sinking);
        room.Time.Advance(TimeSpan.FromHours(1));
        await room.PollAndNotifyAsync();
        await room.Database.WriteAsync(
            transaction => transaction.Command("insert into mute (recipient, watchlist, topic, at) values ('Ä@example.org', 'desk', '', @at)")
                .With("@at", room.Database.Sql.Moment(room.Now)).ExecuteNonQueryAsync(Cancellation),
            Cancellation);
        return room;
    }

    /// <summary>All rows as text, through the model that both databases share; moments to the millisecond, SQLite's unit.</summary>
    private static async Task<string> TextAsync(Database database)
    {
        await using var read = database.Read();
        var rows = new List<string>();
        foreach (var row in new IQueryable<object>[]
        {
            read.Feeds, read.Listings, read.Items, read.Seen, read.Stories, read.Versions, read.Hits, read.Alerts, read.Outbox, read.SendLog, read.Notices, read.Mutes,
        }.SelectMany(table => table.ToList()))
        {
            var values = row.GetType().GetProperties().Where(property => property.CanWrite).Select(property => property.GetValue(row) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                DateTimeOffset moment => moment.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                var value => value?.ToString() ?? "null",
            });
            rows.Add($"{row.GetType().Name} {string.Join(' ', values)}");
        }

        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    private static Task<long> LastIdAsync(Database database, string table) =>
        database.WriteAsync(transaction => transaction.NumberAsync($"select coalesce(max(id), 0) from {table}", Cancellation), Cancellation);

    private static Task<long> NextIdAsync(Database database, string table) =>
        database.WriteAsync(async transaction => (await Ids.TakeAsync(database, transaction, table, 1, Cancellation))[0], Cancellation);

    /// <summary>Cuts the copy off after the first row of a table.</summary>
    private sealed class Interruption(string table, CancellationTokenSource cancellation) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value)
        {
            if (value.Table == table && value.Done == 1)
            {
                cancellation.Cancel();
            }
        }
    }
}
