namespace FeedWatch.Core.Text;

/// <summary>
/// Cuts text into words. A hyphen, a dash and a script change end a word; a soft hyphen and a combining mark do not.
/// Initialisms (<c>U.S.</c>), names with signs (<c>AT&amp;T</c>, <c>C++</c>) and numbers (<c>10,000</c>) are one word.
/// </summary>
public static class WordCutter
{
    /// <summary>All words of <paramref name="text"/>, in order.</summary>
    public static List<Word> Cut(string text)
    {
        var words = new List<Word>();
        var position = 0;
        while (TryNext(text, ref position, out var word))
            words.Add(word);
        return words;
    }

    /// <summary>The next word at or after <paramref name="position"/>, which is moved behind it (and behind its possessive).</summary>
    internal static bool TryNext(ReadOnlySpan<char> text, ref int position, out Word word)
    {
        var i = position;
        while (i < text.Length)
        {
            var c = CharacterClasses.Of(text[i]);
            if (c == CharacterClass.Character)
            {
                word = CutCharacter(text, i);
                position = word.End;
                return true;
            }
            if (CharacterClasses.IsLetterOrDigit(c) && !IsStraySurrogate(text, i))
            {
                word = CutPlain(text, i, out position);
                return true;
            }
            i++;
        }
        position = text.Length;
        word = default;
        return false;
    }

    private static Word CutCharacter(ReadOnlySpan<char> text, int start)
    {
        var end = start + 1;
        // Conjoining Jamo and marks go with the character they complete.
        while (end < text.Length && (CharacterClasses.Of(text[end]) == CharacterClass.Mark || text[end] is >= '\u1160' and <= '\u11FF'
            || text[end] is '\uFF9E' or '\uFF9F'))
            end++;
        return new Word(start, end - start, WordKind.Character);
    }

    private static Word CutPlain(ReadOnlySpan<char> text, int start, out int next)
    {
        if (TryInitialism(text, start, out var dotted))
        {
            next = AfterPossessive(text, dotted.End);
            return dotted;
        }
        var end = EndOfRun(text, start);
        var isNumber = IsDigits(text[start..end], allowSeparators: true);
        while (end < text.Length && EndOfJoined(text, start, end, isNumber) is var joined && joined > end)
        {
            isNumber = isNumber && IsDigits(text[end..joined], allowSeparators: true);
            end = joined;
        }
        next = AfterPossessive(text, end);
        return new Word(start, end - start, WordKind.Plain);
    }

    /// <summary>The end of letters, digits, marks and hidden characters of one script.</summary>
    private static int EndOfRun(ReadOnlySpan<char> text, int start)
    {
        var script = CharacterClass.Digit;
        var end = start;
        for (var i = start; i < text.Length; i++)
        {
            var c = CharacterClasses.Of(text[i]);
            if (c == CharacterClass.Ignorable)
                continue; // counts only when the word goes on behind it
            if (c == CharacterClass.Mark)
            {
                end = i + 1;
                continue;
            }
            if (!CharacterClasses.IsLetterOrDigit(c) || IsStraySurrogate(text, i))
                break;
            if (c != CharacterClass.Digit)
            {
                if (script != CharacterClass.Digit && script != c)
                    break;
                script = c;
            }
            end = i + 1;
        }
        return end;
    }

    /// <summary>Where the word ends when the sign at <paramref name="end"/> joins it to more; otherwise <paramref name="end"/>.</summary>
    /// <param name="isNumber">Whether all so far are digits and their separators: to read them again for each join is quadratic in <c>1.1.1.1</c>.</param>
    private static int EndOfJoined(ReadOnlySpan<char> text, int start, int end, bool isNumber)
    {
        var sign = text[end];
        if (sign < 0x80 && !char.IsAsciiLetterOrDigit(sign) && sign is ' ' or '-')
            return end;
        var hasNext = end + 1 < text.Length;
        if (sign is '+' && hasNext && text[end + 1] == '+' && !IsWordAt(text, end + 2))
            return end + 2;
        if (sign is '#' && end - start == 1 && !IsWordAt(text, end + 1))
            return end + 1;
        if (!hasNext || !IsWordAt(text, end + 1))
            return end;
        var after = EndOfRun(text, end + 1);
        if (sign is '&' && (end - start <= 2 || after - end - 1 <= 2))
            return after;
        if (Apostrophes.Is(sign))
            return JoinsByApostrophe(text, start, end, after) ? after : end;
        if (isNumber && char.IsAsciiDigit(text[end + 1]))
        {
            if (sign == '.')
                return IsDigits(text[(end + 1)..after], allowSeparators: false) ? after : end;
            if (sign is ',' or '\u00A0' or '\u202F' or '\u2009' && after - end - 1 == 3 && IsDigits(text[(end + 1)..after], allowSeparators: false))
                return after - end - 1 == 3 ? after : end;
        }
        return end;
    }

    /// <summary><c>O'Brien</c>, <c>don't</c> and Cyrillic words are one; <c>l'industrie</c> is two; <c>Seoul's</c> ends at the apostrophe.</summary>
    private static bool JoinsByApostrophe(ReadOnlySpan<char> text, int start, int end, int after)
    {
        if (CharacterClasses.Of(text[end + 1]) == CharacterClass.Cyrillic)
            return true;
        if (CharacterClasses.Of(text[end + 1]) != CharacterClass.Latin)
            return false;
        return !IsEnclitic(text[(end + 1)..after]) && !IsElided(text[start..end]);
    }

    private static int AfterPossessive(ReadOnlySpan<char> text, int end)
    {
        if (end + 1 >= text.Length || !Apostrophes.Is(text[end]) || !IsWordAt(text, end + 1))
            return end;
        var after = EndOfRun(text, end + 1);
        return IsEnclitic(text[(end + 1)..after]) ? after : end;
    }

    private static bool IsEnclitic(ReadOnlySpan<char> part) =>
        part.Length <= 2 && (Is(part, "s") || Is(part, "re") || Is(part, "ll") || Is(part, "ve") || Is(part, "d") || Is(part, "m"));

    /// <summary>Articles and pronouns that lose their vowel before a vowel, in French, Italian and Catalan.</summary>
    private static bool IsElided(ReadOnlySpan<char> part) => part.Length switch
    {
        1 => "ldjmnstc".Contains(char.ToLowerInvariant(part[0]), StringComparison.Ordinal),
        2 => Is(part, "qu") || Is(part, "un") || Is(part, "gl"),
        3 => Is(part, "all"),
        4 => Is(part, "dell") || Is(part, "nell") || Is(part, "sull") || Is(part, "dall"),
        5 => Is(part, "quell") || Is(part, "quest") || Is(part, "jusqu"),
        6 => Is(part, "lorsqu") || Is(part, "puisqu") || Is(part, "quoiqu"),
        _ => false,
    };

    private static bool Is(ReadOnlySpan<char> part, string lower) => part.Equals(lower, StringComparison.OrdinalIgnoreCase);

    /// <summary>Single letters or digits with dots between them: at least two, the last dot belongs to it.</summary>
    private static bool TryInitialism(ReadOnlySpan<char> text, int start, out Word word)
    {
        word = default;
        if (start + 2 >= text.Length || text[start + 1] != '.' || !IsSingleAt(text, start) || CharacterClasses.Of(text[start]) == CharacterClass.Digit)
            return false;
        var end = start + 1;
        while (end + 1 < text.Length && text[end] == '.' && IsSingleAt(text, end + 1))
            end += 2;
        if (end == start + 1)
            return false;
        if (end < text.Length && text[end] == '.')
            end++;
        word = new Word(start, end - start, WordKind.Initialism);
        return true;
    }

    private static bool IsSingleAt(ReadOnlySpan<char> text, int i) =>
        CharacterClasses.Of(text[i]) is >= CharacterClass.Latin and <= CharacterClass.OtherLetter && !IsWordAt(text, i + 1);

    private static bool IsWordAt(ReadOnlySpan<char> text, int i) => i < text.Length && CharacterClasses.IsLetterOrDigit(CharacterClasses.Of(text[i]));

    private static bool IsDigits(ReadOnlySpan<char> part, bool allowSeparators)
    {
        foreach (var c in part)
        {
            if (!char.IsAsciiDigit(c) && !(allowSeparators && c is '.' or ',' or '\u00A0' or '\u202F' or '\u2009'))
                return false;
        }
        return true;
    }

    private static bool IsStraySurrogate(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (!char.IsSurrogate(c))
            return false;
        var first = char.IsLowSurrogate(c) ? i - 1 : i;
        return first < 0 || first + 1 >= text.Length || !char.IsSurrogatePair(text[first], text[first + 1])
            || !System.Text.Rune.IsLetterOrDigit(new System.Text.Rune(text[first], text[first + 1]));
    }
}
