namespace FeedWatch.Core.Text;

/// <summary>Where a word may be written as two: <c>data centre</c>, <c>10 000</c>.</summary>
internal static class JoinedWords
{
    private const int ShortestPart = 3;
    private const int ShortestWord = 7;

    private static readonly HashSet<string> Endings = [.. (
        "ing ings ers ness ment ments tion tions ation ations able ible less ally ist ists ism ize ized izes ise ised ises izing ising ity ities ous ive ives ial ical ful " +
        "ized ies ied est ant ent ants ents ance ence ancy ency ship ships ary ory ate ated ates ating ure ures ual ious edly ingly ward wards ated ative ator ators").Split(' ')];

    /// <summary>Whether a folded word may be written as its first <paramref name="length"/> letters, a space, and the rest.</summary>
    internal static bool CanSplit(ReadOnlySpan<char> word, int length)
    {
        var rest = word[length..];
        if (char.IsAsciiDigit(word[0]))
            return length <= 3 && rest.Length == 3 && !word.ContainsAnyExceptInRange('0', '9');
        return length >= ShortestPart && word.Length >= ShortestWord && CanBeRest(rest);
    }

    /// <summary>Whether there may be a word in letters that can be split before these folded ones.</summary>
    internal static bool CanBeRest(ReadOnlySpan<char> rest) =>
        rest.Length >= ShortestPart && rest.ContainsAny(Vowels) && !Endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest);

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("aeiouy");
}
