using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace FeedWatch.Storage;

/// <summary>Brings the database to the version this program knows: numbered, embedded SQL files, each in its own transaction under a lock.</summary>
public sealed class Migrator(Database database, TimeProvider time)
{
    /// <summary>Older servers get no security fixes any more.</summary>
    private const int OldestPostgres = 14;

    private sealed record Step(int Version, string Name, string Sql, string Checksum);

    /// <summary>Applies what is missing. Many replicas may call it at once.</summary>
    /// <returns>Names of the steps applied now.</returns>
    /// <exception cref="DatabaseUnusableException">The database is newer than this program, changed by hand, or not ours.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation)
    {
        var known = Steps();
        if (!database.IsPostgres)
        {
            PrepareFile();
        }

        var names = await database.WriteAsync(
            async transaction =>
            {
                RefuseOldServer((transaction.Connection as NpgsqlConnection)?.PostgreSqlVersion);
                await database.Sql.LockAsync(transaction, LockKeys.Migration, cancellation);
                CrashPoints.Reach("migrate.locked");
                var applied = await AppliedAsync(transaction, cancellation);
                CrashPoints.Reach("migrate.record-table");
                Verify(applied, known);
                var done = new List<string>();
                foreach (var step in known.Skip(applied.Count))
                {
                    await ApplyAsync(transaction, step, cancellation);
                    done.Add(step.Name);
                }

                return done;
            },
            cancellation);
        await UseWriteAheadLogAsync(cancellation);
        return names;
    }

    /// <summary>True when nothing is missing; changes nothing.</summary>
    /// <exception cref="DatabaseUnusableException">As <see cref="MigrateAsync"/>.</exception>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellation)
    {
        if (!database.IsPostgres && !File.Exists(database.File))
        {
            return false;
        }

        await using var connection = await database.ConnectAsync(cancellation);
        await using var transaction = await connection.BeginReadingAsync(cancellation);
        if (!await HasTableAsync(transaction, cancellation))
        {
            return false;
        }

        var known = Steps();
        var applied = await ReadAppliedAsync(transaction, cancellation);
        Verify(applied, known);
        return applied.Count == known.Count;
    }

    /// <summary>The file remembers it. Only once it is known to be ours: the setting is written into the file.</summary>
    private async Task UseWriteAheadLogAsync(CancellationToken cancellation)
    {
        if (!database.IsPostgres)
        {
            await using var connection = await database.ConnectAsync(cancellation);
            await using var command = connection.Command("pragma journal_mode = wal");
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <param name="server">Null when it is no Postgres.</param>
    internal static void RefuseOldServer(Version? server)
    {
        if (server is not null && server.Major < OldestPostgres)
        {
            throw new DatabaseUnusableException($"The server is Postgres {server}, too old for FeedWatch. Upgrade it to {OldestPostgres} or newer.");
        }
    }

    private void PrepareFile()
    {
        var file = database.File!;
        try
        {
            Directory.CreateDirectory(database.Folder!);
            if (File.Exists(file))
            {
                using var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                Span<byte> header = stackalloc byte[16];
                var read = stream.ReadAtLeast(header, 16, throwOnEndOfStream: false);
                if (read > 0 && !header[..read].SequenceEqual("SQLite format 3\0"u8))
                {
                    throw new DatabaseUnusableException($"{file} is not a SQLite database, or is damaged. Restore it from a backup, or move it away to start anew.");
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnusableException($"The data folder cannot be written: {fault.Message.TrimEnd('.')}. Give the user who runs FeedWatch the right to write there, or name another folder with --data.", fault);
        }
    }

    private async Task<List<(int Version, string Name, string Checksum)>> AppliedAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        if (!await HasTableAsync(transaction, cancellation))
        {
            await RefuseForeignAsync(transaction, cancellation);
            if (database.IsPostgres)
            {
                await transaction.Command($"create schema if not exists {Database.Schema}").ExecuteNonQueryAsync(cancellation);
            }

            var moment = database.IsPostgres ? "timestamptz" : "integer";
            await transaction.Command($"create table migration (version integer primary key, name text not null, checksum text not null, applied_at {moment} not null)")
                .ExecuteNonQueryAsync(cancellation);
        }

        return await ReadAppliedAsync(transaction, cancellation);
    }

    private static Task<List<(int Version, string Name, string Checksum)>> ReadAppliedAsync(DbTransaction transaction, CancellationToken cancellation) =>
        transaction.Command("select version, name, checksum from migration order by version")
            .ListAsync(row => (row.GetInt32(0), row.GetString(1), row.GetString(2)), cancellation);

    private async Task<bool> HasTableAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        var sql = database.IsPostgres
            ? $"select count(*) from information_schema.tables where table_schema = '{Database.Schema}' and table_name = 'migration'"
            : "select count(*) from sqlite_master where type = 'table' and name = 'migration'";
        return Convert.ToInt64(await transaction.Command(sql).ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>Tables without our migration record are somebody else's: never write into them.</summary>
    private async Task RefuseForeignAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        var sql = database.IsPostgres
            ? $"select count(*) from information_schema.tables where table_schema = '{Database.Schema}' and table_name not like 'qrtz_%'"
            : "select count(*) from sqlite_master where type = 'table' and name not like 'sqlite_%'";
        if (Convert.ToInt64(await transaction.Command(sql).ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) > 0)
        {
            throw new DatabaseUnusableException($"{database.Description} holds tables that are not FeedWatch's. Name another database or data folder.");
        }
    }

    private void Verify(List<(int Version, string Name, string Checksum)> applied, List<Step> known)
    {
        if (applied.Count > known.Count)
        {
            throw new DatabaseUnusableException(
                $"{database.Description} is at version {applied[^1].Version}, newer than this program knows ({known.Count}). Start the newer program, or restore the backup made before the upgrade.");
        }

        foreach (var ((version, name, checksum), step) in applied.Zip(known))
        {
            if (version != step.Version || checksum != step.Checksum)
            {
                throw new DatabaseUnusableException($"{database.Description}: step {version} ({name}) is not the one this program knows ({step.Name}). It was made by another program or changed by hand; restore a backup.");
            }
        }
    }

    private async Task ApplyAsync(DbTransaction transaction, Step step, CancellationToken cancellation)
    {
        await transaction.Command(step.Sql).ExecuteNonQueryAsync(cancellation);
        CrashPoints.Reach("migrate.step-run");
        await transaction.Command("insert into migration (version, name, checksum, applied_at) values (@version, @name, @checksum, @at)")
            .With("@version", step.Version).With("@name", step.Name).With("@checksum", step.Checksum)
            .With("@at", database.Sql.Moment(time.GetUtcNow())).ExecuteNonQueryAsync(cancellation);
        CrashPoints.Reach("migrate.step-recorded");
    }

    private List<Step> Steps()
    {
        var assembly = typeof(Migrator).Assembly;
        var folder = $"FeedWatch.Storage.Migrations.{(database.IsPostgres ? "Postgres" : "Sqlite")}.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var sql = reader.ReadToEnd();
                var title = Path.GetFileNameWithoutExtension(name[folder.Length..]);
                var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
                return new Step(int.Parse(title.AsSpan(0, 3), CultureInfo.InvariantCulture), title, sql, checksum);
            })
            .ToList();
    }
}
