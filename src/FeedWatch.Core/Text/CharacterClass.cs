using System.Globalization;

namespace FeedWatch.Core.Text;

/// <summary>What a UTF-16 unit does to a word.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Ends a word.</summary>
    Separator,

    /// <summary>Letter of the Latin script.</summary>
    Latin,

    /// <summary>Digit: goes with the letters of any script.</summary>
    Digit,

    /// <summary>Letter of the Cyrillic script.</summary>
    Cyrillic,

    /// <summary>Letter of another script that separates words (Greek, Arabic, Hebrew …).</summary>
    OtherLetter,

    /// <summary>Half of a surrogate pair that is a letter.</summary>
    Surrogate,

    /// <summary>Han, Kana, Hangul, Thai …: a word of its own.</summary>
    Character,

    /// <summary>Combining mark: belongs to what stands before it.</summary>
    Mark,

    /// <summary>Not seen by readers (soft hyphen, zero width): no part of the word, no end of it.</summary>
    Ignorable,
}

/// <summary>The class of every UTF-16 unit, looked up once at start.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Table = Build();

    internal static CharacterClass Of(char c) => Table[c];

    internal static bool IsLetterOrDigit(CharacterClass c) => c is >= CharacterClass.Latin and <= CharacterClass.Surrogate;

    private static CharacterClass[] Build()
    {
        var table = new CharacterClass[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = Classify((char)i);
        return table;
    }

    private static CharacterClass Classify(char c)
    {
        if (IsIgnorable(c))
            return CharacterClass.Ignorable;
        if (char.IsSurrogate(c))
            return CharacterClass.Surrogate;
        if (IsUnspaced(c))
            return CharacterClass.Character;
        if (IsSubscript(c))
            return CharacterClass.Digit;
        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => CharacterClass.Digit,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter => LetterScript(c),
            _ => CharacterClass.Separator,
        };
    }

    private static CharacterClass LetterScript(char c) => c switch
    {
        'ʼ' or 'ʹ' or 'ʻ' => CharacterClass.Separator, // modifier apostrophes: handled as apostrophes
        <= '\u02AF' or >= '\u1E00' and <= '\u1EFF' or >= '\u2C60' and <= '\u2C7F' or >= '\uFB00' and <= '\uFB06'
            or >= '\uFF21' and <= '\uFF5A' or '\u212A' or '\u212B' => CharacterClass.Latin,
        >= '\u0400' and <= '\u052F' => CharacterClass.Cyrillic,
        _ => CharacterClass.OtherLetter,
    };

    /// <summary>The 2 of <c>CO₂</c>. A raised digit is as often the mark of a footnote: it ends the word.</summary>
    internal static bool IsSubscript(char c) => c is >= '\u2080' and <= '\u2089';

    private static bool IsIgnorable(char c) =>
        c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
            or (>= '\u2060' and <= '\u206F') or '\uFEFF' or (>= '\uFE00' and <= '\uFE0F');

    private static bool IsUnspaced(char c) => c switch
    {
        >= '\u0E01' and <= '\u0E30' or >= '\u0E32' and <= '\u0E33' or >= '\u0E40' and <= '\u0E46' => true, // Thai without its marks
        >= '\u0E81' and <= '\u0EB0' or >= '\u0EC0' and <= '\u0EC6' => true, // Lao
        >= '\u1100' and <= '\u11FF' => true, // Hangul Jamo
        >= '\u1780' and <= '\u17B3' => true, // Khmer
        '\u3005' or '\u3006' or '\u3007' => true,
        >= '\u3041' and <= '\u3096' or >= '\u309D' and <= '\u309F' => true, // Hiragana
        >= '\u30A1' and <= '\u30FA' or >= '\u30FC' and <= '\u30FF' => true, // Katakana
        >= '\u3105' and <= '\u312F' or >= '\u3131' and <= '\u318E' => true,
        >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' => true, // Han
        >= '\uAC00' and <= '\uD7A3' => true, // Hangul
        >= '\uFF66' and <= '\uFF9D' => true, // half-width Katakana
        _ => false,
    };
}
