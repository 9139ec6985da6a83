using System.Data.Common;
using System.Diagnostics;
using FeedWatch.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedWatch.Storage;

/// <summary>The database that holds everything: Postgres when a connection string is set, else one SQLite file.</summary>
public sealed class Database : IDisposable
{
    /// <summary>All tables live in this schema on Postgres.</summary>
    public const string Schema = "feedwatch";

    /// <summary>
    /// A replica that is frozen in the middle of a transaction must not hold up the others for long: the server ends it, which gives
    /// its locks back. And no statement of ours is worth compiling: the server would, by its guesses, for 50 ms a time.
    /// </summary>
    private const string SessionOptions = "-c idle_in_transaction_session_timeout=60000 -c jit=off";

    /// <summary>Where only the data folder can be written, SQLite finds no place for the files of temporary tables and large sorts.</summary>
    private const string TemporaryInMemory = "pragma temp_store = memory;";

    /// <summary>Longer than any wait between two attempts.</summary>
    private static readonly TimeSpan RefusalStands = TimeSpan.FromSeconds(35);

    private readonly NpgsqlDataSource? _postgres;
    private readonly string? _sqlite;
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);
    private volatile Refusal? _refusal;

    private Database(NpgsqlDataSource? postgres, string? sqlite)
    {
        _postgres = postgres;
        _sqlite = sqlite;
        Sql = new SqlDialect(postgres is not null);
    }

    /// <summary>How the two databases spell the same thing.</summary>
    public SqlDialect Sql { get; }

    public bool IsPostgres => _postgres is not null;

    /// <summary>The SQLite file; null on Postgres.</summary>
    public string? File => _sqlite;

    /// <summary>Folder of the SQLite file; null on Postgres.</summary>
    public string? Folder => _sqlite is null ? null : Path.GetDirectoryName(_sqlite);

    /// <summary>What people read: the SQLite file, or host and name of the Postgres database. No secrets.</summary>
    public string Description
    {
        get
        {
            if (_postgres is null)
            {
                return $"SQLite {_sqlite}";
            }

            var parts = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString);
            return $"Postgres {parts.Host}/{parts.Database}";
        }
    }

    /// <summary>Why nothing more can be written (disk full, read-only), although reading may work; null when all is well.</summary>
    /// <remarks>An empty transaction also commits on a full disk, so a failure stands until everybody who waits has tried again.</remarks>
    public string? Trouble => _refusal is { } refusal && Stopwatch.GetElapsedTime(refusal.At) < RefusalStands ? refusal.Reason : null;

    /// <summary>The database that <paramref name="settings"/> name; nothing is opened yet.</summary>
    /// <param name="dataFolder">Where the SQLite file lives.</param>
    public static Database Open(StorageSettings settings, string dataFolder) => string.IsNullOrWhiteSpace(settings.Postgres)
        ? OpenSqlite(Path.Combine(Path.GetFullPath(dataFolder), "feedwatch.db"))
        : OpenPostgres(settings.Postgres);

    public static Database OpenSqlite(string file) => new(null, file);

    /// <exception cref="DatabaseUnusableException">The connection string holds something that Npgsql does not know.</exception>
    public static Database OpenPostgres(string connectionString)
    {
        var parts = Parts(connectionString);
        parts.SearchPath = Schema;
        if (!parts.ShouldSerialize("Maximum Pool Size"))
        {
            parts.MaxPoolSize = 10;
        }

        if (!parts.ShouldSerialize("Connection Idle Lifetime") && !parts.ShouldSerialize("Connection Pruning Interval")) // the driver wants the one longer than the other
        {
            parts.ConnectionIdleLifetime = 30; // the driver's five minutes keep others, and our own Quartz, waiting where connections are few
        }

        parts.Options = string.IsNullOrEmpty(parts.Options) ? SessionOptions : $"{SessionOptions} {parts.Options}";

        return new(new NpgsqlDataSourceBuilder(parts.ConnectionString).Build(), null);
    }

    /// <summary>
    /// The connection string with what all our connections share, for Quartz, which opens its own. It keeps none: where the server allows few, idle ones of
    /// a second pool would shut out the first.
    /// </summary>
    /// <inheritdoc cref="OpenPostgres"/>
    public static string Completed(string connectionString)
    {
        var parts = Parts(connectionString);
        parts.Pooling = false;
        return parts.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parts(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "feedwatch" };
        }
        catch (ArgumentException fault)
        {
            throw new DatabaseUnusableException($"The connection string cannot be used: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }

        // Kerberos is for those who ask for it: without its library, as in the image, the driver complains at every start.
        if (!parts.ShouldSerialize("GSS Encryption Mode"))
        {
            parts.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        return parts;
    }

    /// <summary>A context for reading with LINQ.</summary>
    public FeedWatchContext Read()
    {
        var options = new DbContextOptionsBuilder<FeedWatchContext>().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        _ = _postgres is not null
            ? options.UseNpgsql(_postgres)
            : options.UseSqlite(SqliteForReading(), contextOwnsConnection: true);
        return new FeedWatchContext(options.Options, IsPostgres);
    }

    /// <summary>An open connection.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellation)
    {
        if (_postgres is not null)
        {
            return await _postgres.OpenConnectionAsync(cancellation);
        }

        var connection = new SqliteConnection(SqliteConnectionString(SqliteOpenMode.ReadWriteCreate));
        try
        {
            await connection.OpenAsync(cancellation);
            using var command = connection.CreateCommand();

            command.CommandText = "pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 30000;" + TemporaryInMemory;
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits. A passing fault (deadlock, serialisation, a connection that
    /// the server cut) repeats the whole unit on a fresh connection, at most five times; anything else is the caller's.
    /// </summary>
    /// <remarks>SQLite has one writer: writers queue in the process, and <c>BEGIN IMMEDIATE</c> queues processes.</remarks>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        if (!IsPostgres)
        {
            await _sqliteWriter.WaitAsync(cancellation);
        }

        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await using var connection = await ConnectAsync(cancellation);
                    await using var transaction = connection is SqliteConnection sqlite
                        ? sqlite.BeginTransaction(deferred: false)
                        : await connection.BeginTransactionAsync(cancellation);
                    var result = await work(transaction);
                    CrashPoints.Reach("transaction.before-commit");
                    await transaction.CommitAsync(cancellation);
                    CrashPoints.Reach("transaction.committed");
                    return result;
                }
                catch (Exception fault) when (DatabaseFault.TakesNothing(fault))
                {
                    _refusal = new Refusal(DatabaseFault.Sentence(fault), Stopwatch.GetTimestamp());
                    throw;
                }
                catch (PostgresException fault) when (fault.IsTransient && attempt < 5 && !DatabaseFault.IsAway(fault))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellation);
                }
            }
        }
        finally
        {
            if (!IsPostgres)
            {
                _sqliteWriter.Release();
            }
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancellation) => WriteAsync(
        async transaction =>
        {
            await work(transaction);
            return true;
        },
        cancellation);

    public void Dispose()
    {
        _postgres?.Dispose();
        if (_sqlite is not null)
        {
            using var connection = new SqliteConnection(SqliteConnectionString(SqliteOpenMode.ReadWriteCreate));
            SqliteConnection.ClearPool(connection);
        }

        _sqliteWriter.Dispose();
    }

    /// <summary>Closed; it is prepared when it is opened.</summary>
    private SqliteConnection SqliteForReading()
    {
        var connection = new SqliteConnection(SqliteConnectionString(SqliteOpenMode.ReadWrite));
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == System.Data.ConnectionState.Open)
            {
                using var command = connection.CreateCommand();
                command.CommandText = TemporaryInMemory;
                command.ExecuteNonQuery();
            }
        };
        return connection;
    }

    private string SqliteConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = _sqlite,
        Mode = mode,
        DefaultTimeout = 30,
    }.ConnectionString;

    /// <param name="At">Monotonic time stamp.</param>
    private sealed record Refusal(string Reason, long At);
}
