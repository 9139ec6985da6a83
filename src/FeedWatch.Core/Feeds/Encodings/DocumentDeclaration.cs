using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>The encoding that a document says itself: in its XML declaration, or in a meta element of HTML.</summary>
internal static class DocumentDeclaration
{
    private const int LookedAt = 2_048;

    private static readonly SearchValues<byte> EndsLabel = SearchValues.Create("\"' \t\r\n/>?;"u8);

    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, LookedAt)];
        var start = bytes.IndexOf("<?xml"u8);
        if (start >= 0)
        {
            var declaration = bytes[start..];
            var end = declaration.IndexOf((byte)'>');
            return ValueAfter(end < 0 ? declaration : declaration[..end], "encoding"u8);
        }

        var meta = bytes.IndexOf("<meta"u8);
        return meta < 0 ? null : ValueAfter(bytes[meta..], "charset"u8);
    }

    private static string? ValueAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + name.Length)..].TrimStart(" \t\r\n"u8);
        if (!value.StartsWith("="u8))
        {
            return null;
        }

        value = value[1..].TrimStart(" \t\r\n\"'"u8);
        var end = value.IndexOfAny(EndsLabel);
        value = end < 0 ? value : value[..end];
        return value.IsEmpty || !Ascii.IsValid(value) ? null : Encoding.ASCII.GetString(value);
    }
}
