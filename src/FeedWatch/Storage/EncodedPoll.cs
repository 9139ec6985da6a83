namespace FeedWatch.Storage;

/// <summary>A poll whose new items are written as the database takes them. Of these it keeps only what a topic flagged; the texts of the others are in their rows.</summary>
public sealed class EncodedPoll : IDisposable
{
    internal EncodedPoll(FeedPoll poll, bool isPostgres)
    {
        var fresh = poll.Reading?.Fresh ?? [];
        var added = fresh.Where(item => item.ItemId is null).ToList();
        NewItems = added.Count == 0 ? null : new NewItems(poll, added, isPostgres);
        Poll = poll.Reading is { } reading ? poll with { Reading = reading with { Fresh = [] } } : poll;
        var place = 0;
        foreach (var item in fresh)
        {
            if (item.ItemId is not null || item.Hits.Count > 0)
            {
                Arriving.Add((item, place));
            }

            place += item.ItemId is null ? 1 : 0;
        }
    }

    /// <summary>The poll, without its items.</summary>
    public FeedPoll Poll { get; }

    internal NewItems? NewItems { get; }

    /// <summary>Items that are known and changed, or new and flagged, with their place among the new ones.</summary>
    internal List<(FreshItem Item, int Place)> Arriving { get; } = [];

    /// <summary>Gives the memory of the rows back.</summary>
    public void Dispose() => NewItems?.Dispose();
}
