using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FeedWatch.Storage;

/// <summary>Thrown when the database is not one we can use: newer, damaged, not ours, not writable. The text says what to do.</summary>
public sealed class DatabaseUnusableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Tells a database that is away, or full, from a bug of ours.</summary>
public static class DatabaseFault
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int SqliteCorrupt = 11;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;
    private const int SqlitePrimaryKeyTaken = 1555;

    /// <summary>True when trying again later may help: the unit of work was not committed, and nothing of ours is wrong.</summary>
    public static bool IsAway(Exception fault) => fault switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("08", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("53", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("58", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("28", StringComparison.Ordinal)
            || postgres.SqlState is "3D000" or "25006" or "42501",
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteReadOnly or SqliteInputOutput or SqliteFull or SqliteCannotOpen,
        SocketException or TimeoutException => true,
        _ => fault.InnerException is not null && IsAway(fault.InnerException),
    };

    /// <summary>True when it is there and may be read, but takes nothing: its disk is full, or it may only be read.</summary>
    public static bool TakesNothing(Exception fault) => fault switch
    {
        PostgresException postgres => postgres.SqlState is "53100" or "25006",
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteFull or SqliteReadOnly or SqliteInputOutput,
        _ => fault.InnerException is not null && TakesNothing(fault.InnerException),
    };

    /// <summary>True when the file is broken: trying again does not help, a backup does.</summary>
    public static bool IsDamaged(Exception fault) => fault is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase }
        || (fault.InnerException is not null && IsDamaged(fault.InnerException));

    /// <summary>True when a row with this primary key is there already.</summary>
    public static bool IsKeyTaken(Exception fault) => fault
        is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } or SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKeyTaken };

    /// <summary>One sentence for people; never a stack trace, never a connection string.</summary>
    public static string Sentence(Exception fault) => fault switch
    {
        PostgresException postgres => $"Postgres says: {postgres.MessageText} ({postgres.SqlState}).{Remedy(postgres.SqlState)}",
        SqliteException { SqliteErrorCode: SqliteFull } => "The disk is full: SQLite could not write. Make room; FeedWatch goes on by itself.",
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } damaged =>
            $"The SQLite file is damaged: {damaged.Message} Restore it from a backup, or move it away to start anew.",
        SqliteException sqlite => $"SQLite says: {sqlite.Message}",
        DatabaseUnusableException unusable => unusable.Message,
        _ => $"The database cannot be reached: {(fault.InnerException ?? fault).Message.TrimEnd('.')}. Is it running, and does storage.postgres name its host and port?",
    };

    private static string Remedy(string state) => state switch
    {
        "28000" or "28P01" => " Set the user in storage.postgres and its password to what Postgres knows.",
        "3D000" => " Create the database, or name another in storage.postgres.",
        "42501" => " Give the user the right to create a schema in the database.",
        "53100" => " Make room on its disk; FeedWatch goes on by itself.",
        "53300" => " Raise max_connections, or run fewer replicas.",
        _ => string.Empty,
    };
}
