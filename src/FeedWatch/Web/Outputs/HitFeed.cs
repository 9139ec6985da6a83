using System.Security.Cryptography;
using System.Text;
using FeedWatch.Storage;

namespace FeedWatch.Web.Outputs;

/// <summary>Hits on their way out as a feed: Atom, JSON Feed or CSV.</summary>
/// <param name="Title">What was asked for.</param>
/// <param name="Self">Complete address of this document.</param>
/// <param name="Home">Complete address of the page with the same hits.</param>
/// <param name="Updated">When the newest hit was found, or when the service knows of none the epoch.</param>
public sealed record HitFeed(string Title, string Self, string Home, DateTimeOffset Updated, IReadOnlyList<StoredHit> Hits, Func<StoredHit, string> Page)
{
    /// <summary>By this a FeedWatch recognises what a FeedWatch wrote, so that none alerts to its own alerts.</summary>
    public const string Generator = "FeedWatch";

    /// <summary>The same for the same hit for ever, and different between installations: a name-based UUID (RFC 9562, version 8).</summary>
    public static string EntryId(StoredHit hit)
    {
        var name = $"feedwatch hit\n{hit.Hit.Watchlist}\n{hit.Hit.Topic}\n{hit.Hit.FoundAt:O}\n{hit.Feed}\n{hit.Guid ?? hit.Link ?? hit.Title}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    /// <summary>Why it was flagged, as one line of text.</summary>
    public static string Summary(StoredHit hit) =>
        $"{hit.Hit.TopicName} ({hit.Hit.WatchlistName}): " + string.Join("; ", hit.Evidence.Take(10).Select(place => $"“{place.Text}” {place.Field}, {place.Rule}"));
}
