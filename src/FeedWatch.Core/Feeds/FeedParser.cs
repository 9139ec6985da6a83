using FeedWatch.Core.Feeds.Markup;

namespace FeedWatch.Core.Feeds;

/// <summary>Bytes to items.</summary>
public static class FeedParser
{
    /// <summary>
    /// Reads a feed of any known kind, in whatever state it is. Never throws: what is wrong is listed in
    /// <see cref="Feed.Problems"/>, and a document that is no feed has the format <see cref="FeedFormat.Unknown"/>.
    /// </summary>
    public static Feed Parse(ReadOnlyMemory<byte> document, FeedParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = new FeedBuilder(options);
        var text = document.Span;
        using var buffer = new TextBuffer();
        var reader = new MarkupFeedReader(text, builder, buffer, options);
        reader.Read();
        return builder.Build();
    }
}
