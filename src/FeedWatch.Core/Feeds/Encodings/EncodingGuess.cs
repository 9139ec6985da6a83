using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>
/// The encoding of bytes that say nothing, or something wrong, about themselves: by the language the document names, else by
/// which letters the bytes would be, else windows-1252, in which every byte is something.
/// </summary>
internal static class EncodingGuess
{
    private const int LookedAt = 64 * 1024;
    private const int EnoughCharacters = 6;

    /// <summary>Where the lead bytes of common letters are, and what share of all two-byte characters they have in a text.</summary>
    private static readonly (string Label, byte First, byte Last, double Share)[] Scripts =
    [
        ("euc-jp", 0xA4, 0xA5, 0.25),
        ("shift_jis", 0x82, 0x83, 0.25),
        ("euc-kr", 0xB0, 0xC8, 0.7),
        ("big5", 0xA4, 0xC6, 0.8),
        ("gb18030", 0xB0, 0xD7, 0.5),
    ];

    public static Encoding Of(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, LookedAt)];
        return EncodingLabel.Find(ByLanguage(bytes) ?? ByLetters(bytes) ?? "windows-1252")!;
    }

    private static string? ByLanguage(ReadOnlySpan<byte> bytes)
    {
        var language = LanguageIn(bytes, "language>"u8) ?? LanguageIn(bytes, "lang=\""u8) ?? LanguageIn(bytes, "lang='"u8);
        return language switch
        {
            "ko" => "euc-kr",
            "ja" => Share(bytes, "euc-jp", 0xA4, 0xA5) > Share(bytes, "shift_jis", 0x82, 0x83) ? "euc-jp" : "shift_jis",
            "zh" => Share(bytes, "big5", 0xA4, 0xC6) > 0.9 ? "big5" : "gb18030",
            "ru" or "uk" or "bg" or "sr" or "mk" or "be" => Cyrillic(bytes),
            "el" => "windows-1253",
            "tr" or "az" => "windows-1254",
            "he" or "iw" => "windows-1255",
            "ar" or "fa" or "ur" => "windows-1256",
            "lt" or "lv" or "et" => "windows-1257",
            "vi" => "windows-1258",
            "th" => "tis-620",
            "pl" or "cs" or "sk" or "hu" or "ro" or "hr" or "sl" or "bs" or "sq" => "windows-1250",
            _ => null,
        };
    }

    private static string? LanguageIn(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark)
    {
        var at = bytes.IndexOf(mark);
        var rest = at < 0 ? default : bytes[(at + mark.Length)..].TrimStart(" \t\r\n"u8);
        return rest.Length < 2 || !Ascii.IsValid(rest[..2]) ? null : Encoding.ASCII.GetString(rest[..2]).ToLowerInvariant();
    }

    private static string? ByLetters(ReadOnlySpan<byte> bytes)
    {
        foreach (var (label, first, last, share) in Scripts)
        {
            if (Share(bytes, label, first, last) >= share)
            {
                return label;
            }
        }

        return !HasForeignWords(bytes) ? null : IsHebrew(bytes) ? "windows-1255" : Cyrillic(bytes);
    }

    /// <summary>Share of the characters beyond ASCII that are common letters; 0 when there are too few or the bytes do not fit.</summary>
    private static double Share(ReadOnlySpan<byte> bytes, string label, byte first, byte last)
    {
        var codePage = EncodingLabel.Find(label)!.CodePage;
        int common = 0, all = 0, broken = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0)
        {
            bytes = bytes[next..];
            var length = LegacyText.CharacterLength(bytes, codePage);

            // Letters of Latin encodings are followed by ASCII; those of the East Asian ones rarely are.
            var isLetter = length == 2 && bytes[0] >= first && bytes[0] <= last && (bytes[1] >= 0x80 || label is "big5" or "shift_jis");
            common += isLetter ? 1 : 0;
            broken += length == 0 ? 1 : 0;
            all++;
            bytes = bytes[Math.Max(length, 1)..];
        }

        return all < EnoughCharacters || broken > all / 50 ? 0 : (double)common / all;
    }

    /// <summary>Words wholly of letters beyond ASCII: Latin languages have but single ones.</summary>
    private static bool HasForeignWords(ReadOnlySpan<byte> bytes)
    {
        int letters = 0, words = 0;
        while (bytes.IndexOfAnyInRange((byte)0xC0, (byte)0xFF) is var next and >= 0)
        {
            bytes = bytes[next..];
            var length = bytes.IndexOfAnyExceptInRange((byte)0xC0, (byte)0xFF);
            length = length < 0 ? bytes.Length : length;
            letters += length;
            words++;
            bytes = bytes[length..];
        }

        return letters >= EnoughCharacters && letters >= words * 3;
    }

    /// <summary>Hebrew has no capitals, and its letters end where frequent Cyrillic ones stand.</summary>
    private static bool IsHebrew(ReadOnlySpan<byte> bytes) =>
        !bytes.ContainsAnyInRange((byte)0xC0, (byte)0xDF) && !bytes.ContainsAnyInRange((byte)0xFB, (byte)0xFC);

    /// <summary>Small letters are far more frequent than capitals: they tell the two Cyrillic encodings apart.</summary>
    private static string Cyrillic(ReadOnlySpan<byte> bytes)
    {
        int low = 0, high = 0;
        foreach (var value in bytes)
        {
            low += value is >= 0xC0 and < 0xE0 ? 1 : 0;
            high += value >= 0xE0 ? 1 : 0;
        }

        return high > low ? "windows-1251" : "koi8-r";
    }
}
