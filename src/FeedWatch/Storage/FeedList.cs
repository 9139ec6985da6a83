using System.Text.Json;
using FeedWatch.Settings.Values;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>How a feed is doing, worst first.</summary>
public enum FeedCondition
{
    /// <summary>Reading it ended the program again and again; tried alone, after ever longer waits.</summary>
    Quarantined,

    /// <summary>The last poll failed.</summary>
    Failing,

    /// <summary>Not polled until a person resumes it: the publisher said it is gone.</summary>
    Paused,

    /// <summary>Items rolled out of it between two polls within the last days.</summary>
    Gap,

    /// <summary>It works, but its document is broken in places.</summary>
    Degraded,

    /// <summary>Not polled yet.</summary>
    New,

    Fine,

    /// <summary>No longer configured; its history is kept.</summary>
    Removed,
}

/// <summary>A feed for people to look at. Addresses are without their secrets, paths without the folders that lead to the configuration.</summary>
public sealed record FeedHealth
{
    public required FeedRow Row { get; init; }
    public required FeedCondition Condition { get; init; }

    /// <summary>Name, title or address.</summary>
    public string Name => Row.Name ?? Row.Title ?? WebAddress.Hidden(Row.Key);
    public string Key => WebAddress.Hidden(Row.Key);
    public string Url => WebAddress.Hidden(Row.Url);

    /// <summary>Problem codes of the last document, with how often each occurred.</summary>
    public IReadOnlyDictionary<string, int> Problems { get; init; } = new Dictionary<string, int>();

    /// <summary>Where the feed has moved for good, or null.</summary>
    public string? MovedTo { get; init; }

    /// <summary>New items a day, or null before that is known.</summary>
    public double? ItemsPerDay { get; init; }
    public int FailuresInARow { get; init; }
}

/// <summary>Reads the feeds for people.</summary>
/// <param name="folder">Of the configuration: files are named as seen from there.</param>
public sealed class FeedList(Database database, string folder)
{
    private static readonly TimeSpan GapShown = TimeSpan.FromDays(3);

    /// <summary>What the page says of the pipeline's poll state; the rest of it is the pipeline's own.</summary>
    private sealed record PollStateView(string? PermanentUrl, int PermanentCount, int ConsecutiveFailures, double ItemsPerDay, DateTimeOffset? ObservedSince);

    /// <summary>All feeds, those in trouble first, then by name.</summary>
    public async Task<IReadOnlyList<FeedHealth>> ReadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var rows = await context.Feeds.ToListAsync(cancellation);
        return [.. rows.Select(row => Judge(row, now)).OrderBy(feed => feed.Condition).ThenBy(feed => feed.Name, StringComparer.OrdinalIgnoreCase).ThenBy(feed => feed.Row.Id)];
    }

    /// <summary>One feed, or null.</summary>
    public async Task<FeedHealth?> FindAsync(long id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var context = database.Read();
        return await context.Feeds.FirstOrDefaultAsync(feed => feed.Id == id, cancellation) is { } row ? Judge(row, now) : null;
    }

    /// <summary>The items of a feed that came last, newest first.</summary>
    public async Task<IReadOnlyList<ItemRow>> LatestItemsAsync(long feed, int limit, CancellationToken cancellation)
    {
        await using var context = database.Read();
        // The keys of a feed are its few thousands; the items are everybody's, and have no index by feed.
        var latest = context.Seen.Where(seen => seen.FeedId == feed).OrderByDescending(seen => seen.ItemId).Select(seen => seen.ItemId).Take(limit);
        return await context.Items.Where(item => latest.Contains(item.Id)).OrderByDescending(item => item.Id)
            .Select(item => new ItemRow { Id = item.Id, Title = item.Title, Link = item.Link, Published = item.Published, FirstSeen = item.FirstSeen }).ToListAsync(cancellation);
    }

    /// <summary>How the last document of a feed began that could not be read, or not all of it; null when all could.</summary>
    public async Task<BrokenDocumentRow?> BrokenDocumentAsync(long feed, CancellationToken cancellation)
    {
        await using var context = database.Read();
        return await context.BrokenDocuments.FirstOrDefaultAsync(document => document.FeedId == feed, cancellation);
    }

    private FeedHealth Judge(FeedRow row, DateTimeOffset now)
    {
        if (!WebAddress.HasScheme(row.Url))
        {
            var (path, shown) = (row.Url, Path.GetRelativePath(folder, row.Url).Replace('\\', '/'));
            (row.Url, row.LastText) = (shown, row.LastText?.Replace(path, shown, StringComparison.Ordinal));
        }

        var state = row.PollState is null ? null : JsonSerializer.Deserialize<PollStateView>(row.PollState, StoredJson.Options);
        return new FeedHealth
        {
            Row = row,
            Condition = Condition(row, now),
            Problems = row.Problems is null ? new Dictionary<string, int>() : JsonSerializer.Deserialize<Dictionary<string, int>>(row.Problems, StoredJson.Options)!,
            MovedTo = state is { PermanentUrl: { } url, PermanentCount: >= MovedAfter } ? WebAddress.Hidden(url) : null,
            ItemsPerDay = state?.ObservedSince is { } since && now - since > TimeSpan.FromDays(1) ? state.ItemsPerDay : null,
            FailuresInARow = state?.ConsecutiveFailures ?? 0,
        };
    }

    private const int MovedAfter = 3;

    private static FeedCondition Condition(FeedRow row, DateTimeOffset now) => row switch
    {
        { Active: false } => FeedCondition.Removed,
        { LastCode: "quarantined" } => FeedCondition.Quarantined,
        { Paused: true } => FeedCondition.Paused,
        { LastPolledAt: null } => FeedCondition.New,
        { LastCode: not (null or "ok" or "same" or "not_modified") } => FeedCondition.Failing,
        { GapAt: { } gap } when now - gap < GapShown => FeedCondition.Gap,
        { Degraded: true } => FeedCondition.Degraded,
        _ => FeedCondition.Fine,
    };
}
