using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>A compiled node: an expression whose words are terms of a set.</summary>
internal abstract class TopicClause(TopicNode node)
{
    internal TopicNode Node { get; } = node;

    internal abstract bool Matches(ItemText item, TopicFields fields);
}

/// <summary>A clause that has places in the text.</summary>
internal abstract class PlacedClause(TopicNode node) : TopicClause(node)
{
    internal override bool Matches(ItemText item, TopicFields fields) => Find(item, fields).Count > 0;

    /// <summary>All places, ordered by their first word.</summary>
    internal abstract List<WordSpan> Find(ItemText item, TopicFields fields);

    /// <summary>Orders places, and drops doubles.</summary>
    protected static List<WordSpan> Ordered(List<WordSpan> places)
    {
        places.Sort((a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last));
        var kept = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (i == 0 || places[i] != places[i - 1])
                places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
        return places;
    }
}

internal sealed class WordClause(TopicNode node, int term) : PlacedClause(node)
{
    internal int Term => term;

    internal override List<WordSpan> Find(ItemText item, TopicFields fields) =>
        [.. item.Places(term).Where(p => (item.FieldOf(p.First) & fields) != 0)];
}

internal sealed class SequenceClause(TopicNode node, PlacedClause[] words) : PlacedClause(node)
{
    internal PlacedClause[] Words => words;

    internal override List<WordSpan> Find(ItemText item, TopicFields fields)
    {
        var runs = words[0].Find(item, fields);
        for (var i = 1; i < words.Length && runs.Count > 0; i++)
        {
            var next = words[i].Find(item, fields).ToLookup(p => p.First);
            var longer = new List<WordSpan>();
            foreach (var run in runs)
            {
                foreach (var place in next[run.Last + 1].Where(p => item.Words[p.First].Sentence == item.Words[run.Last].Sentence))
                    longer.Add(new WordSpan(run.First, place.Last));
                foreach (var place in next[run.Last].Where(p => p == new WordSpan(run.Last, run.Last)))
                    longer.Add(run);
            }
            runs = Ordered(longer);
        }
        return words.Length == 2 ? runs.FindAll(run => !IsTorn(item, run)) : runs;
    }

    private bool IsTorn(ItemText item, WordSpan run) => words[0].Node is WordNode { Kind: TermKind.Form, Word: var syllable } && Hangul.Is(syllable[0])
        && Hangul.IsTorn(item.Fields[item.Words[run.First].Field].Text, item.Words[run.First].Word.Start);
}

internal sealed class WordsClause(WordsNode node, PlacedClause[] words) : PlacedClause(node)
{
    internal PlacedClause[] Words => words;

    internal WordsNode Rule => node;

    internal override List<WordSpan> Find(ItemText item, TopicFields fields)
    {
        var lists = Array.ConvertAll(words, w => Minimal(w.Find(item, fields)));
        var found = new List<WordSpan>();
        if (Array.Exists(lists, l => l.Count == 0))
            return found;
        var at = new int[lists.Length];
        while (true)
        {
            int first = int.MaxValue, last = -1, lowest = 0;
            for (var i = 0; i < lists.Length; i++)
            {
                var place = lists[i][at[i]];
                if (place.First < first)
                {
                    first = place.First;
                    lowest = i;
                }
                last = Math.Max(last, place.Last);
            }
            if (last - first < node.Window && IsTogether(item, first, last))
                found.Add(new WordSpan(first, last));
            if (++at[lowest] == lists[lowest].Count)
                return Ordered(found);
        }
    }

    private bool IsTogether(ItemText item, int first, int last) => node.Tight
        ? item.Words[first].Clause == item.Words[last].Clause
        : item.Words[first].Sentence == item.Words[last].Sentence;

    /// <summary>Only the places that hold no other: with them, ordered by start is ordered by end.</summary>
    private static List<WordSpan> Minimal(List<WordSpan> places)
    {
        var minimal = new List<WordSpan>();
        foreach (var place in places)
        {
            while (minimal.Count > 0 && minimal[^1].Last >= place.Last)
                minimal.RemoveAt(minimal.Count - 1);
            minimal.Add(place);
        }
        return minimal;
    }
}

internal sealed class NearClause(NearNode node, PlacedClause left, PlacedClause right) : PlacedClause(node)
{
    internal PlacedClause Left => left;

    internal PlacedClause Right => right;

    internal override List<WordSpan> Find(ItemText item, TopicFields fields)
    {
        var found = new List<WordSpan>();
        var lefts = left.Find(item, fields);
        var rights = right.Find(item, fields);
        Pair(item, lefts, rights, found);
        if (!node.Ordered)
            Pair(item, rights, lefts, found);
        return Ordered(found);
    }

    private void Pair(ItemText item, List<WordSpan> before, List<WordSpan> after, List<WordSpan> found)
    {
        foreach (var a in before)
        {
            foreach (var b in after.Where(b => b.First > a.Last && b.First - a.Last - 1 <= node.Distance && item.Words[b.First].Sentence == item.Words[a.Last].Sentence))
                found.Add(new WordSpan(a.First, b.Last));
        }
    }
}

internal sealed class PlacedOrClause(OrNode node, PlacedClause[] choices) : PlacedClause(node)
{
    internal PlacedClause[] Choices => choices;

    internal bool IsAlias => node.IsAlias;

    internal override List<WordSpan> Find(ItemText item, TopicFields fields) => Ordered([.. choices.SelectMany(c => c.Find(item, fields))]);
}

internal sealed class OrClause(OrNode node, TopicClause[] choices) : TopicClause(node)
{
    internal TopicClause[] Choices => choices;

    internal bool IsAlias => node.IsAlias;

    internal override bool Matches(ItemText item, TopicFields fields) => Array.Exists(choices, c => c.Matches(item, fields));
}

internal sealed class AndClause(AndNode node, TopicClause[] parts) : TopicClause(node)
{
    internal TopicClause[] Parts => parts;

    internal override bool Matches(ItemText item, TopicFields fields) => Array.TrueForAll(parts, p => p.Matches(item, fields));
}

internal sealed class NotClause(NotNode node, TopicClause inner) : TopicClause(node)
{
    internal TopicClause Inner => inner;

    internal override bool Matches(ItemText item, TopicFields fields) => !inner.Matches(item, fields);
}

internal sealed class FieldClause(FieldNode node, TopicClause inner) : TopicClause(node)
{
    internal TopicClause Inner => inner;

    internal TopicFields Fields => node.Fields;

    internal override bool Matches(ItemText item, TopicFields fields) => inner.Matches(item, node.Fields);
}

internal sealed class LanguageClause(LanguageNode node) : TopicClause(node)
{
    internal string Language => node.Language;

    internal override bool Matches(ItemText item, TopicFields fields) => item.LanguageTag == node.Language;
}

internal sealed class RegexClause(RegexNode node) : TopicClause(node)
{
    internal System.Text.RegularExpressions.Regex Regex => node.Regex;

    internal override bool Matches(ItemText item, TopicFields fields) =>
        item.Fields.Exists(f => (f.Field & fields) != 0 && node.Regex.IsMatch(f.Text));
}
