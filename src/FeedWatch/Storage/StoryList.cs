using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>Which stories to show.</summary>
/// <param name="Watchlist">Id of a watchlist, or null for all.</param>
/// <param name="Topic">Id of a topic in it, or null for all.</param>
/// <param name="Since">Stories opened since, or null.</param>
/// <param name="Before">Stories with a smaller id than this: the next page; or null.</param>
/// <param name="Items">Only stories with a version among these items; null means all.</param>
public sealed record StoryFilter(string? Watchlist = null, string? Topic = null, DateTimeOffset? Since = null, long? Before = null, IReadOnlyCollection<long>? Items = null);

/// <summary>A page of stories, newest first.</summary>
/// <param name="Next">The <see cref="StoryFilter.Before"/> of the next page, or null on the last one.</param>
public sealed record StoryListPage(IReadOnlyList<StoryDetail> Stories, long? Next);

/// <summary>Reads stories page by page. Every question walks an index, so that a page costs the same however much is stored.</summary>
public sealed class StoryList(Database database)
{
    /// <summary>Hits read at once when looking for stories.</summary>
    private const int Stretch = 200;

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
        if (filter.Items is { } items)
        {
            // The items come from a search and are few; their stories are found by the index on the item.
            var found = new SortedSet<long>();
            foreach (var some in items.Chunk(500))
            {
                var ids = some.ToList();
                found.UnionWith(await context.Versions.Where(version => ids.Contains(version.ItemId)).Select(version => version.StoryId).ToListAsync(cancellation));
            }

            var ordered = found.Reverse().Where(id => id < before).ToList();
            return filter.Watchlist is null && filter.Since is null ? [.. ordered.Take(limit)] : await NarrowAsync(context, filter, ordered, limit, cancellation);
        }

        if (filter.Watchlist is not null)
        {
            return await FlaggedAsync(context, filter, before, limit, cancellation);
        }

        return filter.Since is { } since
            ? await context.Stories.Where(story => story.CreatedAt >= since && story.Id < before)
                .OrderByDescending(story => story.CreatedAt).ThenByDescending(story => story.Id).Select(story => story.Id).Take(limit).ToListAsync(cancellation)
            : await context.Stories.Where(story => story.Id < before).OrderByDescending(story => story.Id).Select(story => story.Id).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>Walks down the hits of a watchlist or topic, a stretch at a time: sorting out all of them would cost more the more there are.</summary>
    private static async Task<List<long>> FlaggedAsync(FeedWatchContext context, StoryFilter filter, long before, int limit, CancellationToken cancellation)
    {
        var oldest = filter.Since is not { } since ? 0L : await context.Stories.Where(story => story.CreatedAt >= since)
            .OrderBy(story => story.CreatedAt).ThenBy(story => story.Id).Select(story => story.Id).FirstOrDefaultAsync(cancellation);
        var stories = new List<long>();
        if (oldest == 0 && filter.Since is not null)
        {
            return stories; // none was opened since
        }

        for (var isMore = true; isMore && stories.Count < limit;)
        {
            var stretch = await Flagged(context, filter).Where(id => id < before && id >= oldest).OrderByDescending(id => id).Take(Stretch).ToListAsync(cancellation);
            stories.AddRange(stretch.Distinct());
            isMore = stretch.Count == Stretch;
            before = stretch.Count == 0 ? before : stretch[^1];
        }

        return [.. stories.Take(limit)];
    }

    /// <summary>Stories of the hits of a watchlist or topic, once for each hit.</summary>
    private static IQueryable<long> Flagged(FeedWatchContext context, StoryFilter filter)
    {
        var hits = context.Hits.Where(hit => hit.Watchlist == filter.Watchlist);
        return (filter.Topic is null ? hits : hits.Where(hit => hit.Topic == filter.Topic)).Select(hit => hit.StoryId);
    }

    private static async Task<List<long>> NarrowAsync(FeedWatchContext context, StoryFilter filter, List<long> ids, int limit, CancellationToken cancellation)
    {
        var kept = new List<long>();
        foreach (var chunk in ids.Chunk(500))
        {
            var some = chunk.ToList();
            var stories = context.Stories.Where(story => some.Contains(story.Id));
            stories = filter.Since is null ? stories : stories.Where(story => story.CreatedAt >= filter.Since);
            var flagged = filter.Watchlist is null ? null : Flagged(context, filter);
            kept.AddRange(await (flagged is null ? stories : stories.Where(story => flagged.Contains(story.Id)))
                .OrderByDescending(story => story.Id).Select(story => story.Id).ToListAsync(cancellation));
            if (kept.Count >= limit)
            {
                break;
            }
        }

        return [.. kept.Take(limit)];
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
