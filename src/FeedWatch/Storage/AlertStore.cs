using System.Data.Common;

namespace FeedWatch.Storage;

/// <summary>An alert that waits for its mail.</summary>
public sealed record PendingAlert(
    long Id, long HitId, long VersionId, long StoryId, string Recipient, string Watchlist, string Topic, string Kind,
    DateTimeOffset DueAt, bool Held, AlertDelivery Delivery);

/// <summary>A mail that already told a recipient of a story.</summary>
public sealed record EarlierMail(long OutboxId, string MessageId, string Subject);

/// <summary>A mail, rendered and frozen, on its way into the outbox.</summary>
public sealed record NewMail(
    long Id, string Kind, string? Watchlist, string? WatchlistName, long? StoryId, string Recipient,
    string Subject, string MessageId, string Sender, byte[] Message, IReadOnlyList<long> Alerts);

/// <summary>Alerts on their way to becoming mails. Every method works in the caller's transaction, under the gathering lock.</summary>
public sealed class AlertStore(Database database)
{
    private const string Columns = "a.id, a.hit_id, a.version_id, a.story_id, a.recipient, a.watchlist, h.topic, a.kind, a.due_at, a.held, a.delivery";

    /// <summary>
    /// The alerts that are due, oldest first, and with every immediate one the other alerts that wait for the same story, recipient and watchlist.
    /// </summary>
    /// <param name="limit">So many for one recipient of a watchlist: a flood for one holds up no other.</param>
    /// <param name="gatheringIsOver">Take immediate alerts that only wait for their gathering window.</param>
    public async Task<List<PendingAlert>> DueAsync(DbTransaction transaction, DateTimeOffset now, bool gatheringIsOver, int limit, CancellationToken cancellation)
    {
        var due = await transaction.Command(
            $"""
            select {Columns} from (
                select d.*, row_number() over (partition by d.recipient, d.watchlist order by d.due_at, d.id) as place from alert d
                where d.state = 'pending' and (d.due_at <= @now or (@over and d.kind = 'immediate' and not d.held))) a
            join hit h on h.id = a.hit_id
            where a.place <= @limit order by a.due_at, a.id
            """).With("@now", database.Sql.Moment(now)).With("@over", gatheringIsOver).With("@limit", limit).ListAsync(Read, cancellation);
        var groups = due.Where(alert => alert.Kind == "immediate").Select(alert => (alert.StoryId, alert.Recipient, alert.Watchlist)).Distinct().ToList();
        if (groups.Count == 0)
        {
            return due;
        }

        var rows = GroupRows(groups);
        var waiting = await transaction.Command(
            $"""
            select {Columns} from alert a join hit h on h.id = a.hit_id
            join {rows.Table} on r.story_id = a.story_id and r.recipient = a.recipient and r.watchlist = a.watchlist
            where a.state = 'pending' and a.kind = 'immediate' order by a.due_at, a.id
            """).With(rows).ListAsync(Read, cancellation);
        return [.. due.Concat(waiting).DistinctBy(alert => alert.Id)];
    }

    /// <summary>The first mail that told this recipient of this story, for those that were told.</summary>
    public async Task<Dictionary<(long Story, string Recipient, string Watchlist), EarlierMail>> EarlierMailsAsync(
        DbTransaction transaction, IReadOnlyCollection<(long Story, string Recipient, string Watchlist)> groups, CancellationToken cancellation)
    {
        var rows = GroupRows(groups);
        var mails = await transaction.Command(
            $"""
            select distinct a.story_id, a.recipient, a.watchlist, o.id, o.message_id, o.subject
            from alert a join {rows.Table} on r.story_id = a.story_id and r.recipient = a.recipient and r.watchlist = a.watchlist
            join outbox o on o.id = a.outbox_id
            where a.state = 'mailed' order by o.id
            """).With(rows).ListAsync(
                row => ((row.GetInt64(0), row.GetString(1), row.GetString(2)), new EarlierMail(row.GetInt64(3), row.GetString(4), row.GetString(5))), cancellation);
        return mails.GroupBy(mail => mail.Item1).ToDictionary(group => group.Key, group => group.First().Item2);
    }

    /// <summary>How many mails were made for a recipient of a watchlist since <paramref name="since"/>, and when the oldest of them was.</summary>
    public async Task<Dictionary<(string Recipient, string Watchlist), int>> MadeSinceAsync(
        DbTransaction transaction, DateTimeOffset since, CancellationToken cancellation)
    {
        var counts = await transaction.Command(
            "select recipient, watchlist, count(*) from outbox where created_at > @since and watchlist is not null and kind not in ('digest', 'nothing_new') group by recipient, watchlist")
            .With("@since", database.Sql.Moment(since)).ListAsync(row => ((row.GetString(0), row.GetString(1)), row.GetInt32(2)), cancellation);
        return counts.ToDictionary(row => row.Item1, row => row.Item2);
    }

    /// <summary>When the last mail of a kind was made; the beginning of time when there was none.</summary>
    public async Task<DateTimeOffset> MadeLastAsync(DbTransaction transaction, string kind, CancellationToken cancellation)
    {
        var last = await transaction.Command("select max(created_at) from outbox where kind = @kind").With("@kind", kind).ListAsync(row => database.Sql.Moment(row, 0), cancellation);
        return last[0] ?? DateTimeOffset.UnixEpoch;
    }

    /// <summary>When each recipient of a watchlist last got a digest, with or without anything in it.</summary>
    public async Task<Dictionary<(string Recipient, string Watchlist), DateTimeOffset>> LastDigestsAsync(DbTransaction transaction, CancellationToken cancellation)
    {
        var last = await transaction.Command("select recipient, watchlist, max(created_at) from outbox where kind in ('digest', 'nothing_new') group by recipient, watchlist")
            .ListAsync(row => ((row.GetString(0), row.GetString(1)), database.Sql.Moment(row, 2)!.Value), cancellation);
        return last.ToDictionary(row => row.Item1, row => row.Item2);
    }

    public async Task<List<MuteRow>> MutesAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation) =>
        await transaction.Command("select recipient, watchlist, topic from mute where until is null or until > @now").With("@now", database.Sql.Moment(now))
            .ListAsync(row => new MuteRow { Recipient = row.GetString(0), Watchlist = row.GetString(1), Topic = row.GetString(2) }, cancellation);

    /// <summary>Ids for mails about to be rendered: the Message-ID is made from them.</summary>
    public Task<IReadOnlyList<long>> TakeMailIdsAsync(DbTransaction transaction, int count, CancellationToken cancellation) =>
        Ids.TakeAsync(database, transaction, "outbox", count, cancellation);

    /// <summary>Puts mails into the outbox and marks their alerts as mailed.</summary>
    public async Task InsertAsync(DbTransaction transaction, IReadOnlyList<NewMail> mails, DateTimeOffset now, CancellationToken cancellation)
    {
        if (mails.Count == 0)
        {
            return;
        }

        var rows = database.Sql.Rows()
            .Long("id", mails.Select(mail => mail.Id))
            .Text("kind", mails.Select(mail => (string?)mail.Kind))
            .Text("watchlist", mails.Select(mail => mail.Watchlist))
            .Text("watchlist_name", mails.Select(mail => mail.WatchlistName))
            .Long("story_id", mails.Select(mail => mail.StoryId))
            .Text("recipient", mails.Select(mail => (string?)mail.Recipient))
            .Text("subject", mails.Select(mail => (string?)mail.Subject))
            .Text("message_id", mails.Select(mail => (string?)mail.MessageId))
            .Text("sender", mails.Select(mail => (string?)mail.Sender))
            .Bytes("message", mails.Select(mail => (byte[]?)mail.Message))
            .Moment("at", mails.Select(_ => (DateTimeOffset?)now));
        const string columns = "id, kind, watchlist, watchlist_name, story_id, recipient, subject, message_id, sender, message";
        await transaction.Command($"insert into outbox ({columns}, created_at, due_at) select {columns}, at, at from {rows.Table}").With(rows).ExecuteNonQueryAsync(cancellation);
        await MarkAsync(transaction, "mailed", mails.SelectMany(mail => mail.Alerts.Select(alert => (alert, (long?)mail.Id))).ToList(), cancellation);
    }

    /// <summary>Ends alerts: <c>mailed</c>, <c>covered</c> by an earlier mail of the same story, or <c>muted</c>.</summary>
    public async Task MarkAsync(DbTransaction transaction, string state, IReadOnlyList<(long Alert, long? Outbox)> marks, CancellationToken cancellation)
    {
        if (marks.Count == 0)
        {
            return;
        }

        var rows = database.Sql.Rows().Long("id", marks.Select(mark => mark.Alert)).Long("outbox_id", marks.Select(mark => mark.Outbox));
        await transaction.Command($"update alert set state = @state, outbox_id = r.outbox_id from {rows.Table} where alert.id = r.id")
            .With("@state", state).With(rows).ExecuteNonQueryAsync(cancellation);
    }

    private RowSet GroupRows(IReadOnlyCollection<(long Story, string Recipient, string Watchlist)> groups) => database.Sql.Rows()
        .Long("story_id", groups.Select(group => group.Story))
        .Text("recipient", groups.Select(group => (string?)group.Recipient))
        .Text("watchlist", groups.Select(group => (string?)group.Watchlist));

    private PendingAlert Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        database.Sql.Moment(row, 8)!.Value, row.GetBoolean(9), AlertDelivery.FromJson(row.GetString(10)));
}
