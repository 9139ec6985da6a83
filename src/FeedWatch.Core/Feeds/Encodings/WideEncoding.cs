using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>
/// Encodings that show in the first bytes: byte order marks, and two- or four-byte letters or EBCDIC without one
/// (XML 1.0, appendix F).
/// </summary>
internal static class WideEncoding
{
    private static readonly UTF32Encoding BigEndianUtf32 = new(bigEndian: true, byteOrderMark: true);

    /// <summary>The encoding and the length of its mark; null when the bytes could be of any ASCII-like encoding.</summary>
    public static Encoding? Detect(ReadOnlySpan<byte> bytes, out int markLength)
    {
        (Encoding? encoding, markLength) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (BigEndianUtf32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0, 0, 0, not 0, ..] => (BigEndianUtf32, 0),
            [not 0, 0, 0, 0, ..] => (Encoding.UTF32, 0),
            [0, not 0, 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
            [not 0, 0, not 0, 0, ..] => (Encoding.Unicode, 0),
            [0x4C, 0x6F, 0xA7, 0x94, ..] => (Ebcdic(bytes), 0),
            _ => ((Encoding?)null, 0),
        };

        // A mark of UTF-16 may stand in front of what is none.
        return encoding is UnicodeEncoding && IsAsciiMarkup(bytes[markLength..]) ? null : encoding;
    }

    private static bool IsAsciiMarkup(ReadOnlySpan<byte> bytes)
    {
        const int LookedAt = 64;
        bytes = bytes[..Math.Min(bytes.Length, LookedAt)];
        return !bytes.Contains((byte)0) && bytes.TrimStart(" \t\r\n"u8) is [(byte)'<' or (byte)'{', > 0x20 and < 0x7F, ..];
    }

    /// <summary>"&lt;?xm" in EBCDIC: which one, the declaration says in letters that all of them share.</summary>
    private static Encoding? Ebcdic(ReadOnlySpan<byte> bytes)
    {
        const int American = 37;
        if (EncodingLabel.Find("ibm037") is not { CodePage: American } reader)
        {
            return null;
        }

        var start = Encoding.UTF8.GetBytes(reader.GetString(bytes[..Math.Min(bytes.Length, 256)]));
        return EncodingLabel.Find(DocumentDeclaration.Find(start)) ?? reader;
    }
}
