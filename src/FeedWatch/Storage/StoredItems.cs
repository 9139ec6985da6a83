using System.Runtime.CompilerServices;
using System.Text.Json;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>A stored item as the topics see it, with the topics of one watchlist that flagged it.</summary>
public sealed record StoredItem(ItemRow Item, TopicItem Described, IReadOnlyList<string> Topics);

/// <summary>Reads stored items to match them anew.</summary>
public sealed class StoredItems(Database database)
{
    /// <summary>Oldest first, as a stream.</summary>
    /// <param name="watchlist">Id of the watchlist whose hits are wanted.</param>
    public async IAsyncEnumerable<StoredItem> ReadAsync(
        DateTimeOffset since, string watchlist, IReadOnlyDictionary<string, FeedSettings> configured, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = database.Read();
        var feeds = await context.Feeds.ToDictionaryAsync(feed => feed.Id, cancellation);
        var hits = (await context.Hits.Where(hit => hit.Watchlist == watchlist).Select(hit => new { hit.ItemId, hit.Topic }).ToListAsync(cancellation))
            .ToLookup(hit => hit.ItemId, hit => hit.Topic);
        var items = context.Items.Where(item => item.FirstSeen >= since).OrderBy(item => item.Id).AsAsyncEnumerable();
        await foreach (var item in items.WithCancellation(cancellation))
        {
            yield return new StoredItem(item, Describe(item, feeds[item.FeedId], configured.GetValueOrDefault(feeds[item.FeedId].Key)), [.. hits[item.Id]]);
        }
    }

    /// <summary>A stored item as it was when it came in.</summary>
    public static TopicItem Describe(ItemRow item, FeedRow feed, FeedSettings? settings) => new()
    {
        Title = item.Title,
        Summary = item.Summary,
        Content = item.Content,
        Link = item.Link,
        Language = item.Language,
        Authors = Texts(item.Authors),
        Categories = Texts(item.Categories),
        FeedId = feed.Key,
        Source = feed.Name ?? feed.Title,
        FeedTags = settings?.Tags ?? [],
    };

    private static List<string> Texts(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<string>>(json)!;
}
