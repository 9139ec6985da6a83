using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Settings;

namespace FeedWatch.Storage;

/// <summary>A feed that this replica may poll until its lease ends.</summary>
/// <param name="Epoch">Raised by every claim; a save with an older epoch changes nothing.</param>
/// <param name="Unfinished">Claims in a row, this one included, that never came to a save; 1 when all is well.</param>
/// <param name="Listing">What it listed at its last reading, see <c>Listing</c> in the pipeline; null when it was never read, empty when that is long and must be asked for.</param>
public sealed record ClaimedFeed(
    long Id, string Key, string Url, string? Title, long Epoch, int Unfinished,
    byte[]? BodyHash, DateTimeOffset? FirstPolledAt, DateTimeOffset? GapAt, string Strip, string? PollState, TimeSpan? Took, byte[]? Listing);

/// <summary>Which feeds to claim.</summary>
public enum ClaimKind
{
    /// <summary>Feeds whose last claim came to its end.</summary>
    Sound,

    /// <summary>One feed whose last claims did not: it is polled alone, so that it takes no other down with it.</summary>
    Suspect,
}

/// <summary>The feeds: what is configured, when each is due, who polls it.</summary>
public sealed class FeedStore(Database database)
{
    /// <summary>Renewed while the round goes on; a replica that is gone frees its feeds after this time, and the epoch stops one that comes back.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(150);

    /// <summary>After so many unfinished claims a feed is quarantined.</summary>
    public const int QuarantineAfter = 3;

    /// <summary>
    /// Seconds that it stays there, and twice as many each time that reading it ends the program again. A program that is killed for other reasons
    /// (its memory, its machine) soon has innocent feeds there: they must be back before they list other items.
    /// </summary>
    private const int FirstQuarantine = 60;
    private const int QuarantineDoublings = 8;

    /// <summary>A feed that was polled later than this from now was polled by a clock that has been put back since: what it planned counts no more.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>Longer listings (of some 1,000 items) are not read with the claim: many feeds are claimed at once, and most of them list nothing new.</summary>
    private const int LongestListing = 32 * 1024;

    private static readonly string Claimed =
        $"""
        id, key, url, title, epoch, unfinished, body_hash, first_polled_at, gap_at, strip, poll_state, last_ms,
        (select case when length(l.entries) <= {LongestListing} then l.entries else substr(l.entries, 1, 0) end from listing l where l.feed_id = feed.id)
        """;

    /// <summary>
    /// Makes the stored feeds those of the configuration: new ones are due at once, absent ones sleep and keep their history. What a round still
    /// brings from an address that is no longer a feed's is not saved: it would pass for what was known of the new one.
    /// </summary>
    /// <param name="domain">Registrable domain of a URL.</param>
    public Task SyncAsync(IReadOnlyList<FeedSettings> feeds, Func<string, string> domain, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var rows = database.Sql.Rows()
                    .Bytes("key_hash", feeds.Select(feed => (byte[]?)KeyHash(feed.Id)))
                    .Text("key", feeds.Select(feed => (string?)feed.Id))
                    .Text("url", feeds.Select(feed => (string?)feed.Url))
                    .Text("name", feeds.Select(feed => feed.Name))
                    .Text("domain", feeds.Select(feed => (string?)domain(feed.Url)));
                await transaction.Command(
                    $"""
                    insert into feed (key_hash, key, url, name, domain, next_due)
                    select key_hash, key, url, name, domain, @now from {rows.Table} where true
                    on conflict (key_hash) do update set
                        next_due = case when feed.url <> excluded.url or not feed.active then excluded.next_due else feed.next_due end,
                        paused = case when feed.url <> excluded.url then false else feed.paused end,
                        first_polled_at = case when feed.url <> excluded.url then null else feed.first_polled_at end,
                        poll_state = case when feed.url <> excluded.url then null else feed.poll_state end,
                        epoch = case when feed.url <> excluded.url then feed.epoch + 1 else feed.epoch end,
                        url = excluded.url, name = excluded.name, domain = excluded.domain, active = true
                    where feed.url <> excluded.url or not feed.active or coalesce(feed.name, '') <> coalesce(excluded.name, '') or feed.domain <> excluded.domain
                    """).With("@now", database.Sql.Moment(now)).With(rows).ExecuteNonQueryAsync(cancellation);
                await transaction.Command($"update feed set active = false where active and key_hash not in (select key_hash from {rows.Table})")
                    .With(rows).ExecuteNonQueryAsync(cancellation);
            },
            cancellation);

    /// <summary>Makes every feed due, but for paused ones and those in quarantine.</summary>
    public Task MakeAllDueAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command($"update feed set next_due = @now where active and next_due > @now and unfinished < {QuarantineAfter}")
            .With("@now", database.Sql.Moment(now)).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Makes one feed due, also when it was paused or quarantined.</summary>
    /// <returns>False when no such feed is configured.</returns>
    public async Task<bool> MakeDueAsync(long id, DateTimeOffset now, CancellationToken cancellation) => await database.WriteAsync(
        transaction => transaction.Command(
            """
            update feed set next_due = @now, poll_state = case when paused then null else poll_state end, paused = false,
                unfinished = case when lease_until is null then 0 else unfinished end
            where id = @id and active
            """).With("@now", database.Sql.Moment(now)).With("@id", id).ExecuteNonQueryAsync(cancellation),
        cancellation) == 1;

    /// <summary>Takes up to <paramref name="limit"/> feeds that are due, longest due first.</summary>
    /// <remarks>
    /// A publisher is one replica's at a time, so that what a replica keeps to (a gap between requests, two connections a host) holds for all of
    /// them together. Addresses and single names are machines of one's own, and are shared.
    /// </remarks>
    public Task<List<ClaimedFeed>> ClaimAsync(string owner, ClaimKind kind, int limit, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var sql = database.Sql;
                await sql.LockAsync(transaction, LockKeys.Claims, cancellation);

                // Of suspects the least suspected first: whoever is claimed when the program is killed for another reason must not be the same one each time.
                var (which, order) = kind == ClaimKind.Sound ? ("f.unfinished = 0", "f.next_due") : ("f.unfinished > 0", "f.unfinished, f.next_due");
                var longer = $"{FirstQuarantine} * (1 << case when unfinished - {QuarantineAfter} < {QuarantineDoublings} then unfinished - {QuarantineAfter - 1} else {QuarantineDoublings} end)";
                var command = transaction.Command(
                    $"""
                    {sql.InOrderOfIndexes}update feed set
                        lease_owner = @owner, lease_until = {sql.NowPlus(Lease)}, epoch = epoch + 1, unfinished = unfinished + 1,
                        next_due = case when unfinished < {QuarantineAfter} then next_due else {sql.Later("@now", longer)} end
                    where id in (
                        select f.id from feed f
                        where f.active and not f.paused and {which} and f.next_due <= @now and (f.lease_until is null or f.lease_until < {sql.Now})
                          and not (f.domain like '%.%' and substr(f.domain, length(f.domain), 1) between 'a' and 'z' and exists (
                              select 1 from feed o where o.domain = f.domain and o.lease_owner <> @owner and o.lease_until > {sql.Now}))
                        order by {order} limit @limit {sql.SkipLocked})
                    returning {Claimed}
                    """)
                    .With("@owner", owner).With("@now", sql.Moment(now))
                    .With("@limit", kind == ClaimKind.Sound ? limit : 1);
                var claims = await command.ListAsync(row => ReadClaim(sql, row), cancellation);
                CrashPoints.Reach("claim.before-commit");
                return claims;
            },
            cancellation);

    /// <summary>
    /// Before a round: feeds that a clock planned which has been put back since become due; those whose polls keep ending the process are
    /// marked, and tried again, alone, at growing distances.
    /// </summary>
    /// <returns>How many are newly quarantined.</returns>
    public Task<int> PrepareRoundAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.Command("update feed set next_due = @now where active and last_polled_at > @ahead and next_due > @now")
                .With("@now", database.Sql.Moment(now)).With("@ahead", database.Sql.Moment(now + ClockSkew)).ExecuteNonQueryAsync(cancellation);
            var quarantined = await transaction.Command(
                $"""
                update feed set last_code = 'quarantined', next_due = @later, lease_owner = null, lease_until = null,
                    last_text = 'Reading this feed ended the program three times in a row. It is tried again, alone, after a minute, then after twice as long each time, up to four hours.'
                where unfinished >= {QuarantineAfter} and coalesce(last_code, '') <> 'quarantined' and (lease_until is null or lease_until < {database.Sql.Now})
                """).With("@later", database.Sql.Moment(now.AddSeconds(FirstQuarantine))).ExecuteNonQueryAsync(cancellation);
            CrashPoints.Reach("quarantine.written");
            return quarantined;
        },
        cancellation);

    /// <summary>Whether a feed whose last claim did not come to its end waits to be polled, and nobody has it.</summary>
    public async Task<bool> IsSuspectDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var suspects = await connection.Command(
            $"select count(*) from feed where active and not paused and unfinished > 0 and next_due <= @now and (lease_until is null or lease_until < {database.Sql.Now})")
            .With("@now", database.Sql.Moment(now)).ListAsync(row => row.GetInt64(0), cancellation);
        return suspects[0] > 0;
    }

    /// <summary>Keeps the leases of <paramref name="owner"/>; those that another replica took over meanwhile are no longer its own.</summary>
    public Task RenewAsync(string owner, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command($"update feed set lease_until = {database.Sql.NowPlus(Lease)} where lease_owner = @owner and lease_until is not null")
            .With("@owner", owner).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Gives back what <paramref name="owner"/> claimed and did not poll, as if it had never been claimed.</summary>
    /// <remarks>A feed that was resumed meanwhile counts no claim that could be taken back.</remarks>
    public Task ReleaseAsync(string owner, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command(
            """
            update feed set lease_owner = null, lease_until = null, unfinished = case when unfinished > 0 then unfinished - 1 else 0 end
            where lease_owner = @owner and lease_until is not null
            """)
            .With("@owner", owner).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Ends all leases: only for the one owner of a SQLite file, at start, when no other process can hold any.</summary>
    public Task EndLeasesAsync(CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            await transaction.Command("update feed set lease_owner = null, lease_until = null where lease_until is not null").ExecuteNonQueryAsync(cancellation);
            await transaction.Command("update outbox set lease_owner = null, lease_until = null where lease_until is not null").ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>When the next feed is due, or null without feeds.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var due = await connection.Command("select min(next_due) from feed where active and not paused")
            .ListAsync(row => database.Sql.Moment(row, 0), cancellation);
        return due[0];
    }

    /// <summary>Polls no feed of this domain before <paramref name="until"/>, and then not all at once: a server asked all of us to wait.</summary>
    public Task HoldAsync(string domain, DateTimeOffset until, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command($"update feed set next_due = {database.Sql.Later("@until", "(id % 60) * 5")} where domain = @domain and next_due < @until")
            .With("@until", database.Sql.Moment(until)).With("@domain", domain).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>Resumes a paused or quarantined feed: due at once.</summary>
    public async Task<bool> ResumeAsync(string key, DateTimeOffset now, CancellationToken cancellation) => await database.WriteAsync(
        transaction => transaction.Command("update feed set paused = false, unfinished = 0, next_due = @now, poll_state = null where key = @key")
            .With("@now", database.Sql.Moment(now)).With("@key", key).ExecuteNonQueryAsync(cancellation),
        cancellation) > 0;

    /// <summary>Ids come from outside and may be long: an index only ever sees their hash.</summary>
    public static byte[] KeyHash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ClaimedFeed ReadClaim(SqlDialect sql, DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetInt64(4), row.GetInt32(5),
        row.Bytes(6), sql.Moment(row, 7), sql.Moment(row, 8), row.GetString(9), row.Text(10),
        row.IsDBNull(11) ? null : TimeSpan.FromMilliseconds(row.GetInt32(11)), row.Bytes(12));
}
