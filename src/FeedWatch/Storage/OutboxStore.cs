using System.Data.Common;

namespace FeedWatch.Storage;

/// <summary>A mail that this replica may send until its lease ends.</summary>
/// <param name="FirstTriedAt">Its first attempt that counted; null when there was none.</param>
public sealed record ClaimedMail(long Id, string Sender, string Recipient, string MessageId, byte[] Message, long Epoch, int Attempts, DateTimeOffset? FirstTriedAt);

/// <summary>Mails on their way to the mail server: claim with a lease, send, record.</summary>
public sealed class OutboxStore(Database database)
{
    /// <summary>Renewed while a mail is being sent; a replica that is gone frees its mails after this time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(120);

    /// <summary>Takes up to <paramref name="limit"/> mails that are due, oldest first.</summary>
    public Task<List<ClaimedMail>> ClaimAsync(string owner, int limit, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var sql = database.Sql;
            var mails = await transaction.Command(
                $"""
                update outbox set lease_owner = @owner, lease_until = {sql.NowPlus(Lease)}, epoch = epoch + 1
                where id in (
                    select id from outbox
                    where state = 'pending' and due_at <= @now and (lease_until is null or lease_until < {sql.Now})
                    order by due_at, id limit @limit {sql.SkipLocked})
                returning id, sender, recipient, message_id, message, epoch, attempts, first_tried_at
                """).With("@owner", owner).With("@now", sql.Moment(now)).With("@limit", limit)
                .ListAsync(
                    row => new ClaimedMail(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Bytes(4)!, row.GetInt64(5), row.GetInt32(6), sql.Moment(row, 7)),
                    cancellation);
            return mails.OrderBy(mail => mail.Id).ToList();
        },
        cancellation);

    /// <summary>Writes into the log that a mail goes out now, and renews its lease.</summary>
    /// <returns>False when the lease was lost: another replica has the mail, do not send it.</returns>
    public Task<bool> StartAsync(ClaimedMail mail, string owner, CancellationToken cancellation) => database.WriteAsync(
        async transaction => await RenewAsync(transaction, mail, cancellation) && await LogAsync(transaction, mail, owner, "started", null, null, cancellation),
        cancellation);

    /// <summary>Keeps the lease while the mail server takes its time.</summary>
    public Task<bool> RenewAsync(ClaimedMail mail, CancellationToken cancellation) =>
        database.WriteAsync(transaction => RenewAsync(transaction, mail, cancellation), cancellation);

    /// <summary>Records what came of it. A stale epoch changes nothing but the log.</summary>
    public Task RecordAsync(ClaimedMail mail, string owner, MailRecord record, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var sql = database.Sql;
            var changed = await transaction.Command(
                """
                update outbox set state = @state, due_at = @due, attempts = attempts + @attempts, in_doubt = in_doubt + @doubt,
                    first_tried_at = coalesce(first_tried_at, @tried),
                    last_code = @code, last_text = @text, sent_at = @sent, lease_owner = null, lease_until = null
                where id = @id and epoch = @epoch
                """)
                .With("@state", record.State).With("@due", sql.Moment(record.DueAt)).With("@attempts", record.CountsAttempt ? 1 : 0)
                .With("@tried", sql.Moment(record.TriedAt)).With("@doubt", record.Event == "in_doubt" ? 1 : 0).With("@code", record.Code).With("@text", record.Text)
                .With("@sent", sql.Moment(record.SentAt)).With("@id", mail.Id).With("@epoch", mail.Epoch)
                .ExecuteNonQueryAsync(cancellation);
            CrashPoints.Reach("send.state-written");
            if (changed == 1 && record.State == "dead")
            {
                await NoteDeadAsync(transaction, mail, record, cancellation);
            }

            await LogAsync(transaction, mail, owner, changed == 1 ? record.Event : "stale_" + record.Event, record.Code, record.Text, cancellation);
        },
        cancellation);

    /// <summary>Gives back claimed mails that were not started.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<ClaimedMail> mails, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var rows = database.Sql.Rows().Long("id", mails.Select(mail => mail.Id)).Long("epoch", mails.Select(mail => mail.Epoch));
            await transaction.Command($"update outbox set lease_owner = null, lease_until = null from {rows.Table} where outbox.id = r.id and outbox.epoch = r.epoch and outbox.state = 'pending'")
                .With(rows).ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>Sends a dead mail again, with the same Message-ID.</summary>
    /// <returns>False when there is no such dead mail.</returns>
    public async Task<bool> RetryAsync(long id, DateTimeOffset now, CancellationToken cancellation) => await database.WriteAsync(
        transaction => transaction.Command("update outbox set state = 'pending', due_at = @now, created_at = @now, attempts = 0, first_tried_at = null where id = @id and state = 'dead'")
            .With("@id", id).With("@now", database.Sql.Moment(now)).ExecuteNonQueryAsync(cancellation),
        cancellation) == 1;

    /// <summary>When a mail that still waits last met this code, and the words that came with it; null when none did.</summary>
    public async Task<(DateTimeOffset At, string Text)?> LastAsync(string code, CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var last = await connection.Command("select due_at, last_text from outbox where state = 'pending' and last_code = @code order by due_at desc limit 1")
            .With("@code", code).ListAsync(row => (database.Sql.Moment(row, 0)!.Value, row.Text(1) ?? string.Empty), cancellation);
        return last is [var found] ? found : null;
    }

    /// <summary>What <see cref="LastAsync"/> tells is over.</summary>
    public Task ForgetAsync(string code, CancellationToken cancellation) => database.WriteAsync(
        transaction => transaction.Command("update outbox set last_code = null where state = 'pending' and last_code = @code").With("@code", code).ExecuteNonQueryAsync(cancellation),
        cancellation);

    /// <summary>When the next mail or alert is due, or null.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation);
        var due = await connection.Command(
            "select min(due) from (select min(due_at) as due from outbox where state = 'pending' union all select min(due_at) from alert where state = 'pending') as both_queues")
            .ListAsync(row => database.Sql.Moment(row, 0), cancellation);
        return due[0];
    }

    /// <summary>The operators hear of a dead mail, unless it was theirs: a mail about a mail to them would die as well.</summary>
    private async Task NoteDeadAsync(DbTransaction transaction, ClaimedMail mail, MailRecord record, CancellationToken cancellation)
    {
        var subjects = await transaction.Command("select subject from outbox where id = @id and kind <> 'ops'").With("@id", mail.Id).ListAsync(row => row.GetString(0), cancellation);
        var notices = subjects.Select(subject => NewNotice.Of("mail_dead", mail.Recipient, new { mail.Recipient, subject, reason = $"{record.Code} {record.Text}" })).ToList();
        await new NoticeStore(database).AddAsync(transaction, notices, record.DueAt, cancellation);
    }

    private async Task<bool> RenewAsync(DbTransaction transaction, ClaimedMail mail, CancellationToken cancellation) =>
        await transaction.Command($"update outbox set lease_until = {database.Sql.NowPlus(Lease)} where id = @id and epoch = @epoch and state = 'pending'")
            .With("@id", mail.Id).With("@epoch", mail.Epoch).ExecuteNonQueryAsync(cancellation) == 1;

    private async Task<bool> LogAsync(DbTransaction transaction, ClaimedMail mail, string owner, string what, string? code, string? detail, CancellationToken cancellation) =>
        await transaction.Command($"insert into send_log (outbox_id, at, epoch, owner, event, code, detail) values (@id, {database.Sql.Now}, @epoch, @owner, @event, @code, @detail)")
            .With("@id", mail.Id).With("@epoch", mail.Epoch).With("@owner", owner).With("@event", what).With("@code", code).With("@detail", detail)
            .ExecuteNonQueryAsync(cancellation) == 1;
}

/// <summary>What is recorded of one attempt.</summary>
/// <param name="Event">For the send log: <c>accepted</c>, <c>deferred</c>, <c>rejected</c>, <c>unavailable</c>, <c>broken_off</c>, <c>in_doubt</c>.</param>
/// <param name="State">Of the mail from now on: <c>pending</c>, <c>sent</c>, <c>dead</c>.</param>
public sealed record MailRecord(string Event, string State, string? Code, string? Text, DateTimeOffset DueAt, bool CountsAttempt, DateTimeOffset? SentAt)
{
    /// <summary>When the attempt was, if it counts.</summary>
    public DateTimeOffset? TriedAt { get; init; }
}
