using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>A mail of the outbox without its text.</summary>
public sealed record MailHead(
    long Id, string Kind, string? WatchlistName, long? StoryId, string Recipient, string Subject, string MessageId, string State,
    DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Attempts, int InDoubt, string? LastCode, string? LastText, DateTimeOffset? SentAt);

/// <summary>Mails for people to look at.</summary>
/// <param name="Counts">Mails by state: <c>pending</c> and <c>dead</c>.</param>
/// <param name="Waiting">Alerts that wait for their gathering window, quiet hours or digest.</param>
public sealed record MailOverview(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<MailHead> Dead, IReadOnlyList<MailHead> Pending, IReadOnlyList<MailHead> Sent, int Waiting);

/// <summary>What the next mail to one recipient will hold.</summary>
public sealed record NextMail(string Recipient, string Watchlist, string Kind, DateTimeOffset DueAt, bool Held, IReadOnlyList<NextStory> Stories);

/// <summary>A story that waits to be mailed.</summary>
public sealed record NextStory(long Id, string? Headline, string? Outlet);

/// <summary>Reads the outbox for people.</summary>
public sealed class MailList(Database database)
{
    private const int MostAlerts = 500;

    /// <param name="limit">Mails of each state.</param>
    public async Task<MailOverview> ReadAsync(int limit, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var counts = await context.Outbox.Where(mail => mail.State == "pending" || mail.State == "dead").GroupBy(mail => mail.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        return new MailOverview(
            counts,
            await NewestAsync(context, "dead", limit, cancellation),
            await NewestAsync(context, "pending", limit, cancellation),
            await NewestAsync(context, "sent", limit, cancellation),
            await context.Alerts.CountAsync(alert => alert.State == "pending", cancellation));
    }

    /// <summary>A page of mails, newest first.</summary>
    /// <param name="state">Only of this state; null means all.</param>
    /// <param name="before">Only with a smaller id; null means from the newest.</param>
    public async Task<IReadOnlyList<MailHead>> PageAsync(string? state, long? before, int limit, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var mails = context.Outbox.Where(mail => mail.Id < (before ?? long.MaxValue));
        return await Heads(state is null ? mails : mails.Where(mail => mail.State == state), limit).ToListAsync(cancellation);
    }

    /// <summary>The mails that told of a story: as its own, or among others in a digest.</summary>
    public async Task<IReadOnlyList<MailHead>> OfStoryAsync(long story, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var ids = await context.Alerts.Where(alert => alert.StoryId == story && alert.OutboxId != null).Select(alert => alert.OutboxId!.Value).Distinct().OrderBy(id => id).Take(100).ToListAsync(cancellation);
        return await Heads(context.Outbox.Where(mail => ids.Contains(mail.Id)), 100).ToListAsync(cancellation);
    }

    /// <summary>What waits to be mailed, soonest first: at most 500 alerts.</summary>
    public async Task<IReadOnlyList<NextMail>> NextAsync(CancellationToken cancellation)
    {
        await using var context = database.Read();
        var waiting = await (
            from alert in context.Alerts
            join story in context.Stories on alert.StoryId equals story.Id
            where alert.State == "pending"
            orderby alert.DueAt, alert.Id
            select new { alert.Recipient, alert.Watchlist, alert.Kind, alert.DueAt, alert.Held, alert.Delivery, story.Id, story.Headline, story.Outlet }).Take(MostAlerts).ToListAsync(cancellation);
        return [.. waiting.GroupBy(alert => (alert.Recipient, alert.Watchlist, alert.Kind)).Select(group => new NextMail(
            group.Key.Recipient, AlertDelivery.FromJson(group.First().Delivery).WatchlistName, group.Key.Kind, group.Min(alert => alert.DueAt), group.Any(alert => alert.Held),
            [.. group.DistinctBy(alert => alert.Id).Select(alert => new NextStory(alert.Id, alert.Headline, alert.Outlet))]))];
    }

    private static Task<List<MailHead>> NewestAsync(FeedWatchContext context, string state, int limit, CancellationToken cancellation) =>
        Heads(context.Outbox.Where(mail => mail.State == state), limit).ToListAsync(cancellation);

    private static IQueryable<MailHead> Heads(IQueryable<OutboxRow> mails, int limit) => mails.OrderByDescending(mail => mail.Id).Take(limit).Select(mail => new MailHead(
        mail.Id, mail.Kind, mail.WatchlistName, mail.StoryId, mail.Recipient, mail.Subject, mail.MessageId, mail.State,
        mail.CreatedAt, mail.DueAt, mail.Attempts, mail.InDoubt, mail.LastCode, mail.LastText, mail.SentAt));
}
