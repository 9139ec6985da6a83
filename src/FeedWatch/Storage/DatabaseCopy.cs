using System.Data;
using System.Data.Common;

namespace FeedWatch.Storage;

/// <summary>How far a copy is.</summary>
public sealed record CopyProgress(string Table, long Done, long Total);

/// <summary>
/// Copies everything from one database to another, of either kind, ids included. The target carries a mark until the last row is
/// in: nothing runs on half a copy, and a copy that was interrupted goes on behind the rows that are there.
/// </summary>
public sealed class DatabaseCopy(Database source, Database target, TimeProvider time)
{
    private const string Mark = "unfinished_copy";
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<CopiedTable> _tables = CopiedTable.All(source);

    /// <summary>Rows in one transaction.</summary>
    public int Batch { get; init; } = 2000;

    /// <returns>Rows in the target, by table.</returns>
    /// <exception cref="DatabaseUnusableException">The source is in use or not at this version, or the target holds something else.</exception>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(IProgress<CopyProgress>? progress, CancellationToken cancellation)
    {
        if (!await new Migrator(source, time).IsCurrentAsync(cancellation))
        {
            throw new DatabaseUnusableException($"{source.Description} is not a FeedWatch database of this version. Name another, or run feedwatch migrate on it first.");
        }

        await using var connection = await source.ConnectAsync(cancellation);
        // One view of the source, whatever happens to it meanwhile.
        await using var reading = await connection.BeginTransactionAsync(source.IsPostgres ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable, cancellation);
        await RefuseBusyAsync(reading, cancellation);
        await new Migrator(target, time).MigrateAsync(cancellation);
        await MarkAsync(cancellation);
        foreach (var table in _tables)
        {
            await CopyAsync(table, reading, progress, cancellation);
        }

        return await FinishAsync(reading, cancellation);
    }

    /// <summary>True when <paramref name="database"/> is half a copy: nothing may poll or send with it.</summary>
    public static async Task<bool> IsUnfinishedAsync(Database database, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        return await SourceOfCopyAsync(database, transaction, cancellation) is not null;
    }

    /// <summary>A service that writes would leave the copy behind without a word.</summary>
    private async Task RefuseBusyAsync(DbTransaction reading, CancellationToken cancellation)
    {
        var names = await reading.Command("select name from replica where seen_at > @since order by name").With("@since", source.Sql.Moment(time.GetUtcNow() - Alive))
            .ListAsync(row => row.GetString(0), cancellation);
        if (source.IsPostgres && names.Count > 0)
        {
            throw new DatabaseUnusableException($"{names[0]} works with {source.Description}. Stop it, wait {Alive.TotalSeconds:F0} seconds, and copy then.");
        }

        if (await SourceOfCopyAsync(source, reading, cancellation) is not null)
        {
            throw new DatabaseUnusableException($"{source.Description} is itself half a copy. Finish that one first.");
        }
    }

    /// <summary>Takes an empty target, or the one that an earlier copy from here left.</summary>
    private Task MarkAsync(CancellationToken cancellation) => target.WriteAsync(
        async transaction =>
        {
            await target.Sql.LockAsync(transaction, LockKeys.Migration, cancellation);
            if (await SourceOfCopyAsync(target, transaction, cancellation) is { } earlier)
            {
                if (earlier != source.Description)
                {
                    throw new DatabaseUnusableException($"{target.Description} is half a copy of {earlier}. Finish that one, or name an empty database.");
                }

                return;
            }

            foreach (var table in _tables)
            {
                if (await table.CountAsync(transaction, cancellation) > 0)
                {
                    throw new DatabaseUnusableException($"{target.Description} is not empty: its table {table.Name} has rows. Name an empty database.");
                }
            }

            await transaction.Command($"create table {Mark} (source text not null)").ExecuteNonQueryAsync(cancellation);
            await transaction.Command($"insert into {Mark} (source) values (@source)").With("@source", source.Description).ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    private async Task CopyAsync(CopiedTable table, DbTransaction reading, IProgress<CopyProgress>? progress, CancellationToken cancellation)
    {
        var total = await table.CountAsync(reading, cancellation);
        var done = await target.WriteAsync(transaction => table.CountAsync(transaction, cancellation), cancellation);
        progress?.Report(new CopyProgress(table.Name, done, total));
        await using var select = table.Select(reading, skip: done);
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(table.Read(source, reader));
            if (rows.Count == Batch)
            {
                await SaveAsync();
            }
        }

        await SaveAsync();

        async Task SaveAsync()
        {
            if (rows.Count == 0)
            {
                return;
            }

            await target.WriteAsync(transaction => table.WriteAsync(target, transaction, rows, cancellation), cancellation);
            done += rows.Count;
            rows.Clear();
            progress?.Report(new CopyProgress(table.Name, done, total));
        }
    }

    /// <summary>Compares, lets numbers go on where they were, and takes the mark away.</summary>
    private Task<Dictionary<string, long>> FinishAsync(DbTransaction reading, CancellationToken cancellation) => target.WriteAsync(
        async transaction =>
        {
            var counts = new Dictionary<string, long>();
            foreach (var table in _tables)
            {
                counts[table.Name] = await table.CountAsync(transaction, cancellation);
                if (counts[table.Name] != await table.CountAsync(reading, cancellation))
                {
                    throw new DatabaseUnusableException($"The table {table.Name} of {source.Description} has changed since the copy began. Stop what writes there, and copy into an empty database.");
                }

                if (table.HasId)
                {
                    await target.SetLastIdAsync(transaction, table.Name, await source.LastIdAsync(reading, table.Name, cancellation), cancellation);
                }
            }

            await LinkSecret.ReplaceAsync(transaction, await LinkSecret.ReadAsync(reading, cancellation), cancellation);
            await transaction.Command($"drop table {Mark}").ExecuteNonQueryAsync(cancellation);
            return counts;
        },
        cancellation);

    /// <summary>What <paramref name="database"/> is an unfinished copy of; null when it is none.</summary>
    private static async Task<string?> SourceOfCopyAsync(Database database, DbTransaction transaction, CancellationToken cancellation)
    {
        var sql = database.IsPostgres
            ? $"select count(*) from information_schema.tables where table_schema = '{Database.Schema}' and table_name = '{Mark}'"
            : $"select count(*) from sqlite_master where type = 'table' and name = '{Mark}'";
        return await transaction.NumberAsync(sql, cancellation) == 0
            ? null
            : (string?)await transaction.Command($"select source from {Mark}").ExecuteScalarAsync(cancellation);
    }
}
