using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>Which stories to show.</summary>
/// <param name="Watchlist">Id of a watchlist, or null for all.</param>
/// <param name="Topic">Id of a topic in it, or null for all.</param>
/// <param name="Since">Stories opened since, or null.</param>
/// <param name="Before">Stories after this one, the <see cref="StoryListPage.Next"/> of the page before; or null.</param>
/// <param name="Items">Only stories with a version among these items; null means all.</param>
public sealed record StoryFilter(string? Watchlist = null, string? Topic = null, DateTimeOffset? Since = null, long? Before = null, IReadOnlyCollection<long>? Items = null);

/// <summary>A page of stories, newest first.</summary>
/// <param name="Next">The <see cref="StoryFilter.Before"/> of the next page, or null on the last one.</param>
public sealed record StoryListPage(IReadOnlyList<StoryDetail> Stories, long? Next);

/// <summary>Reads stories page by page. Every question walks an index, so that a page costs the same however much is stored.</summary>
public sealed class StoryList(Database database)
{
    /// <summary>Hits read at first when looking for stories.</summary>
    private const int Stretch = 200;
    private const int LongestStretch = 10_000;

    /// <summary>As many items are looked up one by one; more cost more than a walk over all.</summary>
    private const int FewItems = 2_000;

    public async Task<StoryListPage> ReadAsync(StoryFilter filter, int limit, CancellationToken cancellation)
    {
        var ids = await IdsAsync(filter, limit + 1, cancellation);
        var stories = await WholeAsync([.. ids.Take(limit)], cancellation);
        return new StoryListPage(stories, ids.Count > limit ? ids[limit - 1] : null);
    }

    /// <summary>One story, or null.</summary>
    public async Task<StoryDetail?> FindAsync(long id, CancellationToken cancellation) => (await WholeAsync([id], cancellation)).FirstOrDefault();

    private async Task<List<long>> IdsAsync(StoryFilter filter, int limit, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var before = filter.Before ?? long.MaxValue;
        if (filter is { Items: null, Watchlist: null, Since: { } opened })
        {
            // Polls are saved in another order than they were made in: ids and times do not run together.
            var end = await context.Stories.Where(story => story.Id == filter.Before).Select(story => (DateTimeOffset?)story.CreatedAt).FirstOrDefaultAsync(cancellation);
            var after = end is { } time ? context.Stories.Where(story => story.CreatedAt <= time && (story.CreatedAt < time || story.Id < before)) : context.Stories.Where(story => story.Id < before);
            return await after.Where(story => story.CreatedAt >= opened)
                .OrderByDescending(story => story.CreatedAt).ThenByDescending(story => story.Id).Select(story => story.Id).Take(limit).ToListAsync(cancellation);
        }

        if (filter is { Items: null, Watchlist: null })
        {
            return await context.Stories.Where(story => story.Id < before).OrderByDescending(story => story.Id).Select(story => story.Id).Take(limit).ToListAsync(cancellation);
        }

        var oldest = filter.Since is { } since ? await OldestAsync(context, since, cancellation) : 0;
        if (oldest is null)
        {
            return []; // none was opened since
        }

        var found = filter.Items is { } items ? await OfItemsAsync(context, items, cancellation) : null;
        if (found is { Count: 0 })
        {
            return [];
        }

        return filter.Watchlist is null
            ? [.. found!.Where(id => id < before && id >= oldest).OrderDescending().Take(limit)]
            : await FlaggedAsync(context, filter, found, before, Math.Max(oldest.Value, found?.Min() ?? 0), limit, cancellation);
    }

    private static async Task<long?> OldestAsync(FeedWatchContext context, DateTimeOffset since, CancellationToken cancellation) => await context.Stories
        .Where(story => story.CreatedAt >= since).OrderBy(story => story.CreatedAt).ThenBy(story => story.Id).Select(story => (long?)story.Id).FirstOrDefaultAsync(cancellation);

    /// <summary>The stories that any of the items stands in: each looked up while they are few, else all versions of that time are walked once.</summary>
    private static async Task<HashSet<long>> OfItemsAsync(FeedWatchContext context, IReadOnlyCollection<long> items, CancellationToken cancellation)
    {
        if (items.Count <= FewItems)
        {
            return await context.Versions.Where(version => items.Contains(version.ItemId)).Select(version => version.StoryId).ToHashSetAsync(cancellation);
        }

        var (first, last, wanted) = (items.Min(), items.Max(), items.ToHashSet());
        var stories = new HashSet<long>();
        var versions = context.Versions.Where(version => version.ItemId >= first && version.ItemId <= last).Select(version => new { version.ItemId, version.StoryId }).AsAsyncEnumerable();
        await foreach (var version in versions.WithCancellation(cancellation))
        {
            if (wanted.Contains(version.ItemId))
            {
                stories.Add(version.StoryId);
            }
        }

        return stories;
    }

    /// <summary>Walks down the hits of a watchlist or topic, in stretches that grow: sorting out all of them would cost more the more there are.</summary>
    /// <param name="among">Only stories of these; null means all.</param>
    private static async Task<List<long>> FlaggedAsync(
        FeedWatchContext context, StoryFilter filter, HashSet<long>? among, long before, long oldest, int limit, CancellationToken cancellation)
    {
        var stories = new List<long>();
        for (var stretch = Stretch; stories.Count < limit; stretch = Math.Min(stretch * 2, LongestStretch))
        {
            var ids = await Flagged(context, filter).Where(id => id < before && id >= oldest).OrderByDescending(id => id).Take(stretch).ToListAsync(cancellation);
            stories.AddRange(ids.Distinct().Where(id => among?.Contains(id) ?? true));
            if (ids.Count < stretch)
            {
                break;
            }

            before = ids[^1];
        }

        return [.. stories.Take(limit)];
    }

    private static IQueryable<long> Flagged(FeedWatchContext context, StoryFilter filter)
    {
        var hits = context.Hits.Where(hit => hit.Watchlist == filter.Watchlist);
        return (filter.Topic is null ? hits : hits.Where(hit => hit.Topic == filter.Topic)).Select(hit => hit.StoryId);
    }

    private async Task<List<StoryDetail>> WholeAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var connection = await database.ConnectAsync(cancellation);
        await using var transaction = await connection.BeginReadingAsync(cancellation);
        var details = await StoryDetails.ReadAsync(database, transaction, ids, cancellation);
        return [.. ids.Where(details.ContainsKey).Select(id => details[id])];
    }
}
