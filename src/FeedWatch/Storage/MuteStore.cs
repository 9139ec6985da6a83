namespace FeedWatch.Storage;

/// <summary>Something that a recipient does not want to be mailed.</summary>
/// <param name="Topic">One topic of the watchlist; empty for all of it.</param>
/// <param name="Until">When mails come again; null for never.</param>
public sealed record Mute(string Topic, DateTimeOffset? Until);

/// <summary>Recipients who want no mails of a watchlist, or of one topic of it, for good or for a while.</summary>
public sealed class MuteStore(Database database)
{
    /// <summary>Ends the mails. Repeatable; the last word counts.</summary>
    public Task AddAsync(string recipient, string watchlist, Mute mute, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command(
            """
            insert into mute (recipient, watchlist, topic, until, at) values (@recipient, @watchlist, @topic, @until, @now)
            on conflict (recipient, watchlist, topic) do update set until = excluded.until, at = excluded.at
            """)
            .With("@recipient", recipient).With("@watchlist", watchlist).With("@topic", mute.Topic)
            .With("@until", mute.Until is { } until ? database.Sql.Moment(until) : null).With("@now", database.Sql.Moment(now)).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Lets the mails of a topic, or with an empty one of the watchlist, come again. Repeatable.</summary>
    public Task RemoveAsync(string recipient, string watchlist, string topic, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command("delete from mute where recipient = @recipient and watchlist = @watchlist and topic = @topic")
            .With("@recipient", recipient).With("@watchlist", watchlist).With("@topic", topic).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>What is muted now.</summary>
    public async Task<IReadOnlyList<Mute>> ListAsync(string recipient, string watchlist, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        return await connection.Command("select topic, until from mute where recipient = @recipient and watchlist = @watchlist and (until is null or until > @now)")
            .With("@recipient", recipient).With("@watchlist", watchlist).With("@now", database.Sql.Moment(now))
            .ListAsync(row => new Mute(row.GetString(0), database.Sql.Moment(row, 1)), cancellation);
    }
}
