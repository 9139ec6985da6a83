namespace FeedWatch.Storage;

/// <summary>How much waits and how much is wrong, as the database knows it.</summary>
/// <param name="OldestMail">Age of the oldest mail that waits; zero when none does.</param>
/// <param name="FeedsFailing">Active feeds whose last poll failed.</param>
public sealed record ServiceLevels(long PendingMails, long DeadMails, TimeSpan OldestMail, long FeedsFine, long FeedsFailing, long FeedsPaused)
{
    public long FeedsInTrouble => FeedsFailing + FeedsPaused;

    public static async Task<ServiceLevels> ReadAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var mails = await connection.Command("select state, count(*), min(created_at) from outbox where state in ('pending', 'dead') group by state")
            .ListAsync(row => (State: row.GetString(0), Count: row.GetInt64(1), Oldest: database.Sql.Moment(row, 2)), cancellation);
        var feeds = await connection.Command(
            """
            select case when paused then 'paused' when coalesce(last_code, 'ok') in ('ok', 'same', 'not_modified') then 'fine' else 'failing' end, count(*)
            from feed where active group by 1
            """).ListAsync(row => (State: row.GetString(0), Count: row.GetInt64(1)), cancellation);
        var pending = mails.FirstOrDefault(mail => mail.State == "pending");
        long Feeds(string state) => feeds.FirstOrDefault(feed => feed.State == state).Count;
        return new ServiceLevels(
            pending.Count, mails.FirstOrDefault(mail => mail.State == "dead").Count, pending.Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero,
            Feeds("fine"), Feeds("failing"), Feeds("paused"));
    }
}
