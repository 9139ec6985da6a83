using System.Buffers.Binary;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>One item as a feed listed it: who it is, what it looks like, what it says.</summary>
/// <param name="Key">Identity by the feed's rule.</param>
/// <param name="Look">Title and address: recognises an item whose identity changed.</param>
/// <param name="Text">All of its text: tells a changed item.</param>
public readonly record struct ListedItem(UInt128 Key, ulong Look, ulong Text);

/// <summary>How the looks and texts of a listing are hashed.</summary>
public enum ListingForm : byte
{
    /// <summary>As earlier versions did: compared with once, and written no more.</summary>
    Sha256 = 1,

    /// <summary>XXH3, which costs a tenth.</summary>
    Current = 2,
}

/// <summary>
/// What a feed listed at its last reading. It makes the common case free: an item that was listed before costs no look-up, and
/// the memory of a feed is never smaller than the feed.
/// </summary>
/// <param name="Identity">The rule in force, judged from what the feed did so far; never <see cref="FeedIdentity.Auto"/>.</param>
public sealed record Listing(FeedIdentity Identity, IReadOnlyList<ListedItem> Items, ListingForm Form = ListingForm.Current)
{
    private const int ItemSize = 32;
    private Dictionary<UInt128, int>? _places;

    /// <summary>A copy may get other items: it looks for their places itself.</summary>
    private Listing(Listing other) => (Identity, Items, Form) = (other.Identity, other.Items, other.Form);

    /// <summary>A feed that was never read.</summary>
    public static Listing Empty { get; } = new(FeedIdentity.Guid, []);

    /// <summary>Where the item with this key stands; -1 when it was not listed.</summary>
    public int Place(UInt128 key)
    {
        if (_places is null)
        {
            _places = new Dictionary<UInt128, int>(Items.Count);
            for (var place = 0; place < Items.Count; place++)
            {
                _places.TryAdd(Items[place].Key, place);
            }
        }

        return _places.GetValueOrDefault(key, -1);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[2 + (Items.Count * ItemSize)];
        (bytes[0], bytes[1]) = ((byte)Form, (byte)Identity);
        for (var i = 0; i < Items.Count; i++)
        {
            var entry = bytes.AsSpan(2 + (i * ItemSize));
            BinaryPrimitives.WriteUInt128BigEndian(entry, Items[i].Key);
            BinaryPrimitives.WriteUInt64BigEndian(entry[16..], Items[i].Look);
            BinaryPrimitives.WriteUInt64BigEndian(entry[24..], Items[i].Text);
        }

        return bytes;
    }

    public static Listing FromBytes(byte[] bytes)
    {
        if (bytes.Length < 2 || bytes[0] is not ((byte)ListingForm.Sha256 or (byte)ListingForm.Current))
        {
            return Empty; // written by another version: every item is looked up once
        }

        var items = new ListedItem[(bytes.Length - 2) / ItemSize];
        for (var i = 0; i < items.Length; i++)
        {
            var entry = bytes.AsSpan(2 + (i * ItemSize));
            items[i] = new ListedItem(
                ItemKeys.ToNumber(entry), BinaryPrimitives.ReadUInt64BigEndian(entry[16..]), BinaryPrimitives.ReadUInt64BigEndian(entry[24..]));
        }

        return new Listing((FeedIdentity)bytes[1], items, (ListingForm)bytes[0]);
    }
}
