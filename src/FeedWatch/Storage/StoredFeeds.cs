using Microsoft.EntityFrameworkCore;

namespace FeedWatch.Storage;

/// <summary>Reads feeds for people.</summary>
public sealed class StoredFeeds(Database database)
{
    /// <summary>All feeds, those that left the configuration last.</summary>
    public async Task<List<FeedRow>> ListAsync(CancellationToken cancellation)
    {
        await using var context = database.Read();
        return await context.Feeds.OrderByDescending(feed => feed.Active).ThenBy(feed => feed.Id).ToListAsync(cancellation);
    }
}
