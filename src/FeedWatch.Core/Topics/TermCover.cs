namespace FeedWatch.Core.Topics;

/// <summary>
/// Terms without which a clause cannot match: alternatives, each a list of terms that must all be there. Null means that nothing can
/// be said (a NOT, a regular expression, a language), so that the topic must be looked at for every item.
/// </summary>
internal static class TermCover
{
    /// <summary>More alternatives than this are not worth their memory; the topic is then found by fewer, shorter ones.</summary>
    private const int MaxAlternatives = 256;

    internal static List<int[]>? Of(CompiledTopic topic, Func<int, int> frequency)
    {
        var parts = new List<List<int[]>?>();
        if (topic.Any.Length > 0)
            parts.Add(Either(topic.Any.Select(c => Of(c.Clause, frequency))));
        parts.AddRange(topic.All.Select(c => Of(c.Clause, frequency)));
        return Both(parts, frequency);
    }

    private static List<int[]>? Of(TopicClause clause, Func<int, int> frequency) => clause switch
    {
        WordClause word => [[word.Term]],
        SequenceClause sequence => [[.. sequence.Words.Select(w => w.Term)]],
        WordsClause words => Both([.. words.Words.Select(w => Of(w, frequency))], frequency),
        NearClause near => Both([Of(near.Left, frequency), Of(near.Right, frequency)], frequency),
        PlacedOrClause or => Either(or.Choices.Select(c => Of(c, frequency))),
        OrClause or => Either(or.Choices.Select(c => Of(c, frequency))),
        AndClause and => Both([.. and.Parts.Select(p => Of(p, frequency))], frequency),
        FieldClause field => Of(field.Inner, frequency),
        _ => null,
    };

    private static List<int[]>? Either(IEnumerable<List<int[]>?> choices)
    {
        var all = new List<int[]>();
        foreach (var choice in choices)
        {
            if (choice is null || all.Count + choice.Count > MaxAlternatives * 16)
                return null;
            all.AddRange(choice);
        }
        return all;
    }

    /// <summary>The most selective part decides; what the others need in any case is needed as well.</summary>
    private static List<int[]>? Both(List<List<int[]>?> parts, Func<int, int> frequency)
    {
        List<int[]>? best = null;
        var bestCost = long.MaxValue;
        foreach (var part in parts)
        {
            if (part is null)
                continue;
            var cost = part.Sum(terms => (long)terms.Min(frequency) + 1);
            if (cost < bestCost)
                (best, bestCost) = (part, cost);
        }
        if (best is null)
            return null;
        var needed = parts.Where(p => p is { Count: 1 } && p != best).SelectMany(p => p![0]).ToArray();
        return needed.Length == 0 ? best : best.ConvertAll(terms => (int[])[.. terms.Union(needed)]);
    }
}
