using FeedWatch.Core.Text;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

/// <summary>
/// The language taken at its word, slowly: every topic is tried on every item, every combination of places is looked at. No index, no
/// cache, no fast path; only the linguistics (which word stands for which) are shared with the real matcher.
/// </summary>
internal sealed class ReferenceMatcher(TopicDefinition definition)
{
    private readonly TopicTerms _terms = new();
    private readonly List<(Word Word, TopicFields Field, int Sentence, int Clause, string Text, int BreakWeight)> _words = [];
    private readonly List<(int Term, int First, int Last, int Compound)> _places = [];
    private Language _language;
    private TopicItem _item = new();

    internal bool Matches(TopicItem item)
    {
        List<TopicNode> Parse(IReadOnlyList<string> list) => [.. list.Select(e => TopicParser.Parse(e, definition.Aliases).Root!)];
        var (any, all, none) = (Parse(definition.Any), Parse(definition.All), Parse(definition.None));
        foreach (var node in any.Concat(all).Concat(none))
            new ClauseCompiler(_terms).Compile(node);
        Read(item);
        return (any.Count == 0 || any.Exists(n => Matches(n, TopicFields.Text))) && all.TrueForAll(n => Matches(n, TopicFields.Text))
            && !none.Exists(n => Matches(n, TopicFields.Text));
    }

    private void Read(TopicItem item)
    {
        _item = item;
        _language = LanguageTag.Parse(item.Language) ?? LanguageGuess.Of(item.Title, item.Summary ?? item.Content);
        _words.Clear();
        _places.Clear();
        Add(TopicFields.Title, item.Title);
        Add(TopicFields.Summary, item.Summary);
        Add(TopicFields.Content, item.Content);
        Add(TopicFields.Source, item.Source);
        foreach (var author in item.Authors)
            Add(TopicFields.Author, author);
        foreach (var tag in item.Categories.Concat(item.FeedTags))
            Add(TopicFields.Tag, tag);
        Add(TopicFields.Url, item.Link);
    }

    private void Add(TopicFields field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        var sentence = _words.Count == 0 ? 0 : _words[^1].Sentence + 1;
        var clause = _words.Count == 0 ? 0 : _words[^1].Clause + 1;
        var weight = 0;
        Word? left = null;
        foreach (var word in WordCutter.Cut(text))
        {
            var found = new List<FoundTerm>();
            if (left is { } before)
            {
                var gap = SentenceBreaker.Between(text, before, word);
                sentence += gap == Break.Sentence && field != TopicFields.Title ? 1 : 0;
                clause += gap != Break.None ? 1 : 0;
                weight = gap == Break.None ? 0 : gap == Break.Statement ? 5 : 1;
                var between = text[before.End..word.Start];
                var hyphen = between.Length == 1 && between[0] != ' ' && Hyphens.Is(between[0]);
                if (before.Kind != WordKind.Character && word.Kind != WordKind.Character && (hyphen || between == " " && _terms.MayBeginJoined(before.In(text))))
                    _terms.FindJoined(before.In(text), word.In(text), hyphen, _language, found);
                _places.AddRange(found.Select(f => (f.Term, _words.Count - 1, _words.Count, f.Compound)));
                found.Clear();
            }
            left = word;
            _terms.Find(word.In(text), _language, found);
            _places.AddRange(found.Select(f => (f.Term, _words.Count, _words.Count, f.Compound)));
            _words.Add((word, field, sentence, clause, text, weight));
        }
    }

    private bool Matches(TopicNode node, TopicFields fields) => node switch
    {
        OrNode { IsPositional: false } or => or.Choices.Any(c => Matches(c, fields)),
        AndNode and => and.Parts.All(p => Matches(p, fields)),
        NotNode not => !Matches(not.Inner, fields),
        FieldNode field => Matches(field.Inner, field.Fields),
        LanguageNode language => LanguageTag.Primary(_item.Language) == language.Language,
        RegexNode regex => Texts(fields).Any(t => regex.Regex.IsMatch(t)),
        _ => Spans(node, fields).Any(),
    };

    private IEnumerable<string> Texts(TopicFields fields) => _words.Where(w => (w.Field & fields) != 0).Select(w => w.Text).Distinct();

    private IEnumerable<(int First, int Last)> Spans(TopicNode node, TopicFields fields) => node switch
    {
        WordNode word => Places(word, 0, 0).Where(p => (_words[p.First].Field & fields) != 0).Select(p => (p.First, p.Last)),
        SequenceNode sequence => Places(sequence.Words, 0, 2).Where(p => (_words[p.First].Field & fields) != 0)
            .SelectMany(p => Runs(sequence, 1, p.First, p.Last)).Where(s => SameSentence(s.First, s.Last) && !IsTorn(sequence, s.First)),
        WordsNode words => Together(words, 0, int.MaxValue, -1, fields),
        NearNode near => Near(near, fields),
        OrNode or => or.Choices.SelectMany(c => Spans(c, fields)),
        _ => [],
    };

    private IEnumerable<(int Term, int First, int Last, int Compound)> Places(WordNode word, int before, int behind)
    {
        var term = _terms.Add(word.Kind, word.Word, word.Digraphs);
        return _places.Where(p => p.Term == term && (p.Compound <= 0 || p.Compound == before || p.Compound == behind));
    }

    private IEnumerable<(int Term, int First, int Last, int Compound)> Places(IReadOnlyList<TopicNode> words, int i, int shortest) =>
        Places((WordNode)words[i], Pair(words, i - 1, shortest), Pair(words, i, shortest));

    /// <summary>The number of the pair of neighbours that may be written as one word.</summary>
    private int Pair(IReadOnlyList<TopicNode> words, int i, int shortest) =>
        i >= 0 && i + 1 < words.Count && words[i] is WordNode { Kind: TermKind.Stem or TermKind.Form } left && words[i + 1] is WordNode right && right.Kind == left.Kind
            && left.Word.Length >= shortest && right.Word.Length >= 3
            ? _terms.AddCompound(_terms.Add(left.Kind, left.Word, left.Digraphs), _terms.Add(right.Kind, right.Word, right.Digraphs)) : 0;

    private IEnumerable<(int First, int Last)> Runs(SequenceNode sequence, int next, int first, int last)
    {
        if (next == sequence.Words.Count)
            return [(first, last)];
        return Places(sequence.Words, next, 2).Where(p => p.First == last + 1 || p.First == last && p.Compound != 0 || IsBehindParticle(sequence, next, last, p.First))
            .SelectMany(p => Runs(sequence, next + 1, first, Math.Max(last, p.Last)));
    }

    private bool IsBehindParticle(SequenceNode sequence, int next, int last, int first)
    {
        if (first - last - 1 is < 1 or > Hangul.LongestParticle || !((WordNode)sequence.Words[next]).IsApart || !IsHangul(sequence) || _words[last].Field != _words[first].Field)
            return false;
        var between = _words[first].Text[_words[last].Word.End.._words[first].Word.Start];
        return between.TrimEnd(' ') is var particle && particle.Length < between.Length && particle.Length == first - last - 1 && Hangul.IsParticle(particle);
    }

    private static bool IsHangul(SequenceNode sequence) => sequence.Words.All(w => Hangul.Is(((WordNode)w).Word[0]));

    private bool IsTorn(SequenceNode sequence, int first) => sequence.Words.Count == 2 && IsHangul(sequence)
        && Hangul.IsTorn(_words[first].Text, _words[first].Word.Start);

    private IEnumerable<(int First, int Last)> Together(WordsNode words, int next, int first, int last, TopicFields fields)
    {
        if (next == words.Words.Count)
        {
            var together = words.Tight ? _words[first].Clause == _words[last].Clause : SameSentence(first, last);
            return last - first < words.Window && together && (words.Tight || Heaviness(first, last) <= words.Heavy) ? [(first, last)] : [];
        }
        var places = words.Words[next] is WordNode
            ? Places(words.Words, next, 3).Where(p => (_words[p.First].Field & fields) != 0).Select(p => (p.First, p.Last))
            : Spans(words.Words[next], fields);
        return places.SelectMany(s => Together(words, next + 1, Math.Min(first, s.First), Math.Max(last, s.Last), fields));
    }

    /// <summary>The words that mean something by themselves, and the breaks between them.</summary>
    private int Heaviness(int first, int last) => Enumerable.Range(first, last - first + 1)
        .Sum(i => (SmallWords.Contains(_words[i].Word.In(_words[i].Text)) ? 0 : 1) + (i > first ? _words[i].BreakWeight : 0));

    private IEnumerable<(int First, int Last)> Near(NearNode near, TopicFields fields)
    {
        var lefts = Spans(near.Left, fields).ToList();
        var rights = Spans(near.Right, fields).ToList();
        var pairs = lefts.SelectMany(l => rights.Select(r => (l, r)));
        if (!near.Ordered)
            pairs = pairs.Concat(rights.SelectMany(l => lefts.Select(r => (l, r))));
        return pairs.Where(p => p.r.First > p.l.Last && p.r.First - p.l.Last - 1 <= near.Distance && SameSentence(p.l.Last, p.r.First)).Select(p => (p.l.First, p.r.Last));
    }

    private bool SameSentence(int a, int b) => _words[a].Sentence == _words[b].Sentence;
}
