using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>A run of words in an item, by word numbers (inclusive).</summary>
/// <param name="First">Number of the first word.</param>
/// <param name="Last">Number of the last word.</param>
internal readonly record struct WordSpan(int First, int Last);

/// <summary>One searched text of an item.</summary>
internal readonly record struct ItemField(TopicFields Field, string Text, int FirstWord);

/// <summary>One word of an item.</summary>
internal readonly record struct ItemWord(Word Word, int Field, int Sentence, int Clause);

/// <summary>An item cut into words, with the places of every term that topics look for.</summary>
internal sealed class ItemText
{
    private readonly Dictionary<int, List<WordSpan>> _places = [];

    internal ItemText(TopicItem item, TopicTerms terms)
    {
        Item = item;
        LanguageTag = Text.LanguageTag.Primary(item.Language);
        Language = Text.LanguageTag.Parse(item.Language) ?? LanguageGuess.Of(string.Concat(item.Title, "\n", item.Summary ?? item.Content));
        Add(TopicFields.Title, item.Title, terms);
        Add(TopicFields.Summary, item.Summary, terms);
        Add(TopicFields.Content, item.Content, terms);
        Add(TopicFields.Source, item.Source, terms);
        foreach (var author in item.Authors)
            Add(TopicFields.Author, author, terms);
        foreach (var tag in item.Categories.Concat(item.FeedTags))
            Add(TopicFields.Tag, tag, terms);
        Add(TopicFields.Url, item.Link, terms);
    }

    internal TopicItem Item { get; }

    internal Language Language { get; }

    internal string LanguageTag { get; }

    internal List<ItemField> Fields { get; } = [];

    internal List<ItemWord> Words { get; } = [];

    /// <summary>Where a term stands, in order.</summary>
    internal IReadOnlyList<WordSpan> Places(int term) => _places.TryGetValue(term, out var places) ? places : [];

    internal TopicFields FieldOf(int word) => Fields[Words[word].Field].Field;

    internal ReadOnlySpan<char> Printed(int word) => Words[word].Word.In(Fields[Words[word].Field].Text);

    private void Add(TopicFields kind, string? text, TopicTerms terms)
    {
        if (string.IsNullOrEmpty(text))
            return;
        var field = Fields.Count;
        Fields.Add(new ItemField(kind, text, Words.Count));
        var sentence = Words.Count == 0 ? 0 : Words[^1].Sentence + 1;
        var clause = Words.Count == 0 ? 0 : Words[^1].Clause + 1;
        var found = new List<FoundTerm>();
        Word? left = null;
        foreach (var word in WordCutter.Cut(text))
        {
            if (left is { } before)
            {
                var gap = SentenceBreaker.Between(text, before, word);
                AddJoined(text, before, word, gap, terms, found);
                // A title is one sentence, whatever its punctuation.
                if (gap == Break.Sentence && kind != TopicFields.Title)
                    sentence++;
                if (gap != Break.None)
                    clause++;
            }
            left = word;
            found.Clear();
            terms.Find(word.In(text), Language, found);
            foreach (var term in found)
                AddPlace(term.Term, new WordSpan(Words.Count, Words.Count));
            Words.Add(new ItemWord(word, field, sentence, clause));
        }
    }

    private void AddJoined(string text, Word left, Word right, Break gap, TopicTerms terms, List<FoundTerm> found)
    {
        if (gap != Break.None || right.Start != left.End + 1 || left.Kind == WordKind.Character || right.Kind == WordKind.Character)
            return;
        var sign = text[left.End];
        if (sign != ' ' && !Hyphens.Is(sign) || !terms.MayBeginJoined(left.In(text)))
            return;
        found.Clear();
        terms.FindJoined(left.In(text), right.In(text), sign != ' ', Language, found);
        foreach (var term in found)
            AddPlace(term.Term, new WordSpan(Words.Count - 1, Words.Count));
    }

    private void AddPlace(int term, WordSpan place)
    {
        if (!_places.TryGetValue(term, out var places))
            _places.Add(term, places = []);
        if (places.Count == 0 || places[^1] != place)
            places.Add(place);
    }
}
