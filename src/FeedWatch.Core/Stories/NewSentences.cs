using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>What a later version of a story says that earlier ones do not. Every text is cut into words once, however many come after it.</summary>
public sealed class NewSentences
{
    /// <summary>A sentence is known when so much of it stands in one earlier text: its content words, and each two words in a row.</summary>
    private const double Enough = 0.7;

    private const int MostWords = 5_000;

    private readonly List<string> _earlier = [];
    private readonly Dictionary<Language, List<SentenceContent>> _known = [];

    /// <summary>
    /// The sentences of <paramref name="text"/> that none of <paramref name="earlierTexts"/> has, as printed and in order. A changed
    /// figure makes a sentence new; another spelling, headline or order of sentences does not. Blocks of other stories are left out.
    /// </summary>
    public static IReadOnlyList<string> In(string text, IEnumerable<string> earlierTexts)
    {
        ArgumentNullException.ThrowIfNull(earlierTexts);
        var story = new NewSentences();
        foreach (var earlier in earlierTexts)
            story.Add(earlier);
        return story.In(text);
    }

    /// <summary>Adds an earlier text.</summary>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _earlier.Add(text);
    }

    /// <summary>The sentences of <paramref name="text"/> that none of the texts added so far has.</summary>
    public IReadOnlyList<string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var language = LanguageGuess.Of(text);
        var known = Known(language);
        var fresh = new List<string>();
        foreach (var sentence in Sentences.Of(StoryBody.Report(text) ?? text))
        {
            var content = SentenceContent.Of(sentence, language);
            if (content.IsEmpty || known.Any(content.IsIn))
                continue;
            known.Add(content);
            fresh.Add(sentence);
        }

        known.RemoveRange(_earlier.Count, known.Count - _earlier.Count);
        return fresh;
    }

    /// <summary>The earlier texts as one of that language reads them: words are compared by the stems of the later text.</summary>
    private List<SentenceContent> Known(Language language)
    {
        if (!_known.TryGetValue(language, out var known))
            _known.Add(language, known = []);
        known.AddRange(_earlier.Skip(known.Count).Select(text => SentenceContent.Of(text, language)));
        return known;
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
            Figures.IsSubsetOf(earlier.Figures) && Words.Count(earlier.Words.Contains) >= Enough * Words.Count;
    }
}
