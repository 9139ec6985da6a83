using FeedWatch.Core.Feeds.Encodings;
using FeedWatch.Core.Feeds.Json;
using FeedWatch.Core.Feeds.Markup;

namespace FeedWatch.Core.Feeds;

/// <summary>Bytes to items.</summary>
public static class FeedParser
{
    /// <summary>Raised when the same bytes would be read differently: validators of an older reading then no longer count.</summary>
    public const string Version = "2";

    /// <summary>
    /// Reads a feed of any known kind, in whatever state it is. Never throws: what is wrong is listed in
    /// <see cref="Feed.Problems"/>, and a document that is no feed has the format <see cref="FeedFormat.Unknown"/>.
    /// </summary>
    public static Feed Parse(ReadOnlyMemory<byte> document, FeedParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = new FeedBuilder(options, new TextMemory());
        var decoded = FeedEncoding.Decode(document, options.ContentType);
        ReportEncoding(decoded, builder);
        if (JsonFeedReader.IsJson(decoded.Text.Span))
        {
            using var reader = new JsonFeedReader(builder, options);
            reader.Read(decoded.Text.Span);
        }
        else
        {
            using var buffer = new TextBuffer();
            new MarkupFeedReader(decoded.Text.Span, builder, buffer, options).Read();
        }

        return builder.Build();
    }

    private static void ReportEncoding(DecodedDocument decoded, FeedBuilder builder)
    {
        builder.Encoding = decoded.Name;
        if (decoded.Refused is { } label)
        {
            builder.IsDegraded = true;
            var detail = $"The encoding is declared as '{FeedProblems.Excerpt(label)}', but was read as {decoded.Name}.";
            builder.Problems.Add(null, FeedProblemCodes.BadEncoding, detail);
        }

        if (decoded.BadBytes > 0)
        {
            builder.IsDegraded = true;
            builder.Problems.Add(
                null, FeedProblemCodes.BadBytes, $"{decoded.BadBytes} characters could not be read as {decoded.Name} and were replaced.");
        }
    }
}
