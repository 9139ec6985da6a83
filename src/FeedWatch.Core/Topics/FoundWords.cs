namespace FeedWatch.Core.Topics;

/// <summary>One word found for one word of a clause.</summary>
internal readonly record struct FoundWord(int First, int Last, string Rule);

/// <summary>
/// Takes one place of a clause apart into the words found, in the order of the clause. For a group of alternatives it is the
/// alternative that stands there; an alias says so.
/// </summary>
internal sealed class FoundWords(ItemText item, TopicTerms terms)
{
    /// <summary>The words of <paramref name="clause"/> within a place of it.</summary>
    internal List<FoundWord> Within(PlacedClause clause, WordSpan place)
    {
        var found = new List<FoundWord>();
        Collect(clause, place, found);
        return found;
    }

    private bool Collect(PlacedClause clause, WordSpan within, List<FoundWord> found)
    {
        var before = found.Count;
        var complete = clause switch
        {
            WordClause word => CollectWord(word, within, found),
            SequenceClause sequence => CollectSequence(sequence, within, found),
            WordsClause words => CollectAll(words.Words, within, found),
            NearClause near => CollectAll([near.Left, near.Right], within, found),
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
        for (var i = item.FirstPlace(word.Term); i >= 0; i = item.NextPlace(i))
        {
            var place = item.Place(i);
            if (place.First < within.First || place.Last > within.Last)
                continue;
            var rule = WordRule.Of(terms[word.Term], place, item.Printed(place.First), item.Language);
            if (best is null || WordRule.Distance(rule) < WordRule.Distance(best.Value.Rule))
                best = new FoundWord(place.First, place.Last, rule);
        }
        if (best is { } hit)
            found.Add(hit);
        return best is not null;
    }

    /// <summary>A phrase is marked as one, with the rule of its least exact word.</summary>
    private bool CollectSequence(SequenceClause sequence, WordSpan within, List<FoundWord> found)
    {
        var places = item.Rent();
        sequence.Find(item, item.FieldOf(within.First), places, firstOnly: false);
        var at = places.FindIndex(p => p.First >= within.First && p.Last <= within.Last);
        var span = at < 0 ? default : places[at];
        item.Return(places);
        if (at < 0)
            return false;
        var words = new List<FoundWord>();
        foreach (var word in sequence.Words)
            CollectWord(word, span, words);
        found.Add(new FoundWord(span.First, span.Last, words.MaxBy(w => WordRule.Distance(w.Rule)).Rule));
        return true;
    }

    private bool CollectAll(PlacedClause[] parts, WordSpan within, List<FoundWord> found) => Array.TrueForAll(parts, p => Collect(p, within, found));

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
        var places = item.Rent();
        choice.Find(item, item.FieldOf(within.First), places, firstOnly: false);
        var isAt = places.Exists(p => p.First >= within.First && p.Last <= within.Last);
        item.Return(places);
        return isAt;
    }
}
