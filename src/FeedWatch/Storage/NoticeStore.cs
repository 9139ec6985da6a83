using System.Data.Common;
using System.Text.Json;

namespace FeedWatch.Storage;

/// <summary>What happened that the person who runs FeedWatch wants to know.</summary>
/// <param name="Kind"><c>feed_broken</c>, <c>feed_recovered</c>, <c>feed_paused</c>, <c>feed_moved</c>, <c>mail_dead</c>, <c>configuration_bad</c>.</param>
/// <param name="Subject">What it is about: a feed's id, a recipient, a file.</param>
/// <param name="Detail">JSON of the particulars.</param>
public sealed record NewNotice(string Kind, string Subject, string Detail)
{
    public static NewNotice Of(string kind, string subject, object detail) => new(kind, subject, JsonSerializer.Serialize(detail, StoredJson.Options));
}

/// <summary>Notices on their way to the operators: written where something happens, gathered into one mail a while later.</summary>
public sealed class NoticeStore(Database database)
{
    public Task AddAsync(IReadOnlyList<NewNotice> notices, DateTimeOffset now, CancellationToken cancellation) =>
        notices.Count == 0 ? Task.CompletedTask : database.WriteAsync(transaction => AddAsync(transaction, notices, now, cancellation), cancellation);

    public async Task AddAsync(DbTransaction transaction, IReadOnlyList<NewNotice> notices, DateTimeOffset now, CancellationToken cancellation)
    {
        if (notices.Count == 0)
        {
            return;
        }

        var rows = database.Sql.Rows()
            .Text("kind", notices.Select(notice => (string?)notice.Kind)).Text("subject", notices.Select(notice => (string?)notice.Subject))
            .Text("detail", notices.Select(notice => (string?)notice.Detail)).Moment("at", notices.Select(_ => (DateTimeOffset?)now));
        await transaction.Command($"insert into notice (kind, subject, detail, at) select kind, subject, detail, at from {rows.Table}").With(rows).ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Notices that no mail has told of, oldest first.</summary>
    public Task<List<NoticeRow>> OpenAsync(DbTransaction transaction, CancellationToken cancellation) =>
        transaction.Command("select id, kind, subject, detail, at from notice where outbox_id is null order by id limit 1000").ListAsync(
            row => new NoticeRow { Id = row.GetInt64(0), Kind = row.GetString(1), Subject = row.GetString(2), Detail = row.GetString(3), At = database.Sql.Moment(row, 4)!.Value }, cancellation);

    /// <summary>They have been told; <paramref name="outbox"/> is 0 when nobody is to be told.</summary>
    public async Task CloseAsync(DbTransaction transaction, IReadOnlyList<long> notices, long outbox, CancellationToken cancellation)
    {
        var rows = database.Sql.Rows().Long("id", notices);
        await transaction.Command($"update notice set outbox_id = @outbox from {rows.Table} where notice.id = r.id").With("@outbox", outbox).With(rows).ExecuteNonQueryAsync(cancellation);
    }
}
