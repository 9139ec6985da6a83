using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Text as 7-bit lines of at most 76 characters (RFC 2045 §6.7), in UTF-8.</summary>
internal static class QuotedPrintable
{
    private const int LineLimit = 76;
    private const string Hex = "0123456789ABCDEF";

    /// <param name="text">Lines end with LF, CRLF or CR; all become CRLF.</param>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            EncodeLine(line, encoded);
            encoded.Append("\r\n");
        }

        // The text's own last line end, if it had one, left an empty line behind.
        return encoded.ToString(0, text.EndsWith('\n') ? encoded.Length - 2 : encoded.Length);
    }

    private static void EncodeLine(string line, StringBuilder encoded)
    {
        var column = 0;
        var rest = line.Length;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in line.EnumerateRunes())
        {
            rest -= rune.Utf16SequenceLength;
            var isLast = rest <= 0;
            var length = rune.EncodeToUtf8(bytes);
            var isPlain = rune.Value is (> ' ' and <= '~' and not '=') || (rune.Value is ' ' or '\t' && !isLast);
            // "From " at the start of a line gets a '>' from old mail stores, a lone dot ends the mail in old relays.
            isPlain = isPlain && !(column == 0 && (rune.Value == '.' || (rune.Value == 'F' && line.AsSpan(line.Length - rest - 1).StartsWith("From "))));
            var width = isPlain ? 1 : 3 * length;
            if (column + width > (isLast ? LineLimit : LineLimit - 1))
            {
                encoded.Append("=\r\n");
                column = 0;
            }

            if (isPlain)
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                foreach (var b in bytes[..length])
                {
                    encoded.Append('=').Append(Hex[b >> 4]).Append(Hex[b & 15]);
                }
            }

            column += width;
        }
    }
}
