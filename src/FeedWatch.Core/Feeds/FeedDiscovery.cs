using System.Text;
using FeedWatch.Core.Feeds.Encodings;
using FeedWatch.Core.Feeds.Markup;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>A feed that a page advertises.</summary>
/// <param name="Title">Plain text, or null.</param>
/// <param name="Url">Absolute http(s) address.</param>
/// <param name="Type">Media type as printed, for example <c>application/rss+xml</c>.</param>
public sealed record DiscoveredFeed(string? Title, string Url, string Type);

/// <summary>Finds the feeds that an HTML page advertises in <c>&lt;link rel="alternate"&gt;</c>.</summary>
public static class FeedDiscovery
{
    private const int Maximum = 100;

    /// <summary>The feeds of a page in the order of the page, each address once. Never throws.</summary>
    /// <param name="html">The page as received.</param>
    /// <param name="baseUri">The address of the page, by which relative addresses are resolved.</param>
    public static IReadOnlyList<DiscoveredFeed> Find(ReadOnlyMemory<byte> html, Uri baseUri)
    {
        var source = FeedEncoding.Decode(html, contentType: null).Text.Span;
        var damage = new MarkupDamage();
        var tokens = new MarkupTokenizer(source, damage);
        using var text = new TextBuffer();
        var found = new List<DiscoveredFeed>();
        while (found.Count < Maximum && tokens.Read())
        {
            if (tokens.Token != MarkupToken.StartTag)
            {
                continue;
            }

            if (Ascii.EqualsIgnoreCase(tokens.Name, "base"u8))
            {
                baseUri = FeedLink.ResolveBase(Attribute(tokens.Value, "href"u8, text), baseUri) ?? baseUri;
            }
            else if (Ascii.EqualsIgnoreCase(tokens.Name, "link"u8) && ReadLink(tokens.Value, text, baseUri) is { } feed
                && !found.Exists(other => other.Url == feed.Url))
            {
                found.Add(feed);
            }
        }

        return found;
    }

    private static DiscoveredFeed? ReadLink(ReadOnlySpan<byte> attributes, TextBuffer text, Uri baseUri)
    {
        var relations = (Attribute(attributes, "rel"u8, text) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var type = PlainText.Clean(Attribute(attributes, "type"u8, text) ?? "");
        var isAlternate = relations.Contains("alternate", StringComparer.OrdinalIgnoreCase)
            && !relations.Contains("stylesheet", StringComparer.OrdinalIgnoreCase);
        if (!isAlternate || !IsFeedType(type) || Address(Attribute(attributes, "href"u8, text), baseUri) is not { } address)
        {
            return null;
        }

        var title = PlainText.Clean(Attribute(attributes, "title"u8, text) ?? "");
        return new DiscoveredFeed(title.Length == 0 ? null : title, address, type);
    }

    private static bool IsFeedType(string type)
    {
        var end = type.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim().ToLowerInvariant()
            is "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" or "application/feed+json" or "application/json"
            or "application/xml" or "text/xml" or "application/x.atom+xml" or "text/rss+xml" or "application/rss";
    }

    private static string? Address(string? printed, Uri baseUri) => printed is null ? null : FeedLink.Resolve(printed, baseUri);

    private static string? Attribute(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> name, TextBuffer text)
    {
        const int Longest = 8_192;
        if (!MarkupAttributes.TryGet(attributes, name, out var value) || value.Length > Longest)
        {
            return null;
        }

        text.Clear();
        text.AppendEscaped(value, new MarkupDamage(), place: 0, hasDoctype: true);
        return text.ToString();
    }
}
