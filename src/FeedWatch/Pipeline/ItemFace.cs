using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Core.Feeds;
using FeedWatch.Settings;

namespace FeedWatch.Pipeline;

/// <summary>What an item is told apart by: its keys, its look, its text. Each is made once, when it is first asked for.</summary>
/// <param name="form">How look and text are hashed.</param>
public sealed class ItemFace(FeedItem item, ListingForm form)
{
    /// <summary>Kept: to begin anew costs as much as hashing a headline.</summary>
    [ThreadStatic]
    private static SHA256? _sha256;

    private string? _link;
    private ulong? _look;
    private UInt128? _guidKey;

    public FeedItem Item => item;

    public static IReadOnlyList<ItemFace> Of(IReadOnlyList<FeedItem> items, ListingForm form = ListingForm.Current) => [.. items.Select(item => new ItemFace(item, form))];

    /// <summary>Title and address: recognises an item whose identity changed.</summary>
    public ulong Look => _look ??= Short("look", item.Title.AsMemory(), Address.AsMemory());

    /// <summary>All of its text: tells a changed item.</summary>
    public ulong Text => Short("text", item.Title.AsMemory(), item.Summary.Value, item.Content.Value);

    /// <summary>Identity by a rule.</summary>
    public UInt128 Key(FeedIdentity identity) => identity switch
    {
        FeedIdentity.Guid when item.Id is not null => _guidKey ??= Hash("guid", item.Id.AsMemory()),
        FeedIdentity.Guid or FeedIdentity.Link when item.Link is not null => Hash("link", (CanonicalLink ?? item.Link).AsMemory()),
        _ when item.Title is not null || item.Link is not null => Hash("look", item.Title.AsMemory(), Address.AsMemory()),
        _ => Hash("text", item.Summary.Value, item.Content.Value, item.Published?.ToString("O").AsMemory() ?? default),
    };

    /// <summary>Whether its address has a query, of which nobody knows whether it tells one article from another.</summary>
    public bool HasQuery => CanonicalLink?.Contains('?', StringComparison.Ordinal) ?? false;

    private string? CanonicalLink => _link ??= Core.Stories.CanonicalLink.Of(item.Link);

    /// <summary>Host and path only: session ids hide in queries.</summary>
    private string? Address => CanonicalLink is { } link ? link.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? link[..query] : link : null;

    /// <summary>Tells one thing of a feed from another of the same feed; it need not withstand anybody.</summary>
    private ulong Short(string kind, params ReadOnlySpan<ReadOnlyMemory<char>> parts)
    {
        if (form == ListingForm.Sha256)
        {
            return (ulong)Hash(kind, parts);
        }

        var hash = 0UL;
        foreach (var part in parts)
        {
            // A part that is missing counts, too, and parts cannot run into each other: each is hashed by itself, seeded with those before it.
            hash = part.IsEmpty ? ~hash : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(part.Span), (long)hash);
        }

        return hash;
    }

    private static UInt128 Hash(string kind, params ReadOnlySpan<ReadOnlyMemory<char>> parts)
    {
        var size = kind.Length;
        foreach (var part in parts)
        {
            size += 2 + Encoding.UTF8.GetMaxByteCount(part.Length);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var length = Encoding.UTF8.GetBytes(kind, buffer);
        foreach (var part in parts)
        {
            if (part.IsEmpty)
            {
                buffer[length++] = 0xFF;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(part.Span, buffer.AsSpan(length));
            }

            buffer[length++] = 0xFE; // no UTF-8 text holds it: parts cannot run into each other
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        (_sha256 ??= SHA256.Create()).TryComputeHash(buffer.AsSpan(0, length), hash, out _);
        ArrayPool<byte>.Shared.Return(buffer);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
