using FeedWatch.Storage;

namespace FeedWatch.Web.Outputs;

/// <summary>Hits on their way out as a feed: Atom, JSON Feed or CSV.</summary>
/// <param name="Title">What was asked for.</param>
/// <param name="Self">Complete address of this document.</param>
/// <param name="Home">Complete address of the page with the same hits.</param>
/// <param name="Updated">When the newest hit was found, or when the service knows of none the epoch.</param>
public sealed record HitFeed(string Title, string Self, string Home, DateTimeOffset Updated, IReadOnlyList<StoredHit> Hits, Func<StoredHit, string> Page)
{
    /// <summary>What wrote the document.</summary>
    public const string Generator = "FeedWatch";

    /// <summary>Why it was flagged, as one line of text.</summary>
    public static string Summary(StoredHit hit) =>
        $"{hit.Hit.TopicName} ({hit.Hit.WatchlistName}): " + string.Join("; ", hit.Evidence.Take(10).Select(place => $"“{place.Text}” {place.Field}, {place.Rule}"));
}
