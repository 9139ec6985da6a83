namespace FeedWatch.Storage;

/// <summary>Recipients who want no more mails of a watchlist.</summary>
public sealed class MuteStore(Database database)
{
    /// <summary>Ends the mails. Repeatable.</summary>
    public Task AddAsync(string recipient, string watchlist, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command("insert into mute (recipient, watchlist, topic, at) values (@recipient, @watchlist, '', @now) on conflict (recipient, watchlist, topic) do update set until = null, at = excluded.at")
            .With("@recipient", recipient).With("@watchlist", watchlist).With("@now", database.Sql.Moment(now)).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Lets the mails come again. Repeatable.</summary>
    public Task RemoveAsync(string recipient, string watchlist, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command("delete from mute where recipient = @recipient and watchlist = @watchlist and topic = ''")
            .With("@recipient", recipient).With("@watchlist", watchlist).ExecuteNonQueryAsync(cancellation),
        cancellation);

    public async Task<bool> IsMutedAsync(string recipient, string watchlist, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var found = await connection.Command("select 1 from mute where recipient = @recipient and watchlist = @watchlist and topic = '' and (until is null or until > @now)")
            .With("@recipient", recipient).With("@watchlist", watchlist).With("@now", database.Sql.Moment(now)).ListAsync(row => row.GetInt32(0), cancellation);
        return found.Count > 0;
    }
}
