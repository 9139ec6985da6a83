using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Words side by side, in this order, within one sentence. A word of the text may stand for two (<c>datacentre</c>).</summary>
internal sealed class SequenceClause : PlacedClause
{
    private readonly WordClause[] _words;
    private readonly bool _mayBeTorn;

    internal SequenceClause(SequenceNode node, WordClause[] words) : base(node)
    {
        _words = words;
        _mayBeTorn = words.Length == 2 && words[0].Written is { Kind: TermKind.Form, Word: var first } && Hangul.Is(first[0])
            && words[1].Written.Word is var second && Hangul.Is(second[0]);
    }

    internal WordClause[] Words => _words;

    internal override void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly)
    {
        foreach (var word in _words)
        {
            if (!item.Has(word.Term))
                return;
        }
        for (var place = item.FirstPlace(_words[0].Term); place >= 0; place = item.NextPlace(place))
        {
            var start = item.Place(place);
            if ((item.FieldOf(start.First) & fields) == 0 || !_words[0].Counts(start))
                continue;
            Extend(item, start.First, start.Last, 1, places);
            if (firstOnly && places.Count > 0)
                return;
        }
        Order(places);
    }

    /// <summary>Goes on with word <paramref name="next"/> behind <paramref name="last"/>.</summary>
    private void Extend(ItemText item, int first, int last, int next, List<WordSpan> places)
    {
        if (next == _words.Length)
        {
            if (item.InOneSentence(first, last) && !IsTorn(item, first))
                places.Add(new WordSpan(first, last));
            return;
        }
        var word = _words[next];
        foreach (var place in item.PlacesAt(last + 1))
        {
            if (place.Term == word.Term && word.Counts(place))
                Extend(item, first, place.Last, next + 1, places);
        }
        foreach (var place in item.PlacesAt(last))
        {
            if (place.Term == word.Term && place.Compound != 0 && word.Counts(place))
                Extend(item, first, last, next + 1, places);
        }
    }

    private bool IsTorn(ItemText item, int first) => _mayBeTorn && Hangul.IsTorn(item.FieldAt(first).Text, item.StartOf(first));
}
