using System.Text;
using System.Text.Unicode;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>What came out of finding a document's encoding.</summary>
/// <param name="Text">The document in UTF-8 without a byte order mark. Bytes that are no UTF-8 may be left; they become U+FFFD.</param>
/// <param name="Name">Name of the encoding the document was in.</param>
/// <param name="BadBytes">How many characters could not be read.</param>
/// <param name="Refused">The label that was declared but not followed, or null.</param>
internal readonly record struct DecodedDocument(ReadOnlyMemory<byte> Text, string Name, int BadBytes, string? Refused);

/// <summary>
/// Finds the encoding of a document and turns it into UTF-8. RFC 7303 as clients apply it: byte order mark, then what the bytes
/// plainly are, then the charset of the HTTP header, then the declaration in the document, then a guess.
/// Most documents are UTF-8 already and are not copied.
/// </summary>
internal static class FeedEncoding
{
    public static DecodedDocument Decode(ReadOnlyMemory<byte> document, string? contentType)
    {
        var bytes = document.Span;
        var wide = WideEncoding.Detect(bytes, out var markLength);
        document = document[markLength..];
        bytes = document.Span;
        if (wide is not null)
        {
            return wide is UTF8Encoding ? AsUtf8(document, null) : Transcode(document, wide, null);
        }

        var isUtf8 = Utf8.IsValid(bytes);
        var label = CharsetOf(contentType) ?? DocumentDeclaration.Find(bytes);
        var declared = EncodingLabel.Find(label);
        if (declared is not null && IsWide(declared))
        {
            // The label says two or four bytes a letter, the bytes say one.
            declared = null;
        }

        var refused = label is not null && declared is null ? label : null;
        if (declared is null && label is not null && CharsetOf(contentType) is not null)
        {
            declared = EncodingLabel.Find(DocumentDeclaration.Find(bytes));
            declared = declared is not null && IsWide(declared) ? null : declared;
        }

        if (isUtf8 && !IsTrustedOverUtf8(declared, bytes))
        {
            return AsUtf8(document, refused);
        }

        if (declared is null or UTF8Encoding)
        {
            return Utf8Damage.IsMostlyUtf8(bytes, isDeclared: declared is not null)
                ? AsUtf8(document, refused)
                : Transcode(document, EncodingGuess.Of(bytes), refused ?? (declared is null ? null : label));
        }

        return Transcode(document, declared, refused);
    }

    private static bool IsWide(Encoding encoding) => encoding is UnicodeEncoding or UTF32Encoding;

    /// <summary>
    /// Whether a label is believed although the bytes are valid UTF-8. Plain ASCII is the same in most encodings, and text of another
    /// encoding is hardly ever valid UTF-8 by chance, while servers add their default label to everything.
    /// </summary>
    private static bool IsTrustedOverUtf8(Encoding? declared, ReadOnlySpan<byte> bytes)
    {
        if (declared is null or UTF8Encoding)
        {
            return false;
        }

        const int CertainlyUtf8 = 4;
        const int Latin = 1252;
        var isAsciiOutside = declared.WebName.StartsWith("iso-2022", StringComparison.Ordinal)
            || declared.WebName.StartsWith("hz-", StringComparison.Ordinal);
        if (isAsciiOutside)
        {
            return true;
        }

        return declared.CodePage != Latin && !Ascii.IsValid(bytes) && Utf8Damage.CountSequences(bytes, CertainlyUtf8) < CertainlyUtf8;
    }

    private static DecodedDocument AsUtf8(ReadOnlyMemory<byte> document, string? refused)
    {
        var bad = Utf8.IsValid(document.Span) ? 0 : Utf8Damage.CountBad(document.Span);
        return new DecodedDocument(document, "utf-8", bad, refused);
    }

    private static DecodedDocument Transcode(ReadOnlyMemory<byte> document, Encoding encoding, string? refused)
    {
        var text = LegacyText.ToUtf8(document.Span, encoding, out var bad);
        return new DecodedDocument(text, encoding.WebName, bad, refused);
    }

    /// <summary>The charset parameter of an HTTP Content-Type header.</summary>
    private static string? CharsetOf(string? contentType)
    {
        var at = contentType?.IndexOf("charset", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var value = contentType.AsSpan(at + "charset".Length).TrimStart();
        if (!value.StartsWith("="))
        {
            return null;
        }

        value = value[1..];
        var end = value.IndexOfAny(';', ',');
        value = (end < 0 ? value : value[..end]).Trim().Trim("\"'").Trim();
        return value.IsEmpty ? null : value.ToString();
    }
}
