using System.Buffers;

namespace FeedWatch.Core.Text;

/// <summary>
/// Characters that no reader sees, but that break matching, storing or showing: controls, zero-width and bidirectional marks,
/// soft hyphens, tag characters, noncharacters and lone surrogates (Postgres refuses NUL and lone surrogates).
/// </summary>
internal static class HiddenCharacters
{
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(code => (char)code), '\t', '\n', '\r']);

    /// <summary>Place of the first hidden character, or -1. Vectorised over ASCII.</summary>
    public static int IndexOf(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAnyExcept(PlainAscii);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            do
            {
                var length = VisibleLength(text, at);
                if (length == 0)
                {
                    return at;
                }

                at += length;
            }
            while (at < text.Length && text[at] > '~');
        }
    }

    /// <summary>
    /// The text without its hidden characters. White space stays as it is; controls that are letters of windows-1252,
    /// decoded as if they were Latin 1, become these.
    /// </summary>
    public static string Remove(ReadOnlySpan<char> text)
    {
        var at = IndexOf(text);
        if (at < 0)
        {
            return new string(text);
        }

        var kept = ArrayPool<char>.Shared.Rent(text.Length);
        text[..at].CopyTo(kept);
        var count = at;
        while (at < text.Length)
        {
            var length = VisibleLength(text, at);
            text.Slice(at, length).CopyTo(kept.AsSpan(count));
            count += length;
            if (length == 0 && HtmlEntities.MeantByControl(text[at]) is var meant and not '\0')
            {
                kept[count++] = meant;
            }

            at += Math.Max(length, 1);
        }

        var result = new string(kept, 0, count);
        ArrayPool<char>.Shared.Return(kept);
        return result;
    }

    /// <summary>UTF-16 units of the visible character at a place, or 0 when it is hidden.</summary>
    public static int VisibleLength(ReadOnlySpan<char> text, int at)
    {
        var character = text[at];
        if (!char.IsSurrogate(character))
        {
            return IsHidden(character) ? 0 : 1;
        }

        if (at + 1 == text.Length || !char.IsSurrogatePair(character, text[at + 1]))
        {
            return 0;
        }

        var code = char.ConvertToUtf32(character, text[at + 1]);
        var isTag = code is >= 0xE0000 and <= 0xE007F;
        var isNonCharacter = (code & 0xFFFE) == 0xFFFE;
        return isTag || isNonCharacter ? 0 : 2;
    }

    private static bool IsHidden(char character) => character switch
    {
        < ' ' => character is not ('\t' or '\n' or '\v' or '\f' or '\r'),
        < '\u007F' => false,
        <= '\u009F' => character != '\u0085',
        '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' => true,
        >= '\u180B' and <= '\u180E' => true,
        >= '\u200B' and <= '\u200F' => true,
        >= '\u202A' and <= '\u202E' => true,
        >= '\u2060' and <= '\u206F' => true,
        '\u3164' or '\uFEFF' or '\uFFA0' => true,
        >= '\uFDD0' and <= '\uFDEF' => true,
        >= '\uFFF9' and <= '\uFFFB' => true,
        >= '\uFFFE' => true,
        _ => false,
    };
}
