using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Terms that must all be in an item for one way in which a topic can match.</summary>
/// <param name="Together">Terms that stand within <paramref name="Span"/> words.</param>
/// <param name="Span">How many words they can span; 0 for anywhere.</param>
/// <param name="Elsewhere">Terms needed as well, anywhere.</param>
internal sealed record CoverTerms(int[] Together, int Span, int[] Elsewhere);

/// <summary>
/// The ways in which a clause can match, by the terms it cannot do without. Null means that nothing can be said (a NOT, a regular
/// expression, a language), so that the topic must be looked at for every item.
/// </summary>
internal static class TermCover
{
    /// <summary>More ways than this are not worth their memory.</summary>
    private const int MaxWays = 4096;

    /// <summary>So many alternatives may refine a single way.</summary>
    private const int MaxRefined = 16;

    internal static List<CoverTerms>? Of(CompiledTopic topic, Func<int, int> frequency)
    {
        if (topic is { Any.Length: 1, All.Length: 0 })
            return Of(topic.Any[0].Clause, frequency);
        var parts = new List<List<CoverTerms>?>();
        if (topic.Any.Length > 0)
            parts.Add(Either(topic.Any.Select(c => Of(c.Clause, frequency))));
        parts.AddRange(topic.All.Select(c => Of(c.Clause, frequency)));
        return Both(parts, 0, frequency);
    }

    private static List<CoverTerms>? Of(TopicClause clause, Func<int, int> frequency) => clause switch
    {
        WordClause word => [new CoverTerms([word.Term], 0, [])],
        SequenceClause sequence => [new CoverTerms([.. sequence.Words.Select(w => w.Term).Distinct()], WidestOf(sequence), [])],
        WordsClause words when Array.TrueForAll(words.Words, w => w is WordClause) =>
            [new CoverTerms([.. words.Words.Select(w => ((WordClause)w).Term).Distinct()], words.Rule.Window, [])],
        WordsClause words => Both([.. words.Words.Select(w => Of(w, frequency))], WidestOf(words), frequency),
        NearClause near => Both([Of(near.Left, frequency), Of(near.Right, frequency)], WidestOf(near), frequency),
        PlacedOrClause or => Either(or.Choices.Select(c => Of(c, frequency))),
        OrClause or => Either(or.Choices.Select(c => Of(c, frequency))),
        AndClause and => Both([.. and.Parts.Select(p => Of(p, frequency))], 0, frequency),
        FieldClause field => Of(field.Inner, frequency),
        _ => null,
    };

    /// <summary>How many words a place of the clause can span; a word may be written as two, and have a particle behind it.</summary>
    private static int WidestOf(PlacedClause clause) => clause switch
    {
        WordClause => 2,
        SequenceClause sequence => 2 * sequence.Words.Length + Hangul.LongestParticle * sequence.Words.Count(w => w.Written.IsApart),
        WordsClause words => words.Rule.Window,
        NearClause near => WidestOf(near.Left) + near.Rule.Distance + WidestOf(near.Right),
        _ => ((PlacedOrClause)clause).Choices.Max(WidestOf),
    };

    private static List<CoverTerms>? Either(IEnumerable<List<CoverTerms>?> choices)
    {
        var all = new List<CoverTerms>();
        foreach (var choice in choices)
        {
            if (choice is null || all.Count + choice.Count > MaxWays)
                return null;
            all.AddRange(choice);
        }
        return all;
    }

    /// <summary>
    /// The most selective part decides; what the others need in any case is needed as well, within the same span where all parts
    /// together have one. When that is a single way, the shortest list of alternatives refines it.
    /// </summary>
    private static List<CoverTerms>? Both(List<List<CoverTerms>?> parts, int span, Func<int, int> frequency)
    {
        var known = parts.OfType<List<CoverTerms>>().OrderBy(part => part.Sum(way => (long)All(way).Min(frequency) + 1)).ToList();
        if (known.Count == 0)
            return null;
        var needed = known.Skip(1).Where(p => p.Count == 1).SelectMany(p => All(p[0])).ToArray();
        var ways = known[0].ConvertAll(way => Add(way, needed, span));
        var alternatives = known.Skip(1).Where(p => p.Count > 1).MinBy(p => p.Count);
        return ways.Count == 1 && alternatives is { Count: <= MaxRefined } ? alternatives.ConvertAll(way => Add(ways[0], [.. All(way)], span)) : ways;
    }

    private static IEnumerable<int> All(CoverTerms way) => way.Together.Concat(way.Elsewhere);

    private static CoverTerms Add(CoverTerms way, int[] needed, int span) => span > 0
        ? new CoverTerms([.. All(way).Union(needed)], span, [])
        : needed.Length == 0 ? way : way with { Elsewhere = [.. way.Elsewhere.Concat(needed).Distinct().Except(way.Together)] };
}
