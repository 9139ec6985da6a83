using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>Reads the outbox for people.</summary>
public sealed class StoredMails(Database database)
{
    /// <summary>Oldest first, without the messages themselves.</summary>
    public async Task<List<OutboxRow>> ListAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        await using var context = database.Read();
        return await context.Outbox.Where(mail => mail.CreatedAt >= since).OrderBy(mail => mail.Id)
            .Select(mail => new OutboxRow
            {
                Id = mail.Id,
                Kind = mail.Kind,
                Watchlist = mail.Watchlist,
                WatchlistName = mail.WatchlistName,
                StoryId = mail.StoryId,
                Recipient = mail.Recipient,
                Subject = mail.Subject,
                MessageId = mail.MessageId,
                State = mail.State,
                CreatedAt = mail.CreatedAt,
                DueAt = mail.DueAt,
                Attempts = mail.Attempts,
                InDoubt = mail.InDoubt,
                LastCode = mail.LastCode,
                LastText = mail.LastText,
                SentAt = mail.SentAt,
            }).ToListAsync(cancellation);
    }
}
