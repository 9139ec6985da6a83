namespace FeedWatch.Core.Topics;

/// <summary>A clause that has places in the text.</summary>
internal abstract class PlacedClause(TopicNode node) : TopicClause(node)
{
    internal override bool Matches(ItemText item, TopicFields fields)
    {
        var places = item.Rent();
        Find(item, fields, places, firstOnly: true);
        var found = places.Count > 0;
        item.Return(places);
        return found;
    }

    /// <summary>
    /// Adds all places, ordered by their first word, each once. With <paramref name="firstOnly"/> it may stop as soon as there is one.
    /// </summary>
    internal abstract void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly);

    /// <summary>Orders places and drops doubles.</summary>
    protected static void Order(List<WordSpan> places)
    {
        var ordered = true;
        for (var i = 1; i < places.Count && ordered; i++)
            ordered = Compare(places[i - 1], places[i]) < 0;
        if (ordered)
            return;
        places.Sort(Compare);
        var kept = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (i == 0 || places[i] != places[i - 1])
                places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
    }

    private static int Compare(WordSpan a, WordSpan b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last);
}

/// <summary>One word.</summary>
internal sealed class WordClause(WordNode node, int term) : PlacedClause(node)
{
    internal int Term => term;

    internal WordNode Written => node;

    /// <summary>The pairs of neighbours in its clause that may be written as one word with it; 0 for none.</summary>
    internal int PairBefore { get; set; }

    /// <inheritdoc cref="PairBefore"/>
    internal int PairBehind { get; set; }

    /// <summary>Whether a place of its term counts here: a compound of other clauses does not.</summary>
    internal bool Counts(TermPlace place) => place.Compound <= 0 || place.Compound == PairBefore || place.Compound == PairBehind;

    internal override bool Matches(ItemText item, TopicFields fields)
    {
        for (var place = item.FirstPlace(term); place >= 0; place = item.NextPlace(place))
        {
            if ((item.FieldOf(item.Place(place).First) & fields) != 0 && Counts(item.Place(place)))
                return true;
        }
        return false;
    }

    internal override void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly)
    {
        for (var place = item.FirstPlace(term); place >= 0; place = item.NextPlace(place))
        {
            var span = item.Place(place).Span;
            if (!Counts(item.Place(place)) || (item.FieldOf(span.First) & fields) == 0 || places.Count > 0 && places[^1] == span)
                continue;
            places.Add(span);
            if (firstOnly)
                return;
        }
    }
}

/// <summary>One of several.</summary>
internal sealed class PlacedOrClause(OrNode node, PlacedClause[] choices) : PlacedClause(node)
{
    internal PlacedClause[] Choices => choices;

    internal bool IsAlias => node.IsAlias;

    internal override bool Matches(ItemText item, TopicFields fields)
    {
        foreach (var choice in choices)
        {
            if (choice.Matches(item, fields))
                return true;
        }
        return false;
    }

    internal override void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly)
    {
        foreach (var choice in choices)
        {
            var found = item.Rent();
            choice.Find(item, fields, found, firstOnly);
            places.AddRange(found);
            item.Return(found);
        }
        Order(places);
    }
}

/// <summary>Two things with few words between them.</summary>
internal sealed class NearClause(NearNode node, PlacedClause left, PlacedClause right) : PlacedClause(node)
{
    /// <summary>
    /// With one first word, the nearest: no sentence has more, but a text of nothing else than the words of the clause has a thousand at each
    /// of its words, and a clause around this one a thousand times as many.
    /// </summary>
    private const int MostPlaces = 64;

    internal PlacedClause Left => left;

    internal PlacedClause Right => right;

    internal NearNode Rule => node;

    internal override void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly)
    {
        var lefts = item.Rent();
        var rights = item.Rent();
        left.Find(item, fields, lefts, firstOnly: false);
        if (lefts.Count > 0)
            right.Find(item, fields, rights, firstOnly: false);
        Pair(item, lefts, rights, places, firstOnly);
        if (!node.Ordered && !(firstOnly && places.Count > 0))
            Pair(item, rights, lefts, places, firstOnly);
        item.Return(lefts);
        item.Return(rights);
        Order(places);
    }

    private void Pair(ItemText item, List<WordSpan> before, List<WordSpan> after, List<WordSpan> places, bool firstOnly)
    {
        var (first, own, next) = (-1, places.Count, 0);
        foreach (var a in before)
        {
            if (a.First != first)
                (first, own, next) = (a.First, places.Count, 0);
            // What an earlier place with the same first word was paired with makes the same places with this one.
            for (next = Math.Max(next, FirstAfter(after, a.Last)); next < after.Count && after[next].First - a.Last - 1 <= node.Distance && places.Count - own < MostPlaces; next++)
            {
                if (!item.InOneSentence(a.Last, after[next].First))
                    break;
                var place = new WordSpan(a.First, after[next].Last);
                if (places.IndexOf(place, own) >= 0)
                    continue;
                places.Add(place);
                if (firstOnly)
                    return;
            }
        }
    }

    /// <summary>Index of the first place that begins behind a word.</summary>
    private static int FirstAfter(List<WordSpan> places, int word)
    {
        int low = 0, high = places.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[middle].First > word)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
