namespace FeedWatch.Core.Topics;

/// <summary>One word found for one word of a clause.</summary>
internal readonly record struct FoundWord(int First, int Last, string Rule);

/// <summary>
/// Takes one place of a clause apart into the words found, in the order of the clause. For a group of alternatives it is the
/// alternative that stands there; an alias says so.
/// </summary>
internal sealed class FoundWords
{
    private readonly List<FoundWord> _sequence = [];

    /// <summary>Rules found before: the same words are found again and again.</summary>
    private readonly (ulong Key, string Rule)[] _rules = new (ulong, string)[1024];

    private ItemText _item = null!;
    private TopicTerms _terms = null!;

    internal void Use(ItemText item, TopicTerms terms)
    {
        if (!ReferenceEquals(terms, _terms))
            Array.Clear(_rules);
        (_item, _terms) = (item, terms);
    }

    /// <summary>Puts the words of <paramref name="clause"/> within a place of it into a list.</summary>
    internal void Within(PlacedClause clause, WordSpan place, List<FoundWord> found)
    {
        found.Clear();
        Collect(clause, place, found);
    }

    private bool Collect(PlacedClause clause, WordSpan within, List<FoundWord> found)
    {
        var before = found.Count;
        var complete = clause switch
        {
            WordClause word => CollectWord(word, within, found),
            SequenceClause sequence => CollectSequence(sequence, within, found),
            WordsClause words => CollectAll(words.Words, within, found),
            NearClause near => Collect(near.Left, within, found) && Collect(near.Right, within, found),
            PlacedOrClause or => CollectOne(or, within, found),
            _ => false,
        };
        if (!complete)
            found.RemoveRange(before, found.Count - before);
        return complete;
    }

    private bool CollectWord(WordClause word, WordSpan within, List<FoundWord> found)
    {
        FoundWord? best = null;
        for (var i = _item.FirstPlace(word.Term); i >= 0; i = _item.NextPlace(i))
        {
            var place = _item.Place(i);
            if (place.First < within.First || place.Last > within.Last || !word.Counts(place))
                continue;
            var rule = RuleOf(place);
            if (best is null || WordRule.Distance(rule) < WordRule.Distance(best.Value.Rule))
                best = new FoundWord(place.First, place.Last, rule);
        }
        if (best is { } hit)
            found.Add(hit);
        return best is not null;
    }

    private string RuleOf(TermPlace place)
    {
        var printed = _item.Printed(place.First);
        var key = WordHash.Of(printed, ((ulong)place.Term << 8 | (ulong)_item.Language) * 4 + (place.Compound != 0 ? 1u : 0) + (place.Last > place.First ? 2u : 0));
        ref var known = ref _rules[key % (ulong)_rules.Length];
        if (known.Key != key)
            known = (key, WordRule.Of(_terms[place.Term], place, printed, _item.Language));
        return known.Rule;
    }

    /// <summary>A phrase is marked as one, with the rule of its least exact word.</summary>
    private bool CollectSequence(SequenceClause sequence, WordSpan within, List<FoundWord> found)
    {
        var places = _item.Rent();
        sequence.Find(_item, _item.FieldOf(within.First), places, firstOnly: false);
        WordSpan? span = null;
        foreach (var place in places)
        {
            if (place.First >= within.First && place.Last <= within.Last)
                span ??= place;
        }
        _item.Return(places);
        if (span is not { } phrase)
            return false;
        _sequence.Clear();
        foreach (var word in sequence.Words)
            CollectWord(word, phrase, _sequence);
        var rule = EvidenceRules.Exact;
        foreach (var word in _sequence)
            rule = WordRule.Distance(word.Rule) > WordRule.Distance(rule) ? word.Rule : rule;
        found.Add(new FoundWord(phrase.First, phrase.Last, rule));
        return true;
    }

    private bool CollectAll(PlacedClause[] parts, WordSpan within, List<FoundWord> found)
    {
        foreach (var part in parts)
        {
            if (!Collect(part, within, found))
                return false;
        }
        return true;
    }

    private bool CollectOne(PlacedOrClause or, WordSpan within, List<FoundWord> found)
    {
        for (var i = 0; i < or.Choices.Length; i++)
        {
            var before = found.Count;
            if (!IsAt(or.Choices[i], within) || !Collect(or.Choices[i], within, found))
                continue;
            for (var k = before; or.IsAlias && i > 0 && k < found.Count; k++)
                found[k] = found[k] with { Rule = EvidenceRules.Alias };
            return true;
        }
        return false;
    }

    /// <summary>Whether the alternative has a place of its own in there, not only its words.</summary>
    private bool IsAt(PlacedClause choice, WordSpan within)
    {
        if (choice is WordClause or SequenceClause)
            return true;
        var places = _item.Rent();
        choice.Find(_item, _item.FieldOf(within.First), places, firstOnly: false);
        var isAt = places.Exists(p => p.First >= within.First && p.Last <= within.Last);
        _item.Return(places);
        return isAt;
    }
}
