using System.Data.Common;
using System.Text.Json;
using NpgsqlTypes;

namespace FeedWatch.Storage;

/// <summary>The new items of one poll, as rows of <c>item</c> and <c>seen</c>.</summary>
internal sealed class NewItems : IDisposable
{
    private static readonly (string, NpgsqlDbType)[] ItemColumns =
    [
        ("id", NpgsqlDbType.Bigint), ("feed_id", NpgsqlDbType.Bigint), ("key", NpgsqlDbType.Bytea), ("guid", NpgsqlDbType.Text), ("title", NpgsqlDbType.Text),
        ("link", NpgsqlDbType.Text), ("published", NpgsqlDbType.TimestampTz), ("updated", NpgsqlDbType.TimestampTz), ("first_seen", NpgsqlDbType.TimestampTz),
        ("language", NpgsqlDbType.Text), ("authors", NpgsqlDbType.Text), ("categories", NpgsqlDbType.Text), ("summary", NpgsqlDbType.Text), ("content", NpgsqlDbType.Text),
    ];

    private static readonly (string, NpgsqlDbType)[] SeenColumns = [("item_id", NpgsqlDbType.Bigint), ("feed_id", NpgsqlDbType.Bigint), ("key", NpgsqlDbType.Bytea)];

    private readonly EncodedRows _items;
    private readonly EncodedRows _seen;

    /// <summary>Places of the items in the order of their keys: neighbours in the index are written one after the other.</summary>
    private readonly int[] _byKey;

    public NewItems(FeedPoll poll, IReadOnlyList<FreshItem> items, bool isPostgres)
    {
        (_items, _seen, Ids) = (new EncodedRows(isPostgres, items.Sum(Size)), new EncodedRows(isPostgres), new long[items.Count]);
        foreach (var item in items)
        {
            Add(poll, item);
        }

        _byKey = [.. Enumerable.Range(0, items.Count).OrderBy(place => ItemKeys.ToNumber(items[place].Key))];
        foreach (var place in _byKey)
        {
            _seen.Begin(SeenColumns.Length);
            _seen.Long(0);
            _seen.Long(poll.FeedId);
            _seen.Bytes(items[place].Key);
        }
    }

    public int Count => Ids.Length;

    /// <summary>In the order of the items, once they are set.</summary>
    public long[] Ids { get; }

    public static string? Json(IReadOnlyList<string> texts) => texts.Count == 0 ? null : JsonSerializer.Serialize(texts, StoredJson.Options);

    /// <exception cref="SeenBeforeException">One of them is not new; the transaction takes nothing more.</exception>
    public static async Task InsertAsync(DbTransaction transaction, IReadOnlyList<NewItems> polls, CancellationToken cancellation)
    {
        try
        {
            await EncodedRows.InsertAsync(transaction, "seen", SeenColumns, [.. polls.Select(poll => poll._seen)], cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsKeyTaken(fault))
        {
            throw new SeenBeforeException(fault);
        }

        await EncodedRows.InsertAsync(transaction, "item", ItemColumns, [.. polls.Select(poll => poll._items)], cancellation);
    }

    /// <summary>The ids are those from <paramref name="first"/> on.</summary>
    public void SetIds(IReadOnlyList<long> ids, int first)
    {
        for (var i = 0; i < Count; i++)
        {
            Ids[i] = ids[first + i];
            _items.SetFirst(i, Ids[i]);
        }

        for (var row = 0; row < Count; row++)
        {
            _seen.SetFirst(row, Ids[_byKey[row]]);
        }
    }

    public void Dispose()
    {
        _items.Dispose();
        _seen.Dispose();
    }

    /// <summary>About how many bytes it takes, if most of its letters take one.</summary>
    private static int Size(FreshItem item) => 256 + ((item.Summary?.Length ?? 0) + (item.Content?.Length ?? 0)) * 9 / 8;

    private void Add(FeedPoll poll, FreshItem item)
    {
        _items.Begin(ItemColumns.Length);
        _items.Long(0);
        _items.Long(poll.FeedId);
        _items.Bytes(item.Key);
        _items.Text(item.Guid);
        _items.Text(item.Title);
        _items.Text(item.Link);
        _items.Moment(item.Published);
        _items.Moment(item.Updated);
        _items.Moment(poll.At);
        _items.Text(item.Language);
        _items.Text(Json(item.Authors));
        _items.Text(Json(item.Categories));
        _items.Text(item.Summary);
        _items.Text(item.Content);
    }
}
