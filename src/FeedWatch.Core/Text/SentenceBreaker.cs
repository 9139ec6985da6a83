namespace FeedWatch.Core.Text;

/// <summary>What stands between two words.</summary>
public enum Break : byte
{
    /// <summary>Nothing, spaces, hyphens, quotes.</summary>
    None,

    /// <summary>A comma, a colon, a bracket, a dash: the sentence goes on.</summary>
    Clause,

    /// <summary>A semicolon: what follows is a statement of its own.</summary>
    Statement,

    /// <summary>The end of a sentence or of a block.</summary>
    Sentence,
}

/// <summary>Finds the ends of sentences, and does not take the dot of <c>U.S.</c>, <c>Mr.</c> or <c>3.5</c> for one.</summary>
public static class SentenceBreaker
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sgt", "capt", "cmdr", "adm", "maj", "brig", "sen", "rep", "gov", "st", "hon", "rev",
        "vs", "inc", "ltd", "corp", "co", "bros", "no", "nos", "vol", "fig", "approx", "dept", "est", "ave", "mt", "ft", "jr", "sr", "messrs",
        "jan", "feb", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "tue", "wed", "thu", "fri",
        "nr", "bzw", "ca", "usw", "str", "abs", "art", "hr", "fr", "mio", "mrd", "evtl", "ggf", "inkl", "zzgl",
        "mme", "mlle", "mm", "env", "av", "sra", "srta", "dra", "ud", "uds", "pag", "sig", "dott", "avv", "ing", "on", "dhr", "mevr", "drs", "bijv",
        "prof", "inz", "mgr", "ul", "tzw", "np", "tys", "mln", "mld", "г", "гг", "ул", "им", "тыс", "млн", "млрд", "руб", "проф", "акад", "ст", "тис",
    };

    /// <summary>The break between two neighbouring words of <paramref name="text"/>.</summary>
    public static Break Between(ReadOnlySpan<char> text, Word left, Word right)
    {
        var gap = text[left.End..right.Start];
        var result = Break.None;
        var lastSpace = NotLookedFor;
        for (var i = 0; i < gap.Length; i++)
        {
            switch (gap[i])
            {
                case ' ':
                    break;
                case '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '。' or '！' or '？' or '｡' or '।' or '؟':
                    return Break.Sentence;
                case '!' or '?' or '…':
                    if (EndsBefore(text, gap, i, right, ref lastSpace))
                        return Break.Sentence;
                    break;
                case '.':
                    if (!IsAbbreviation(text, left, right, i) && EndsBefore(text, gap, i, right, ref lastSpace))
                        return Break.Sentence;
                    break;
                case ';' or '；':
                    result = Break.Statement;
                    break;
                case ',' or ':' or '(' or ')' or '[' or ']' or '–' or '—' or '、' or '，' or '：' or '|' or '•' or '«' or '»':
                case '-' when i > 0 && gap[i - 1] == ' ' && i + 1 < gap.Length && gap[i + 1] == ' ':
                    result = result == Break.Statement ? result : Break.Clause;
                    break;
            }
        }
        return result;
    }

    private static readonly System.Buffers.SearchValues<char> Spaces = System.Buffers.SearchValues.Create(" \t\u00A0\u3000\u2009\u202F");

    private const int NotLookedFor = -2;

    /// <summary>White space follows, and the next word does not start in lower case.</summary>
    /// <param name="lastSpace">Looked for once in a gap: in one of a hundred thousand signs each would look through all the rest.</param>
    private static bool EndsBefore(ReadOnlySpan<char> text, ReadOnlySpan<char> gap, int sign, Word right, ref int lastSpace)
    {
        if (lastSpace == NotLookedFor)
            lastSpace = gap.LastIndexOfAny(Spaces);
        return sign < lastSpace && !char.IsLower(text[right.Start]);
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text, Word left, Word right, int signOffset)
    {
        if (left.Kind == WordKind.Initialism)
            return true;
        if (signOffset != 0)
            return false;
        var word = left.In(text);
        if (word.Length == 1)
            return char.IsLetter(word[0]) && char.IsUpper(word[0]);
        if (word.Length <= 6 && Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            return true;
        return word.Length <= 2 && char.IsAsciiDigit(word[0]) && IsMonth(right.In(text));
    }

    /// <summary>German and Polish write <c>26. Juni</c>.</summary>
    private static bool IsMonth(ReadOnlySpan<char> word) => Months.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static readonly HashSet<string> Months = new(StringComparer.OrdinalIgnoreCase)
    {
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
    };
}
