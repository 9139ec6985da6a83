using System.Text.Json;
using FeedWatch.Core.Topics;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>A stored hit with its item.</summary>
/// <param name="Language">As the feed said it; null when it did not, or the item is no longer kept.</param>
public sealed record StoredHit(HitRow Hit, string Feed, string? Guid, string? Title, string? Link, DateTimeOffset? Published, string? Language)
{
    public IReadOnlyList<Evidence> Evidence => JsonSerializer.Deserialize<List<Evidence>>(Hit.Evidence, StoredJson.Options)!;
}

/// <summary>A page of hits, newest first.</summary>
/// <param name="Next">What leads to the next page; null when this is the last one.</param>
public sealed record StoredHitPage(IReadOnlyList<StoredHit> Hits, long? Next);

/// <summary>Reads hits and stories for people.</summary>
public sealed class StoredHits(Database database)
{
    /// <summary>Oldest first.</summary>
    public async Task<List<StoredHit>> ListAsync(DateTimeOffset since, string? topic, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var rows = await (
            from hit in context.Hits
            join version in context.Versions on hit.VersionId equals version.Id
            join feed in context.Feeds on hit.FeedId equals feed.Id
            join item in context.Items on hit.ItemId equals item.Id into items
            from item in items.DefaultIfEmpty()
            where hit.FoundAt >= since && (topic == null || hit.Topic == topic)
            orderby hit.Id
            select new { hit, feed.Key, version.Title, version.Link, Guid = item == null ? null : item.Guid, Published = item == null ? null : item.Published, Language = item == null ? null : item.Language })
            .ToListAsync(cancellation);
        return rows.ConvertAll(row => new StoredHit(row.hit, row.Key, row.Guid, row.Title, row.Link, row.Published, row.Language));
    }

    /// <summary>A page of hits, newest first.</summary>
    /// <remarks>
    /// Polls are saved in another order than they were made in, so ids and times do not run together: the next page begins where this one
    /// ended in the order that it has, by time when an index on time leads to it, else by id.
    /// </remarks>
    /// <param name="before">Only hits after this one, the <see cref="StoredHitPage.Next"/> of the page before; null means from the newest.</param>
    public async Task<StoredHitPage> PageAsync(string? watchlist, string? topic, DateTimeOffset? since, long? before, int limit, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var isByTime = watchlist is not null || since is not null;
        var end = isByTime && before is not null ? await context.Hits.Where(hit => hit.Id == before).Select(hit => (DateTimeOffset?)hit.FoundAt).FirstOrDefaultAsync(cancellation) : null;
        var hits = end is { } time
            ? context.Hits.Where(hit => hit.FoundAt <= time && (hit.FoundAt < time || hit.Id < before))
            : context.Hits.Where(hit => hit.Id < (before ?? long.MaxValue));
        hits = watchlist is null ? hits : hits.Where(hit => hit.Watchlist == watchlist);
        hits = topic is null ? hits : hits.Where(hit => hit.Topic == topic);
        hits = since is null ? hits : hits.Where(hit => hit.FoundAt >= since);
        var page = (isByTime ? hits.OrderByDescending(hit => hit.FoundAt).ThenByDescending(hit => hit.Id) : hits.OrderByDescending(hit => hit.Id)).Take(limit);
        var rows = await (
            from hit in page
            join version in context.Versions on hit.VersionId equals version.Id
            join feed in context.Feeds on hit.FeedId equals feed.Id
            join item in context.Items on hit.ItemId equals item.Id into items
            from item in items.DefaultIfEmpty()
            select new { hit, feed.Key, version.Title, version.Link, Guid = item == null ? null : item.Guid, Published = item == null ? null : item.Published, Language = item == null ? null : item.Language })
            .ToListAsync(cancellation);
        var found = rows.OrderByDescending(row => row.hit.FoundAt).ThenByDescending(row => row.hit.Id)
            .Select(row => new StoredHit(row.hit, row.Key, row.Guid, row.Title, row.Link, row.Published, row.Language)).ToList();
        return new StoredHitPage(found, found.Count < limit ? null : isByTime ? found[^1].Hit.Id : found.Min(hit => hit.Hit.Id));
    }

    /// <summary>Stories that changed since, oldest first, each whole.</summary>
    public async Task<List<StoryDetail>> StoriesAsync(DateTimeOffset since, string? topic, CancellationToken cancellation)
    {
        await using var context = database.Read();
        var ids = await context.Stories
            .Where(story => story.ChangedAt >= since && (topic == null || context.Hits.Any(hit => hit.StoryId == story.Id && hit.Topic == topic)))
            .OrderBy(story => story.Id).Select(story => story.Id).ToListAsync(cancellation);
        await using var connection = await database.ConnectAsync(cancellation);
        await using var transaction = await connection.BeginReadingAsync(cancellation);
        var details = await StoryDetails.ReadAsync(database, transaction, ids, cancellation);
        return ids.ConvertAll(id => details[id]);
    }
}
