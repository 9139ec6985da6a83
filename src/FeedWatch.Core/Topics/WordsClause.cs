namespace FeedWatch.Core.Topics;

/// <summary>Words that stand close together in one sentence, in any order.</summary>
internal sealed class WordsClause(WordsNode node, PlacedClause[] words) : PlacedClause(node)
{
    internal PlacedClause[] Words => words;

    internal WordsNode Rule => node;

    internal override void Find(ItemText item, TopicFields fields, List<WordSpan> places, bool firstOnly)
    {
        foreach (var word in words)
        {
            if (word is WordClause plain && !item.Has(plain.Term))
                return;
        }
        var lists = item.RentMany(words.Length);
        var complete = true;
        for (var i = 0; i < words.Length && complete; i++)
        {
            words[i].Find(item, fields, lists[i], firstOnly: false);
            KeepMinimal(lists[i]);
            complete = lists[i].Count > 0;
        }
        if (complete)
            Slide(item, lists.AsSpan(0, words.Length), places, firstOnly);
        item.ReturnMany(lists, words.Length);
    }

    /// <summary>
    /// Takes the window from the foremost place of each word; then moves on the word that stands first. Every place is passed once.
    /// </summary>
    private void Slide(ItemText item, ReadOnlySpan<List<WordSpan>> lists, List<WordSpan> places, bool firstOnly)
    {
        Span<int> at = lists.Length <= 32 ? stackalloc int[lists.Length] : new int[lists.Length];
        at.Clear();
        while (true)
        {
            int first = int.MaxValue, last = -1, foremost = 0;
            for (var i = 0; i < lists.Length; i++)
            {
                var place = lists[i][at[i]];
                if (place.First < first)
                {
                    first = place.First;
                    foremost = i;
                }
                last = Math.Max(last, place.Last);
            }
            if (last - first < node.Window && IsTogether(item, first, last))
            {
                places.Add(new WordSpan(first, last));
                if (firstOnly)
                    return;
            }
            if (++at[foremost] == lists[foremost].Count)
                break;
        }
        Order(places);
    }

    private bool IsTogether(ItemText item, int first, int last) =>
        node.Tight ? item.InOneClause(first, last) : item.InOneSentence(first, last) && item.IsTerse(first, last, node.Heavy);

    /// <summary>Leaves only the places that hold no other: with them, ordered by start is ordered by end.</summary>
    private static void KeepMinimal(List<WordSpan> places)
    {
        var kept = 0;
        for (var i = 0; i < places.Count; i++)
        {
            var place = places[i];
            while (kept > 0 && places[kept - 1].Last >= place.Last)
                kept--;
            if (kept > 0 && places[kept - 1].First == place.First)
                continue;
            places[kept++] = place;
        }
        places.RemoveRange(kept, places.Count - kept);
    }
}
