using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>What a later version of a story says that earlier ones do not.</summary>
public static class NewSentences
{
    /// <summary>A sentence is known when so much of it, word for word, stands in one earlier text.</summary>
    private const double Known = 0.7;

    private const int MostWords = 5_000;

    /// <summary>The sentences of <paramref name="text"/> that none of <paramref name="earlierTexts"/> has, as printed and in order.</summary>
    public static IReadOnlyList<string> In(string text, IEnumerable<string> earlierTexts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(earlierTexts);
        var language = LanguageGuess.Of(text);
        var earlier = earlierTexts.Select(earlierText => Pairs(earlierText, language)).ToList();
        var seen = new HashSet<uint>();
        var fresh = new List<string>();
        foreach (var sentence in Sentences.Of(text))
        {
            var pairs = Pairs(sentence, language);
            if (pairs.Count == 0 || earlier.Any(known => Share(pairs, known) >= Known) || Share(pairs, seen) >= Known)
                continue;
            seen.UnionWith(pairs);
            fresh.Add(sentence);
        }

        return fresh;
    }

    /// <summary>The words, and each two in a row.</summary>
    private static HashSet<uint> Pairs(string text, Language language)
    {
        var tokens = StoryWords.Cut(text, language, MostWords);
        var pairs = new HashSet<uint>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].IsContent)
                pairs.Add(tokens[i].Hash);
            if (i > 0)
                pairs.Add(WordHash.Of(tokens[i - 1].Hash, tokens[i].Hash));
        }

        return pairs;
    }

    private static double Share(HashSet<uint> sentence, HashSet<uint> known) => (double)sentence.Count(known.Contains) / sentence.Count;
}
