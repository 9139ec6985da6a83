using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace FeedWatch.Tests.Storage;

public sealed class IdsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Ids_of_several_tables_are_taken_at_once_and_each_table_counts_for_itself(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);
        (string, int)[] wanted = [("story", 3), ("version", 0), ("hit", 2)];

        var taken = await test.Database.WriteAsync(transaction => Ids.TakeAsync(test.Database, transaction, wanted, Cancellation), Cancellation);

        Assert.Equal([[1, 2, 3], [], [1, 2]], taken);
    }

    /// <summary>On Postgres each value of the sequence stands for many: no two transactions may get the same.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Items_of_transactions_beside_each_other_get_ids_of_their_own_ascending(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);
        var counts = Enumerable.Range(0, 8).Select(i => 1 + (i * 37)).ToList();

        var taken = await Task.WhenAll(counts.Select(count => test.Database.WriteAsync(
            async transaction =>
            {
                var ids = await Ids.TakeAsync(test.Database, transaction, "item", count, Cancellation);
                if (transaction.Connection is SqliteConnection)
                {
                    // What counts there is the highest id that the table ever had.
                    await test.Database.SetLastIdAsync(transaction, "item", ids[^1], Cancellation);
                }

                return ids;
            },
            Cancellation)));

        Assert.Equal(counts, taken.Select(ids => ids.Count));
        Assert.All(taken, ids => Assert.Equal(ids.Order(), ids));
        Assert.Equal(counts.Sum(), taken.SelectMany(ids => ids).Distinct().Count());
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Ids_that_were_used_are_not_taken_again(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        await test.Database.WriteAsync(
            async transaction =>
            {
                var id = (await Ids.TakeAsync(test.Database, transaction, "story", 1, Cancellation))[0];
                await transaction.Command("insert into story (id, created_at, changed_at) values (@id, @at, @at)")
                    .With("@id", id).With("@at", test.Database.Sql.Moment(DateTimeOffset.UnixEpoch)).ExecuteNonQueryAsync(Cancellation);
                await transaction.Command("delete from story").ExecuteNonQueryAsync(Cancellation);
            },
            Cancellation);

        Assert.Equal([2L], await test.Database.WriteAsync(transaction => Ids.TakeAsync(test.Database, transaction, "story", 1, Cancellation), Cancellation));
    }

    /// <summary>Who copies a database goes on behind it, also behind what is gone.</summary>
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task The_last_id_is_no_lower_than_any_that_was_used(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        var (used, last) = await test.Database.WriteAsync(
            async transaction =>
            {
                var ids = await Ids.TakeAsync(test.Database, transaction, "item", 70, Cancellation);
                await transaction.Command("insert into feed (id, key_hash, key, url, next_due) values (1, @hash, 'f', 'https://example.org/feed', @at)")
                    .With("@hash", new byte[] { 1 }).With("@at", test.Database.Sql.Moment(DateTimeOffset.UnixEpoch)).ExecuteNonQueryAsync(Cancellation);
                await transaction.Command("insert into item (id, feed_id, key, first_seen) values (@id, 1, @key, @at)")
                    .With("@id", ids[^1]).With("@key", new byte[] { 1 }).With("@at", test.Database.Sql.Moment(DateTimeOffset.UnixEpoch)).ExecuteNonQueryAsync(Cancellation);
                await transaction.Command("delete from item").ExecuteNonQueryAsync(Cancellation);
                return (ids[^1], await test.Database.LastIdAsync(transaction, "item", Cancellation));
            },
            Cancellation);

        Assert.InRange(last, used, used + 64);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
