using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>Decodes encodings other than UTF-8 so that one bad byte costs one character and never the markup after it.</summary>
internal static class LegacyText
{
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding) => encoding.GetString(bytes);
}
