using System.Data.Common;
using FeedWatch.Core.Stories;
using FeedWatch.Settings;

namespace FeedWatch.Storage;

/// <summary>
/// Forgets what need not be kept: the text of items without hits, keys of items that feeds stopped listing long ago, hits when the
/// user wants that. In small transactions, so that nobody waits for it; it may be interrupted anywhere.
/// </summary>
public sealed class Retention(Database database)
{
    /// <summary>How long a key is remembered after its feed stopped listing it: an item that comes back later than this alerts again.</summary>
    public static readonly TimeSpan KeepSeen = TimeSpan.FromDays(180);

    /// <summary>Every replica has the stories of the last days in memory and lets new reports join them: until they are forgotten there they must stay.</summary>
    private static readonly TimeSpan Remembered = StoryGrouper.Window + TimeSpan.FromDays(1);

    private const int Step = 5000;

    /// <summary>Polls whose unlisted keys go in one step.</summary>
    private const int Polls = 200;

    /// <returns>How many rows went.</returns>
    public async Task<int> TidyAsync(KeepSettings keep, DateTimeOffset now, IProgress<int>? progress, CancellationToken cancellation)
    {
        var removed = await RepeatAsync(
            "delete from item where id in (select i.id from item i where i.first_seen < @limit and not exists (select 1 from version v where v.item_id = i.id) limit @step)",
            now - keep.Items, progress, cancellation);
        removed += await RepeatAsync(
            "delete from seen where (feed_id, key) in (select feed_id, key from seen where unlisted_at < @limit limit @step)",
            now - KeepSeen, progress, cancellation);
        removed += await ForgetUnlistedAsync(now - KeepSeen, progress, cancellation);
        removed += await RepeatAsync(
            "update outbox set message = @empty where id in (select id from outbox where state = 'sent' and sent_at < @limit and length(message) > 0 limit @step)",
            now - keep.Items, progress, cancellation);
        if (keep.Hits is { } hits)
        {
            removed += await RepeatAsync(
                """
                delete from story where id in (
                    select s.id from story s where s.changed_at < @limit
                      and not exists (select 1 from alert a where a.story_id = s.id and a.state = 'pending')
                      and not exists (select 1 from outbox o where o.story_id = s.id and o.state = 'pending') limit @step)
                """,
                now - (hits > Remembered ? hits : Remembered), progress, cancellation);
        }

        return removed;
    }

    /// <summary>Forgets the keys that feeds stopped listing before <paramref name="limit"/> and did not list again.</summary>
    private async Task<int> ForgetUnlistedAsync(DateTimeOffset limit, IProgress<int>? progress, CancellationToken cancellation)
    {
        var removed = 0;
        for (var polls = Polls; polls == Polls;)
        {
            (polls, var keys) = await database.WriteAsync(transaction => ForgetUnlistedAsync(transaction, limit, cancellation), cancellation);
            removed += keys;
            progress?.Report(removed);
            CrashPoints.Reach("retention.unlisted");
        }

        return removed;
    }

    private async Task<(int Polls, int Keys)> ForgetUnlistedAsync(DbTransaction transaction, DateTimeOffset limit, CancellationToken cancellation)
    {
        var polls = await transaction.Command("select id, feed_id, at, keys from unlisted where at < @limit order by at limit @polls")
            .With("@limit", database.Sql.Moment(limit)).With("@polls", Polls)
            .ListAsync(row => (Id: row.GetInt64(0), Feed: row.GetInt64(1), At: database.Sql.Moment(row, 2), Keys: row.Bytes(3)!), cancellation);
        if (polls.Count == 0)
        {
            return (0, 0);
        }

        var keys = polls.SelectMany(poll => ItemKeys.Split(poll.Keys).Select(key => (poll.Feed, poll.At, Key: (byte[]?)key))).ToList();
        var rows = database.Sql.Rows().Long("feed_id", keys.Select(key => key.Feed)).Bytes("key", keys.Select(key => key.Key)).Moment("at", keys.Select(key => key.At));
        var removed = await transaction.Command(
            $"""
            delete from seen where (feed_id, key) in (
                select s.feed_id, s.key from seen s join {rows.Table} on r.feed_id = s.feed_id and r.key = s.key where s.relisted_at is null or s.relisted_at < r.at)
            """).With(rows).ExecuteNonQueryAsync(cancellation);
        var done = database.Sql.Rows().Long("id", polls.Select(poll => poll.Id));
        await transaction.Command($"delete from unlisted where id in (select r.id from {done.Table})").With(done).ExecuteNonQueryAsync(cancellation);
        return (polls.Count, removed);
    }

    private async Task<int> RepeatAsync(string sql, DateTimeOffset limit, IProgress<int>? progress, CancellationToken cancellation)
    {
        var removed = 0;
        while (true)
        {
            var step = await database.WriteAsync(transaction => StepAsync(transaction, sql, limit, cancellation), cancellation);
            removed += step;
            progress?.Report(removed);
            CrashPoints.Reach("retention.step");
            if (step < Step)
            {
                return removed;
            }
        }
    }

    private async Task<int> StepAsync(DbTransaction transaction, string sql, DateTimeOffset limit, CancellationToken cancellation)
    {
        var command = transaction.Command(sql).With("@limit", database.Sql.Moment(limit)).With("@step", Step);
        return await (sql.Contains("@empty", StringComparison.Ordinal) ? command.With("@empty", Array.Empty<byte>()) : command).ExecuteNonQueryAsync(cancellation);
    }
}
