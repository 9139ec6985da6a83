using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Core.Feeds;
using FeedWatch.Core.Stories;
using FeedWatch.Settings;

namespace FeedWatch.Pipeline;

/// <summary>
/// Tells the items of one feed apart. By default the guid does it; a feed whose items share one guid, or that hands out new
/// guids at every poll, is judged by its links or by title and address instead.
/// </summary>
public static class ItemIdentity
{
    /// <summary>The rule for this document.</summary>
    /// <param name="configured">What the user says; wins unless <see cref="FeedIdentity.Auto"/>.</param>
    /// <param name="before">What the feed listed last.</param>
    public static FeedIdentity Judge(IReadOnlyList<FeedItem> items, FeedIdentity configured, Listing before)
    {
        if (configured != FeedIdentity.Auto)
        {
            return configured;
        }

        if (before.Identity == FeedIdentity.Guid && HasUsableGuids(items))
        {
            return GuidsTurnOver(items, before) ? FeedIdentity.Fingerprint : FeedIdentity.Guid;
        }

        if (before.Identity == FeedIdentity.Fingerprint)
        {
            return FeedIdentity.Fingerprint;
        }

        var links = items.Select(item => item.Link).Where(link => link is not null).ToList();
        return links.Count == items.Count && links.Distinct(StringComparer.Ordinal).Count() == links.Count ? FeedIdentity.Link : FeedIdentity.Fingerprint;
    }

    /// <summary>The items of a document as a listing, in document order, duplicates left out (the first wins).</summary>
    public static (Listing Listing, IReadOnlyList<int> Indexes) List(IReadOnlyList<FeedItem> items, FeedIdentity identity)
    {
        var seen = new HashSet<UInt128>(items.Count);
        var listed = new List<ListedItem>(items.Count);
        var indexes = new List<int>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var key = KeyOf(items[i], identity);
            if (seen.Add(key))
            {
                listed.Add(new ListedItem(key, LookOf(items[i]), TextOf(items[i])));
                indexes.Add(i);
            }
        }

        return (new Listing(identity, listed), indexes);
    }

    private static bool HasUsableGuids(IReadOnlyList<FeedItem> items)
    {
        var guids = items.Select(item => item.Id).Where(id => id is not null).ToList();
        return guids.Count < 2 || guids.Distinct(StringComparer.Ordinal).Count() > 1;
    }

    /// <summary>Most of what was listed is back with the same title and address, under other guids.</summary>
    private static bool GuidsTurnOver(IReadOnlyList<FeedItem> items, Listing before)
    {
        var keys = before.Items.Select(item => item.Key).ToHashSet();
        if (items.Count(item => !keys.Contains(KeyOf(item, FeedIdentity.Guid))) < 2)
        {
            return false;
        }

        var looks = before.Items.Select(item => item.Look).ToHashSet();
        var alike = items.Where(item => looks.Contains(LookOf(item))).ToList();
        var turned = alike.Count(item => !keys.Contains(KeyOf(item, FeedIdentity.Guid)));
        return turned >= 2 && turned * 2 >= alike.Count;
    }

    private static UInt128 KeyOf(FeedItem item, FeedIdentity identity) => identity switch
    {
        FeedIdentity.Guid when item.Id is not null => Hash("guid", item.Id),
        FeedIdentity.Guid or FeedIdentity.Link when item.Link is not null => Hash("link", CanonicalLink.Of(item.Link) ?? item.Link),
        _ when item.Title is not null || item.Link is not null => Hash("look", item.Title, AddressOf(item.Link)),
        _ => Hash("text", item.Summary.Value, item.Content.Value, item.Published?.ToString("O")),
    };

    private static ulong LookOf(FeedItem item) => Short(Hash("look", item.Title, AddressOf(item.Link)));

    private static ulong TextOf(FeedItem item) => Short(Hash("text", item.Title, item.Summary.Value, item.Content.Value));

    /// <summary>Host and path only: session ids hide in queries.</summary>
    private static string? AddressOf(string? link) => CanonicalLink.Of(link)?.Split('?')[0];

    private static ulong Short(UInt128 hash) => (ulong)hash;

    private static UInt128 Hash(string kind, params ReadOnlySpan<string?> parts)
    {
        var size = kind.Length;
        foreach (var part in parts)
        {
            size += 2 + Encoding.UTF8.GetMaxByteCount(part?.Length ?? 0);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var length = Encoding.UTF8.GetBytes(kind, buffer);
        foreach (var part in parts)
        {
            if (part is null)
            {
                buffer[length++] = 0xFF;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(part, buffer.AsSpan(length));
            }

            buffer[length++] = 0xFE; // no UTF-8 text holds it: parts cannot run into each other
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(buffer);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
