using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>What a later version of a story says that earlier ones do not.</summary>
public static class NewSentences
{
    /// <summary>A sentence is known when so much of it stands in one earlier text: its content words, and each two words in a row.</summary>
    private const double Known = 0.7;

    private const int MostWords = 5_000;

    /// <summary>
    /// The sentences of <paramref name="text"/> that none of <paramref name="earlierTexts"/> has, as printed and in order. A changed
    /// figure makes a sentence new; another spelling, headline or order of sentences does not. Blocks of other stories are left out.
    /// </summary>
    public static IReadOnlyList<string> In(string text, IEnumerable<string> earlierTexts)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(earlierTexts);
        var language = LanguageGuess.Of(text);
        var known = earlierTexts.Select(earlier => SentenceContent.Of(earlier, language)).ToList();
        var fresh = new List<string>();
        foreach (var sentence in Sentences.Of(StoryBody.Report(text) ?? text))
        {
            var content = SentenceContent.Of(sentence, language);
            if (content.IsEmpty || known.Any(content.IsIn))
                continue;
            known.Add(content);
            fresh.Add(sentence);
        }

        return fresh;
    }

    /// <summary>The content words and figures of a text, and each two words in a row.</summary>
    private sealed record SentenceContent(HashSet<uint> Words, HashSet<uint> Figures)
    {
        internal bool IsEmpty => Words.Count == 0;

        internal static SentenceContent Of(string text, Language language)
        {
            var (words, figures) = (new HashSet<uint>(), new HashSet<uint>());
            var tokens = StoryWords.Cut(text, language, MostWords);
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Kind == TokenKind.Number)
                    figures.Add(tokens[i].Hash);
                if (tokens[i].IsContent)
                    words.Add(tokens[i].Hash);
                if (i > 0)
                    words.Add(WordHash.Of(tokens[i - 1].Hash, tokens[i].Hash));
            }

            return new SentenceContent(words, figures);
        }

        internal bool IsIn(SentenceContent earlier) =>
            Figures.IsSubsetOf(earlier.Figures) && Words.Count(earlier.Words.Contains) >= Known * Words.Count;
    }
}
