using System.Text;
using System.Text.RegularExpressions;
using FeedWatch.Storage;

namespace FeedWatch.Web.Outputs;

/// <summary>Hits on their way out as a feed: Atom, JSON Feed or CSV.</summary>
/// <param name="Title">What was asked for.</param>
/// <param name="Id">The same for every page of it.</param>
/// <param name="Self">Complete address of this document.</param>
/// <param name="Next">Complete address of the document with the hits before these; null when there are none.</param>
/// <param name="Home">Complete address of the page with the same hits.</param>
/// <param name="Updated">When the newest hit was found, or when the service knows of none the epoch.</param>
public sealed partial record HitFeed(string Title, string Id, string Self, string? Next, string Home, DateTimeOffset Updated, IReadOnlyList<StoredHit> Hits, Func<StoredHit, string> Page)
{
    /// <summary>What wrote the document.</summary>
    public const string Generator = "FeedWatch";

    /// <summary>Of what we say; headlines are in the language of their item.</summary>
    public const string Language = "en";

    /// <summary>The language of the item, or null where the feed did not name one that could be.</summary>
    public static string? LanguageOf(StoredHit hit) => hit.Language is { } tag && LanguageTag().IsMatch(tag) ? tag : null;

    /// <summary>Without what no feed has a way to write: XML 1.0 knows no control characters and no halves of a surrogate pair.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and < 0x7F) or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000 ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    /// <summary>Why it was flagged, as one line of text.</summary>
    public static string Summary(StoredHit hit) =>
        $"{hit.Hit.TopicName} ({hit.Hit.WatchlistName}): " + string.Join("; ", hit.Evidence.Take(10).Select(place => $"“{place.Text}” {place.Field}, {place.Rule}"));

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();
}
