using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Words side by side, in this order, within one sentence. A word of the text may stand for two (<c>datacentre</c>).</summary>
internal sealed class SequenceClause : PlacedClause
{
    private readonly WordClause[] _words;
    private readonly bool _isHangul;

    internal SequenceClause(SequenceNode node, WordClause[] words) : base(node)
    {
        _words = words;
        _isHangul = Array.TrueForAll(words, w => w.Written is { Kind: TermKind.Form, Word: var word } && Hangul.Is(word[0]));
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
            if (item.InOneSentence(first, last) && !(_isHangul && IsTorn(item, first, last)))
                places.Add(new WordSpan(first, last));
            return;
        }
        var word = _words[next];
        foreach (var place in item.PlacesAt(last + 1))
        {
            if (place.Term == word.Term && word.Counts(place))
                Extend(item, first, place.Last, next + 1, places);
        }
        for (var particle = 1; _isHangul && word.Written.IsApart && particle <= Hangul.LongestParticle; particle++)
        {
            foreach (var place in item.PlacesAt(last + particle + 1))
            {
                if (place.Term == word.Term && IsParticle(item, last + 1, particle))
                    Extend(item, first, place.Last, next + 1, places);
            }
        }
        foreach (var place in item.PlacesAt(last))
        {
            if (place.Term == word.Term && place.Compound != 0 && word.Counts(place))
                Extend(item, first, last, next + 1, places);
        }
    }

    /// <summary>Whether the word before ends in a particle of so many syllables, and a space follows: <c>기준금리를 인하</c>.</summary>
    private static bool IsParticle(ItemText item, int first, int syllables)
    {
        var (start, end) = (item.StartOf(first), item.EndOf(first + syllables - 1));
        return start == item.EndOf(first - 1) && end == start + syllables && item.StartOf(first + syllables) > end
            && Hangul.IsParticle(item.FieldAt(first).Text.AsSpan(start, syllables));
    }

    /// <summary>
    /// Whether its syllables belong to two words by accident: <c>국방</c> in <c>한국방송</c>, or <c>산불</c> in <c>부산 불꽃</c>, where it
    /// begins within a word and goes on behind a space that the topic does not have.
    /// </summary>
    private bool IsTorn(ItemText item, int first, int last)
    {
        var text = item.FieldAt(first).Text;
        var start = item.StartOf(first);
        if (_words.Length == 2 && Hangul.IsTorn(text, start))
            return true;
        if (start == 0 || !Hangul.Is(text[start - 1]) || last - first + 1 != _words.Length)
            return false;
        for (var i = 1; i < _words.Length; i++)
        {
            if (item.StartOf(first + i) > item.EndOf(first + i - 1) && !_words[i].Written.IsApart)
                return true;
        }
        return false;
    }
}
