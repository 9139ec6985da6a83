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
                ? $"select coalesce(pg_sequence_last_value(seqrelid) + seqincrement - 1, 0) from pg_sequence where seqrelid = {Sequence(table)}"
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
    public static async Task<IReadOnlyList<long>> TakeAsync(Database database, DbTransaction transaction, string table, int count, CancellationToken cancellation) =>
        (await TakeAsync(database, transaction, [(table, count)], cancellation))[0];

    /// <summary>So many ids of each table, ascending.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<long>>> TakeAsync(
        Database database, DbTransaction transaction, IReadOnlyList<(string Table, int Count)> wanted, CancellationToken cancellation)
    {
        if (database.IsPostgres)
        {
            // The sequence is looked up once, not for every id; and what it gives are one value, not a row each.
            var sequences = wanted.Select((ids, i) =>
                $"""
                (select array_agg(nextval(s.seqrelid)), min(s.seqincrement)
                from (select seqrelid, seqincrement from pg_sequence where seqrelid = {Sequence(ids.Table)} offset 0) s,
                    generate_series(1, (@count{i} + s.seqincrement - 1) / s.seqincrement)) as taken{i}
                """);
            var command = transaction.Command($"select * from {string.Join(", ", sequences)}");
            for (var i = 0; i < wanted.Count; i++)
            {
                command.With($"@count{i}", wanted[i].Count);
            }

            return (await command.ListAsync(
                row => wanted.Select((ids, i) => row.IsDBNull(2 * i) ? [] : From(row.GetFieldValue<long[]>(2 * i), row.GetInt64((2 * i) + 1), ids.Count)).ToList(), cancellation))[0];
        }

        var taken = new List<IReadOnlyList<long>>();
        foreach (var (table, count) in wanted)
        {
            // The transaction holds SQLite's only write lock, and an autoincrement table remembers the highest id it ever had.
            var last = await transaction.Command("select coalesce(max(seq), 0) from sqlite_sequence where name = @table")
                .With("@table", table).ExecuteScalarAsync(cancellation);
            var first = Convert.ToInt64(last, CultureInfo.InvariantCulture) + 1;
            taken.Add(Enumerable.Range(0, count).Select(i => first + i).ToList());
        }

        return taken;
    }

    /// <summary>A sequence may count in steps: then each of its values stands for all ids up to the next.</summary>
    private static List<long> From(long[] starts, long step, int count)
    {
        var ids = new List<long>(count);
        foreach (var start in starts)
        {
            for (var id = start; id < start + step && ids.Count < count; id++)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private static string Sequence(string table) => $"pg_get_serial_sequence('{table}', 'id')::regclass";
}
