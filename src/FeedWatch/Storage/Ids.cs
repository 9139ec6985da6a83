using System.Data.Common;
using System.Globalization;

namespace FeedWatch.Storage;

/// <summary>Ids taken before the rows are written, so that rows that refer to each other go out in one statement a table.</summary>
internal static class Ids
{
    /// <summary>The highest id that <paramref name="table"/> ever gave; 0 when it gave none.</summary>
    public static async Task<long> LastIdAsync(this Database database, DbTransaction transaction, string table, CancellationToken cancellation)
    {
        var highest = await transaction.NumberAsync($"select coalesce(max(id), 0) from {table}", cancellation);
        var given = await transaction.NumberAsync(
            database.IsPostgres
                ? $"select coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')), 0)"
                : $"select coalesce(max(seq), 0) from sqlite_sequence where name = '{table}'",
            cancellation);
        return Math.Max(highest, given);
    }

    /// <summary>The next id will be higher than <paramref name="last"/>.</summary>
    public static async Task SetLastIdAsync(this Database database, DbTransaction transaction, string table, long last, CancellationToken cancellation)
    {
        if (last == 0)
        {
            return;
        }

        if (database.IsPostgres)
        {
            await transaction.Command($"select setval(pg_get_serial_sequence('{table}', 'id'), @last)").With("@last", last).ExecuteNonQueryAsync(cancellation);
            return;
        }

        await transaction.Command("delete from sqlite_sequence where name = @table").With("@table", table).ExecuteNonQueryAsync(cancellation);
        await transaction.Command("insert into sqlite_sequence (name, seq) values (@table, @last)").With("@table", table).With("@last", last).ExecuteNonQueryAsync(cancellation);
    }

    /// <summary><paramref name="count"/> ids of <paramref name="table"/>, ascending.</summary>
    public static async Task<IReadOnlyList<long>> TakeAsync(Database database, DbTransaction transaction, string table, int count, CancellationToken cancellation)
    {
        if (count == 0)
        {
            return [];
        }

        if (database.IsPostgres)
        {
            // The sequence is looked up once, not for every id; and all of them are one value, not a row each.
            return (await transaction.Command($"select array_agg(nextval(s.name)) from (select pg_get_serial_sequence('{table}', 'id')::regclass as name offset 0) s, generate_series(1, @count)")
                .With("@count", count).ListAsync(row => row.GetFieldValue<long[]>(0), cancellation))[0];
        }

        // The transaction holds SQLite's only write lock, and an autoincrement table remembers the highest id it ever had.
        var last = await transaction.Command("select coalesce(max(seq), 0) from sqlite_sequence where name = @table")
            .With("@table", table).ExecuteScalarAsync(cancellation);
        var first = Convert.ToInt64(last, CultureInfo.InvariantCulture) + 1;
        return Enumerable.Range(0, count).Select(i => first + i).ToList();
    }
}
