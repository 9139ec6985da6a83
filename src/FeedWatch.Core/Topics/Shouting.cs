using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// Text all in capitals, where an acronym cannot be told from a word: <c>TELL US WHAT YOU THINK</c>. What is written as a name still
/// counts there: <c>THE US</c>, <c>US-LED</c>, <c>(WHO)</c>, <c>WHO'S</c>.
/// </summary>
internal static class Shouting
{
    /// <summary>How far is looked to either side, in UTF-16 units.</summary>
    private const int Around = 48;

    /// <summary>Whether the word stands among capitals only, with nothing to show that it is a name.</summary>
    internal static bool Hides(ReadOnlySpan<char> text, Word word)
    {
        var before = text[Math.Max(0, word.Start - Around)..word.Start];
        var after = text[word.End..Math.Min(text.Length, word.End + Around)];
        var others = 0;
        return !IsMarked(before, after) && IsShouted(before, ref others) && IsShouted(after, ref others) && others >= 2
            && !(word.In(text) is "US" && !before.ContainsAnyInRange('A', 'Z'));
    }

    private static bool IsMarked(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.Length > 0 && Hyphens.Is(before[^1]) || after.Length > 0 && (Hyphens.Is(after[0]) || Apostrophes.Is(after[0]))
        || before.EndsWith("(") && after.StartsWith(")") || before.EndsWith("THE ") && (before.Length == 4 || !char.IsLetter(before[^5]));

    /// <summary>Whether no letter is small; counts words of three letters and more.</summary>
    private static bool IsShouted(ReadOnlySpan<char> text, ref int words)
    {
        var run = 0;
        foreach (var c in text)
        {
            if (char.IsLower(c))
                return false;
            run = char.IsLetter(c) ? run + 1 : 0;
            words += run == 3 ? 1 : 0;
        }
        return true;
    }
}
