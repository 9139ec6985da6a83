using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>What a later version of a story says that earlier ones do not. Every text is cut into words once, however many come after it.</summary>
public sealed class NewSentences
{
    /// <summary>A sentence is known when so much of it stands in one earlier text: its content words, and each two words in a row.</summary>
    private const double Enough = 0.7;

    private const int MostWords = 5_000;

    private readonly List<string> _earlier = [];
    private readonly Dictionary<Language, Told> _told = [];

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
        var told = ToldIn(language);
        var fresh = new List<string>();
        foreach (var sentence in Sentences.Of(StoryBody.Report(text) ?? text))
        {
            var content = SentenceContent.Of(sentence, language);
            if (content.IsEmpty || told.Knows(content))
                continue;
            told.Add(content);
            fresh.Add(sentence);
        }

        told.Shorten(_earlier.Count);
        return fresh;
    }

    /// <summary>The earlier texts as one of that language reads them: words are compared by the stems of the later text.</summary>
    private Told ToldIn(Language language)
    {
        if (!_told.TryGetValue(language, out var told))
            _told.Add(language, told = new Told());
        foreach (var text in _earlier.Skip(told.Count))
            told.Add(SentenceContent.Of(text, language));
        return told;
    }

    /// <summary>What was told so far. What has too few words of all of it together need not be held against each.</summary>
    private sealed class Told
    {
        private readonly List<SentenceContent> _each = [];
        private readonly HashSet<uint> _words = [];

        internal int Count => _each.Count;

        internal void Add(SentenceContent content)
        {
            _each.Add(content);
            _words.UnionWith(content.Words);
        }

        internal bool Knows(SentenceContent content) => content.HasEnoughIn(_words) && _each.Any(content.IsIn);

        /// <summary>Forgets what came behind the first; their words may stay, which costs a comparison at most.</summary>
        internal void Shorten(int count) => _each.RemoveRange(count, _each.Count - count);
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
            Figures.IsSubsetOf(earlier.Figures) && HasEnoughIn(earlier.Words);

        internal bool HasEnoughIn(HashSet<uint> words) => Words.Count(words.Contains) >= Enough * Words.Count;
    }
}
