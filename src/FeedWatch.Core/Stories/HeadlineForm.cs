namespace FeedWatch.Core.Stories;

/// <summary>The words of a headline in their order, to see that two headlines say one thing of two: "Keldal orders tug", "Ostvik orders tug".</summary>
internal static class HeadlineForm
{
    private const int MostWords = 20;
    private const int MostWordsOfOutlet = 4;
    private const int FewestWordsInCommon = 2;

    /// <summary>Set in the lowest bit of a word that may be a name.</summary>
    private const uint NameBit = 1;

    /// <summary>What aggregators put behind a headline is not part of it: the last dash, and a few words in capitals.</summary>
    internal static string? WithoutOutlet(string? headline)
    {
        if (headline is null)
            return null;
        foreach (var separator in (string[])[" - ", " – ", " — "])
        {
            var at = headline.LastIndexOf(separator, StringComparison.Ordinal);
            if (at <= 0 || !headline[..at].Contains(' ', StringComparison.Ordinal))
                continue;
            var words = headline[(at + separator.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length <= MostWordsOfOutlet && words.All(word => char.IsUpper(word[0])))
                return headline[..at];
        }

        return headline;
    }

    /// <summary>The first words that carry content, each marked when it may be a name.</summary>
    internal static uint[] Of(List<StoryToken> title, List<StoryToken> body)
    {
        var content = title.Where(token => token.IsContent).Take(MostWords).ToList();
        var isTitleCase = content.Count(token => token.Kind == TokenKind.Name) * 2 > content.Count;
        // A word that the report itself prints small is none.
        var small = body.Where(token => token.Kind == TokenKind.Word && !token.StartsSentence).Select(token => token.Hash).ToHashSet();
        return [.. content.Select(token => MayBeName(token, isTitleCase) && !small.Contains(token.Hash) ? token.Hash | NameBit : token.Hash & ~NameBit)];
    }

    /// <summary>How many of two reports lack the name that the other's headline, alike in form, has in the place of its own: 0 to 2.</summary>
    /// <param name="one">A report.</param>
    /// <param name="other">Another.</param>
    /// <param name="mostWordsOtherwise">So many words besides the names may differ between headlines alike in form.</param>
    internal static int MissingNames(StoryFingerprint one, StoryFingerprint other, int mostWordsOtherwise)
    {
        var (oneLacks, otherLacks) = (false, false);
        var otherwise = 0;
        foreach (var (ours, theirs) in Differences(one.Headline, other.Headline))
        {
            var (namesOfOne, namesOfOther) = (Names(ours), Names(theirs));
            otherwise += ours.Length + theirs.Length;
            if (namesOfOne.Length == 0 || namesOfOther.Length == 0)
                continue;
            otherwise -= namesOfOne.Length + namesOfOther.Length;
            otherLacks |= !HasAny(other, namesOfOne);
            oneLacks |= !HasAny(one, namesOfOther);
        }

        return otherwise > mostWordsOtherwise ? 0 : (oneLacks ? 1 : 0) + (otherLacks ? 1 : 0);
    }

    /// <summary>
    /// Whether there is a report without text, and headlines alike in form have something else in the place where they say what happens: "council rejects
    /// plan", "council approves plan". Words that mean the same are one word here. Where only single words differ, a word that happens to be unknown will do
    /// between two bare headlines; beside a text it will not, for the text may have the other word for the thing.
    /// </summary>
    internal static bool SaysOtherwise(StoryFingerprint one, StoryFingerprint other)
    {
        if ((one.BodyWords > 0 && other.BodyWords > 0) || Math.Min(one.Headline.Length, other.Headline.Length) <= FewestWordsInCommon)
            return false;
        var areBare = one.BodyWords + other.BodyWords == 0;
        var differences = Differences(one.Headline, other.Headline).ToList();
        var areSingle = differences.TrueForAll(pair => pair is ({ Length: 1 }, { Length: 1 }));
        return (areBare || areSingle)
            && differences.Exists(pair => HasOther(one, pair.One, other, areBare && areSingle) && HasOther(other, pair.Other, one, areBare && areSingle));
    }

    /// <summary>Whether one of the words is no number and unknown to the other report; and, unless any word counts, something that happens.</summary>
    private static bool HasOther(StoryFingerprint report, uint[] words, StoryFingerprint other, bool isAnyWord) => Array.Exists(words, word =>
        !HasAny(other, [word]) && TraitsOf(report, word) is var traits && (traits & FeatureTraits.Number) == 0 && (isAnyWord || (traits & FeatureTraits.Event) != 0));

    private static FeatureTraits TraitsOf(StoryFingerprint report, uint word) =>
        Find(report, word) is >= 0 and var at ? report.Features[at].Traits : FeatureTraits.None;

    /// <summary>The place of a headline's word among the features, whose lowest bit is no mark; or a negative number.</summary>
    private static int Find(StoryFingerprint report, uint word) => report.Find(word) is >= 0 and var at ? at : report.Find(word ^ NameBit);

    /// <summary>Where two headlines differ, when at least half of the shorter is the same; else nothing.</summary>
    private static IEnumerable<(uint[] One, uint[] Other)> Differences(uint[] a, uint[] b)
    {
        if (!MayHaveHalfInCommon(a, b))
            yield break;
        var common = CommonFrom(a, b);
        if (common[0, 0] == 0 || common[0, 0] * 2 < Math.Min(a.Length, b.Length))
            yield break;

        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            var (startA, startB) = (i, j);
            while (i < a.Length && j < b.Length && IsSame(a[i], b[j]))
                (i, j, startA, startB) = (i + 1, j + 1, i + 1, j + 1);
            while ((i < a.Length || j < b.Length) && !(i < a.Length && j < b.Length && IsSame(a[i], b[j])))
            {
                if (j == b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
                    i++;
                else
                    j++;
            }

            if (startA < i || startB < j)
                yield return (a[startA..i], b[startB..j]);
        }
    }

    /// <summary>A headline begins with a capital, and some are printed in capitals throughout: there a word that the vocabulary does not know may be a name.</summary>
    private static bool MayBeName(StoryToken token, bool isTitleCase) =>
        token.Meaning is Meaning.Place or Meaning.Town
        || (token.Kind == TokenKind.Name && !isTitleCase)
        || ((token.Kind == TokenKind.Name || (token.Kind == TokenKind.Word && token.StartsSentence))
            && token is { Meaning: Meaning.Other, Commonness: Commonness.Ordinary } && token.Hash == token.Stem);

    private static bool IsSame(uint one, uint other) => (one | NameBit) == (other | NameBit);

    private static uint[] Names(uint[] words) => Array.FindAll(words, word => (word & NameBit) != 0);

    private static bool HasAny(StoryFingerprint report, uint[] words) => Array.Exists(words, word => Find(report, word) >= 0);

    /// <summary>Told without regard to the order, for nearly all pairs of headlines have less.</summary>
    private static bool MayHaveHalfInCommon(uint[] a, uint[] b)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        var common = 0;
        foreach (var word in shorter)
        {
            var at = 0;
            while (at < longer.Length && !IsSame(word, longer[at]))
                at++;
            common += at < longer.Length ? 1 : 0;
        }

        return common > 0 && common * 2 >= shorter.Length;
    }

    /// <summary>How many words the rests of both have in common in the same order.</summary>
    private static int[,] CommonFrom(uint[] a, uint[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = IsSame(a[i], b[j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
