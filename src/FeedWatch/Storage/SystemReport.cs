using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>What the database holds and who works on it.</summary>
/// <param name="Bytes">Size of the database, or null when it does not say.</param>
/// <param name="Migration">Name of the newest migration.</param>
public sealed record SystemReport(string Database, string ServerVersion, long? Bytes, string Migration, IReadOnlyList<ReplicaRow> Replicas)
{
    public static async Task<SystemReport> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var replicas = await context.Replicas.OrderBy(replica => replica.Name).Take(100).ToListAsync(cancellation);
        await using var connection = await database.ConnectAsync(cancellation);
        var size = database.IsPostgres ? "select pg_database_size(current_database())" : "select page_count * page_size from pragma_page_count(), pragma_page_size()";
        var bytes = await connection.Command(size).ListAsync(row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), cancellation);
        var migration = await connection.Command("select name from migration order by version desc limit 1").ListAsync(row => row.GetString(0), cancellation);
        return new SystemReport(
            database.Description, $"{(database.IsPostgres ? "Postgres" : "SQLite")} {connection.ServerVersion}", bytes is [var total] ? total : null, migration is [var name] ? name : "none", replicas);
    }
}
