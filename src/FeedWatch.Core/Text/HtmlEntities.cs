using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Text;

/// <summary>The named character references of HTML and the rules of the numeric ones (WHATWG HTML, section 13.5).</summary>
internal static class HtmlEntities
{
    /// <summary>The longest name has 31 letters.</summary>
    public const int MaximumNameLength = 31;

    /// <summary>Names that browsers also take without a semicolon.</summary>
    private static readonly FrozenSet<string> Legacy;

    private static readonly FrozenDictionary<string, string> Named = Load(out Legacy);
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> NamedBySpan =
        Named.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What browsers show for &amp;#128; to &amp;#159;: these are controls, but windows-1252 is meant.</summary>
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The windows-1252 character of a control from U+0080 to U+009F, or NUL where there is none.</summary>
    public static char MeantByControl(char control) =>
        control is >= '\u0080' and <= '\u009F' && Windows1252[control - '\u0080'] is > '\u009F' and var meant
            ? meant
            : '\0';

    /// <summary>The characters of a name written without <c>&amp;</c> and <c>;</c>.</summary>
    public static bool TryGet(ReadOnlySpan<char> name, out string characters) => NamedBySpan.TryGetValue(name, out characters!);

    /// <summary>The longest name at the start of a text that counts without its semicolon, such as <c>copy</c>; or 0.</summary>
    public static int LegacyNameLength(ReadOnlySpan<char> text)
    {
        const int Longest = 6;
        var lookup = Legacy.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(Longest, text.Length); length >= 2; length--)
        {
            if (lookup.Contains(text[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>The character of a numeric reference, or null when it is none that text may hold (NUL, surrogates, beyond Unicode).</summary>
    public static Rune? FromNumber(uint number)
    {
        if (number is >= 0x80 and <= 0x9F)
        {
            number = Windows1252[(int)number - 0x80];
        }

        return number != 0 && Rune.TryCreate(number, out var rune) ? rune : null;
    }

    /// <summary>Reads <c>123</c> or <c>x7B</c> and returns its length, or 0. Numbers beyond Unicode come out as one beyond it.</summary>
    public static int ParseNumber(ReadOnlySpan<char> text, out uint number)
    {
        const uint BeyondUnicode = 0x110000;
        var isHexadecimal = text.Length > 0 && text[0] is 'x' or 'X';
        var start = isHexadecimal ? 1 : 0;
        var at = start;
        number = 0;
        for (; at < text.Length; at++)
        {
            var digit = isHexadecimal && char.IsAsciiHexDigit(text[at]) ? (uint)HexDigit(text[at])
                : char.IsAsciiDigit(text[at]) ? (uint)(text[at] - '0')
                : uint.MaxValue;
            if (digit == uint.MaxValue)
            {
                break;
            }

            number = Math.Min(number * (isHexadecimal ? 16u : 10u) + digit, BeyondUnicode);
        }

        return at == start ? 0 : at;
    }

    private static int HexDigit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static FrozenDictionary<string, string> Load(out FrozenSet<string> legacy)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var withoutSemicolon = new HashSet<string>(StringComparer.Ordinal);
        using var resource = typeof(HtmlEntities).Assembly.GetManifestResourceStream("HtmlEntities.txt")!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var name = parts[0].TrimEnd('!');
            named[name] = string.Concat(parts[1..].Select(
                part => char.ConvertFromUtf32(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
            if (parts[0].EndsWith('!'))
            {
                withoutSemicolon.Add(name);
            }
        }

        legacy = withoutSemicolon.ToFrozenSet(StringComparer.Ordinal);
        return named.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
