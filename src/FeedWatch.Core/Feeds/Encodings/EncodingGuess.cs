using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>The encoding of bytes that say nothing, or something wrong, about themselves.</summary>
internal static class EncodingGuess
{
    public static Encoding Of(ReadOnlySpan<byte> bytes) => EncodingLabel.Find("windows-1252")!;
}
