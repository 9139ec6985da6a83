using System.Security;
using System.Text;
using FeedWatch.Core.Feeds.Encodings;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Feeds;

/// <summary>One subscription of an OPML file.</summary>
/// <param name="Title">Plain text, or null.</param>
/// <param name="XmlUrl">Absolute http(s) address of the feed.</param>
/// <param name="HtmlUrl">Absolute http(s) address of its page, or null.</param>
/// <param name="Folders">Names of the folders it is in, the outermost first.</param>
public sealed record OpmlOutline(string? Title, string XmlUrl, string? HtmlUrl, IReadOnlyList<string> Folders);

/// <summary>An OPML file, read.</summary>
/// <param name="Title">Plain text, or null.</param>
/// <param name="Outlines">Subscriptions in document order.</param>
/// <param name="Problems">What was wrong.</param>
public sealed record OpmlDocument(string? Title, IReadOnlyList<OpmlOutline> Outlines, IReadOnlyList<FeedProblem> Problems);

/// <summary>Lists of subscriptions as feed readers exchange them (OPML 1.0 to 2.0).</summary>
public static class Opml
{
    /// <summary>Reads subscriptions out of a file in whatever state it is. Never throws.</summary>
    public static OpmlDocument Read(ReadOnlyMemory<byte> document)
    {
        using var reader = new OpmlReader();
        return reader.Read(FeedEncoding.Decode(document, contentType: null).Text.Span);
    }

    /// <summary>Writes OPML 2.0 with folders as nested outlines.</summary>
    public static string Write(string title, IEnumerable<OpmlOutline> outlines)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(outlines);
        var text = new StringBuilder();
        text.Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>")
            .Append(Escape(title)).Append("</title>\n  </head>\n  <body>\n");
        WriteFolder(text, [.. outlines], depth: 0);
        return text.Append("  </body>\n</opml>\n").ToString();
    }

    private static void WriteFolder(StringBuilder text, List<OpmlOutline> outlines, int depth)
    {
        var indent = new string(' ', 4 + (depth * 2));
        foreach (var outline in outlines.Where(outline => outline.Folders.Count <= depth))
        {
            text.Append(indent).Append("<outline type=\"rss\" text=\"").Append(Escape(outline.Title ?? outline.XmlUrl))
                .Append("\" xmlUrl=\"").Append(Escape(outline.XmlUrl)).Append('"');
            if (outline.HtmlUrl is { } page)
            {
                text.Append(" htmlUrl=\"").Append(Escape(page)).Append('"');
            }

            text.Append("/>\n");
        }

        foreach (var folder in outlines.Where(outline => outline.Folders.Count > depth).GroupBy(outline => outline.Folders[depth]))
        {
            text.Append(indent).Append("<outline text=\"").Append(Escape(folder.Key)).Append("\">\n");
            WriteFolder(text, [.. folder], depth + 1);
            text.Append(indent).Append("</outline>\n");
        }
    }

    private static string Escape(string text) => SecurityElement.Escape(PlainText.Clean(text));
}
