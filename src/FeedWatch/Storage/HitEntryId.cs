using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Storage;

/// <summary>
/// The id that a hit has in the feeds of hits, and the mark in it by which a FeedWatch knows what a FeedWatch wrote. The mark goes
/// wherever the id goes: through aggregators, and through the hits of another installation.
/// </summary>
public static class HitEntryId
{
    /// <summary>"FeedWa", in the 48 bits that RFC 9562 leaves to the maker of a version 8 UUID.</summary>
    private static readonly byte[] Mark = "FeedWa"u8.ToArray();

    private static readonly string Beginning = Text(new byte[16])[..22];

    /// <summary>The same for the same hit for ever, and different between installations: a name-based UUID (RFC 9562, version 8).</summary>
    public static string Of(StoredHit hit)
    {
        var name = $"feedwatch hit\n{hit.Hit.Id}\n{hit.Hit.Watchlist}\n{hit.Hit.Topic}\n{hit.Hit.FoundAt:O}\n{hit.Feed}";
        return Text(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16).ToArray());
    }

    /// <summary>Whether an item is itself a hit: then it is news to nobody, and to alert to it would never end.</summary>
    public static bool IsHit(string? guid) => guid is not null && guid.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase);

    private static string Text(byte[] bytes)
    {
        Mark.CopyTo(bytes, 0);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
