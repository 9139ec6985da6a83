using System.Globalization;
using System.Text;

namespace FeedWatch.Web.Parts;

/// <summary>Bytes from outside as text that a person can judge: nothing in it acts, and nothing in it hides.</summary>
public static class RawText
{
    private const int FirstControlPicture = 0x2400;
    private const int DeletePicture = 0x2421;

    /// <summary>
    /// The bytes read as UTF-8, or as UTF-16 where a mark says so. Control characters become their pictures (␀), what else cannot be
    /// seen its number (‹U+202E›), bytes that are no text their value (‹E9›).
    /// </summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            var encoding = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            foreach (var rune in encoding.GetString(bytes).EnumerateRunes())
            {
                Show(text, rune);
            }

            return text.ToString();
        }

        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.Done)
            {
                Show(text, rune);
            }
            else if (status == System.Buffers.OperationStatus.InvalidData)
            {
                foreach (var value in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"‹{value:X2}›");
                }
            }

            bytes = bytes[length..]; // a character that the cut went through is left out
        }

        return text.ToString();
    }

    private static void Show(StringBuilder text, Rune rune)
    {
        _ = rune.Value switch
        {
            '\n' or '\t' => text.Append((char)rune.Value),
            < ' ' => text.Append((char)(FirstControlPicture + rune.Value)),
            0x7F => text.Append((char)DeletePicture),
            _ when IsHidden(rune) => text.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›"),
            _ => text.Append(rune.ToString()),
        };
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;
}
