using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FeedWatch.Storage;

/// <summary>
/// How Postgres and SQLite spell the same thing, so that every statement is written once. Moments are <c>timestamptz</c> on
/// Postgres and milliseconds since 1970 (UTC) on SQLite.
/// </summary>
public sealed class SqlDialect(bool isPostgres)
{
    /// <summary>The database's own clock, which leases use.</summary>
    public string Now { get; } = isPostgres ? "clock_timestamp()" : "cast(unixepoch('subsec') * 1000 as integer)";

    /// <summary>Locks the rows that a claim picks and passes over those that another replica has.</summary>
    public string SkipLocked { get; } = isPostgres ? "for update skip locked" : string.Empty;

    /// <summary>
    /// Begins a statement that takes the first few rows in the order of an index. Left to itself the server believes that few fit, collects all that do
    /// (a bitmap) and sorts them; it also never learns which entries of the index are dead. Holds until the transaction ends.
    /// </summary>
    public string InOrderOfIndexes { get; } = isPostgres ? "set local enable_bitmapscan = off; " : string.Empty;

    /// <summary>The database's clock, <paramref name="offset"/> from now.</summary>
    public string NowPlus(TimeSpan offset) => isPostgres
        ? string.Create(CultureInfo.InvariantCulture, $"clock_timestamp() + interval '{offset.TotalMilliseconds:F0} milliseconds'")
        : string.Create(CultureInfo.InvariantCulture, $"cast(unixepoch('subsec') * 1000 as integer) + {offset.TotalMilliseconds:F0}");

    /// <summary>A moment and some seconds, both SQL expressions.</summary>
    public string Later(string moment, string seconds) => isPostgres ? $"{moment} + ({seconds}) * interval '1 second'" : $"{moment} + ({seconds}) * 1000";

    /// <summary>A moment as a parameter.</summary>
    public object Moment(DateTimeOffset? moment) => moment is not { } value
        ? DBNull.Value
        : isPostgres ? value.ToUniversalTime() : value.ToUnixTimeMilliseconds();

    /// <summary>A moment out of a row.</summary>
    public DateTimeOffset? Moment(DbDataReader reader, int column) => reader.IsDBNull(column)
        ? null
        : isPostgres
            ? new DateTimeOffset(reader.GetFieldValue<DateTime>(column), TimeSpan.Zero)
            : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>An empty set of rows to hand to a statement.</summary>
    public RowSet Rows() => new(isPostgres);

    /// <summary>Serialises all who ask for the same <paramref name="key"/> until the transaction ends. SQLite has one writer anyway.</summary>
    public async Task LockAsync(DbTransaction transaction, long key, CancellationToken cancellation)
    {
        if (isPostgres)
        {
            await transaction.Command("select pg_advisory_xact_lock(@key)").With("@key", key).ExecuteNonQueryAsync(cancellation);
        }
    }
}

/// <summary>The keys of the locks that serialise decisions across replicas.</summary>
public static class LockKeys
{
    public const long Migration = 0x466565640001;
    public const long Stories = 0x466565640002;
    public const long Gathering = 0x466565640003;
    public const long Claims = 0x466565640004;
}

/// <summary>Small helpers that keep statements readable.</summary>
public static class CommandExtensions
{
    public static DbCommand Command(this DbTransaction transaction, string sql)
    {
        CrashPoints.Reach("transaction.statement");
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    /// <summary>A transaction that only reads. On SQLite an ordinary one begins as a writer: it would wait for others, and make them wait.</summary>
    public static async Task<DbTransaction> BeginReadingAsync(this DbConnection connection, CancellationToken cancellation) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : await connection.BeginTransactionAsync(cancellation);

    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Adds the parameters that <paramref name="rows"/> stand for.</summary>
    public static DbCommand With(this DbCommand command, RowSet rows)
    {
        rows.AddTo(command);
        return command;
    }

    /// <summary>The one number that <paramref name="sql"/> gives.</summary>
    public static async Task<long> NumberAsync(this DbTransaction transaction, string sql, CancellationToken cancellation)
    {
        await using var command = transaction.Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>Sends statements together, so that the server is waited for once; on SQLite, which is in the process, they run one after the other.</summary>
    public static async Task ExecuteTogetherAsync(this IReadOnlyCollection<DbCommand> commands, CancellationToken cancellation)
    {
        if (commands.FirstOrDefault()?.Connection is NpgsqlConnection postgres)
        {
            await using var batch = postgres.CreateBatch();
            foreach (var command in commands)
            {
                var parameters = command.Parameters.Cast<NpgsqlParameter>().ToArray();
                command.Parameters.Clear(); // a parameter belongs to one statement
                var statement = new NpgsqlBatchCommand(command.CommandText);
                statement.Parameters.AddRange(parameters);
                batch.BatchCommands.Add(statement);
                await command.DisposeAsync();
            }

            await batch.ExecuteNonQueryAsync(cancellation);
            return;
        }

        foreach (var command in commands)
        {
            await using (command)
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
    }

    public static async Task<List<T>> ListAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var list = new List<T>();
            while (await reader.ReadAsync(cancellation))
            {
                list.Add(row(reader));
            }

            return list;
        }
    }

    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[]? Bytes(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
