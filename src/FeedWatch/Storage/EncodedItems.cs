using System.Data.Common;
using System.Text.Json;
using NpgsqlTypes;

namespace FeedWatch.Storage;

/// <summary>
/// The new items of one poll, as rows of <c>item</c> that are written long before it is their turn to be saved. Beside the rows it keeps only what a
/// topic flagged: the texts of the others are in their rows.
/// </summary>
public sealed class EncodedItems : IDisposable
{
    private static readonly (string, NpgsqlDbType)[] ItemColumns =
    [
        ("id", NpgsqlDbType.Bigint), ("feed_id", NpgsqlDbType.Bigint), ("key", NpgsqlDbType.Bytea), ("guid", NpgsqlDbType.Text), ("title", NpgsqlDbType.Text),
        ("link", NpgsqlDbType.Text), ("published", NpgsqlDbType.TimestampTz), ("updated", NpgsqlDbType.TimestampTz), ("first_seen", NpgsqlDbType.TimestampTz),
        ("language", NpgsqlDbType.Text), ("authors", NpgsqlDbType.Text), ("categories", NpgsqlDbType.Text), ("summary", NpgsqlDbType.Text), ("content", NpgsqlDbType.Text),
    ];

    private static readonly (string, NpgsqlDbType)[] SeenColumns = [("feed_id", NpgsqlDbType.Bigint), ("key", NpgsqlDbType.Bytea), ("item_id", NpgsqlDbType.Bigint)];

    /// <summary>Bytes of a seen key's row: three fields, each with its length.</summary>
    private const int SeenSize = sizeof(short) + (3 * sizeof(int)) + sizeof(long) + ItemKeys.Size + sizeof(long);

    private readonly long _feedId;
    private readonly EncodedRows _rows;
    private readonly List<UInt128> _keys;
    private readonly List<FreshItem?> _flagged;

    internal EncodedItems(long feedId, DateTimeOffset at, IReadOnlyCollection<FreshItem> items, bool isPostgres)
    {
        _feedId = feedId;
        _rows = new EncodedRows(isPostgres, items.Sum(Size));
        (_keys, _flagged) = (new(items.Count), new(items.Count));
        foreach (var item in items)
        {
            Add(item, at);
            _keys.Add(item.Key);
            _flagged.Add(item.Hits.Count > 0 ? item : null);
        }
    }

    public int Count => _keys.Count;

    /// <summary>By which the feed tells them apart, in the order in which they arrived.</summary>
    public IReadOnlyList<UInt128> Keys => _keys;

    /// <summary>Leaves out those that are not new after all.</summary>
    /// <returns>Their keys, and the items that a topic flagged.</returns>
    public IReadOnlyList<(UInt128 Key, FreshItem? Flagged)> Remove(Predicate<UInt128> isKnown)
    {
        var removed = new List<(UInt128, FreshItem?)>();
        for (var place = Count - 1; place >= 0; place--)
        {
            if (isKnown(_keys[place]))
            {
                removed.Add((_keys[place], _flagged[place]));
                _rows.Remove(place);
                _keys.RemoveAt(place);
                _flagged.RemoveAt(place);
            }
        }

        return removed;
    }

    /// <summary>Gives the memory of the rows back.</summary>
    public void Dispose() => _rows.Dispose();

    internal static string? Json(IReadOnlyList<string> texts) => texts.Count == 0 ? null : JsonSerializer.Serialize(texts, StoredJson.Options);

    /// <summary>Writes the items of many polls.</summary>
    /// <param name="ids">One for each item.</param>
    /// <exception cref="SeenBeforeException">One of them is not new; the transaction takes nothing more.</exception>
    internal static async Task InsertAsync(DbTransaction transaction, IReadOnlyList<EncodedItems> polls, IReadOnlyList<long> ids, bool isPostgres, CancellationToken cancellation)
    {
        using var seen = new EncodedRows(isPostgres, polls.Sum(poll => poll.Count) * SeenSize);
        var first = 0;
        foreach (var poll in polls)
        {
            for (var place = 0; place < poll.Count; place++)
            {
                poll._rows.SetFirst(place, ids[first + place]);
            }

            // Neighbours in the index are written one after the other.
            var (keys, places) = (poll._keys.ToArray(), Enumerable.Range(first, poll.Count).ToArray());
            Array.Sort(keys, places);
            foreach (var (key, place) in keys.Zip(places))
            {
                seen.Begin(SeenColumns.Length);
                seen.Long(poll._feedId);
                seen.Key(key);
                seen.Long(ids[place]);
            }

            first += poll.Count;
        }

        try
        {
            await EncodedRows.InsertAsync(transaction, "seen", SeenColumns, [seen], cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsKeyTaken(fault))
        {
            throw new SeenBeforeException(fault);
        }

        await EncodedRows.InsertAsync(transaction, "item", ItemColumns, [.. polls.Select(poll => poll._rows)], cancellation);
    }

    /// <summary>What a topic flagged, with its place among the items.</summary>
    internal IEnumerable<(FreshItem Item, int Place)> Flagged()
    {
        for (var place = 0; place < _flagged.Count; place++)
        {
            if (_flagged[place] is { } item)
            {
                yield return (item, place);
            }
        }
    }

    /// <summary>About how many bytes it takes, if most of its letters take one.</summary>
    private static int Size(FreshItem item) => 256 + ((item.Summary?.Length ?? 0) + (item.Content?.Length ?? 0)) * 9 / 8;

    private void Add(FreshItem item, DateTimeOffset at)
    {
        _rows.Begin(ItemColumns.Length);
        _rows.Long(0); // its id
        _rows.Long(_feedId);
        _rows.Key(item.Key);
        _rows.Text(item.Guid);
        _rows.Text(item.Title);
        _rows.Text(item.Link);
        _rows.Moment(item.Published);
        _rows.Moment(item.Updated);
        _rows.Moment(at);
        _rows.Text(item.Language);
        _rows.Text(Json(item.Authors));
        _rows.Text(Json(item.Categories));
        _rows.Text(item.Summary);
        _rows.Text(item.Content);
    }
}
