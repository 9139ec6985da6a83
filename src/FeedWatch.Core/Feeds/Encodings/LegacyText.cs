using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>
/// Decodes encodings other than UTF-8 so that one bad byte costs one character. The framework's decoders of two-byte encodings
/// take whatever follows a lead byte as its second half, a '&lt;' included: here a lead byte without a fitting one stands alone.
/// </summary>
internal static class LegacyText
{
    private const int Japanese = 932;
    private const int Korean = 949;
    private const int TraditionalChinese = 950;
    private const int SimplifiedChinese = 54936;
    private const int JapaneseUnix = 51932;

    /// <summary>The text in UTF-8, made piece by piece, so that a large document is never held three times.</summary>
    /// <param name="bytes">The document without its byte order mark.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="bad">How many characters could not be read; they became U+FFFD.</param>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlySpan<byte> bytes, Encoding encoding, out int bad)
    {
        var isTwoByte = encoding.CodePage is Japanese or Korean or TraditionalChinese or SimplifiedChinese or JapaneseUnix;
        var text = new Utf8Text(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var length = isTwoByte ? WholeLength(bytes, encoding.CodePage) : bytes.Length;
            text.Append(bytes[..length], encoding);
            bytes = bytes[length..];
            if (!bytes.IsEmpty)
            {
                text.AppendBad();
                bytes = bytes[1..];
            }
        }

        bad = text.Bad;
        return text.Written;
    }

    /// <summary>Length of the whole characters at the start, up to the first lead byte without its second half.</summary>
    private static int WholeLength(ReadOnlySpan<byte> bytes, int codePage)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next;
            var length = CharacterLength(bytes[at..], codePage);
            if (length == 0)
            {
                return at;
            }

            at += length;
        }

        return at;
    }

    /// <summary>Bytes of the character at the start, which is not ASCII; 0 when it is broken.</summary>
    internal static int CharacterLength(ReadOnlySpan<byte> bytes, int codePage)
    {
        var lead = bytes[0];
        var isSingle = codePage == Japanese && lead is 0x80 or (>= 0xA0 and <= 0xDF) or >= 0xFD && codePage == Japanese;
        if (isSingle)
        {
            return 1;
        }

        if (bytes.Length < 2 || lead is 0x80 or 0xFF)
        {
            return 0;
        }

        var trail = bytes[1];
        return codePage switch
        {
            Japanese or TraditionalChinese => trail is >= 0x40 and not 0x7F and not 0xFF ? 2 : 0,
            Korean => trail is (>= 0x41 and <= 0x5A) or (>= 0x61 and <= 0x7A) or (>= 0x81 and <= 0xFE) ? 2 : 0,
            SimplifiedChinese when trail is >= 0x30 and <= 0x39 => bytes is [_, _, >= 0x81 and <= 0xFE, >= 0x30 and <= 0x39, ..] ? 4 : 0,
            SimplifiedChinese => trail is >= 0x40 and not 0x7F and not 0xFF ? 2 : 0,
            _ when lead == 0x8F => bytes is [_, >= 0xA1, >= 0xA1, ..] ? 3 : 0,
            _ => trail >= 0xA1 ? 2 : 0,
        };
    }
}
