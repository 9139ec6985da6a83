namespace FeedWatch.Storage;

/// <summary>Which replicas run on this database, and with which configuration.</summary>
public sealed class Replicas(Database database)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    public static string Version => typeof(Replicas).Assembly.GetName().Version?.ToString(3) ?? "0";

    public Task SignAsync(string name, string revision, DateTimeOffset started, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.Command(
                """
                insert into replica (name, version, revision, started_at, seen_at) values (@name, @version, @revision, @started, @now)
                on conflict (name) do update set version = excluded.version, revision = excluded.revision, seen_at = excluded.seen_at
                """)
                .With("@name", name).With("@version", Version).With("@revision", revision)
                .With("@started", database.Sql.Moment(started)).With("@now", database.Sql.Moment(now)).ExecuteNonQueryAsync(cancellation);
            await transaction.Command("delete from replica where seen_at < @old").With("@old", database.Sql.Moment(now - Forgotten)).ExecuteNonQueryAsync(cancellation);
        },
        cancellation);
}
