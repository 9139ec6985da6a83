namespace FeedWatch.Core.Text;

/// <summary>Splits German and Dutch compounds: <c>Rüstungsindustrie</c> holds <c>Rüstung</c> and <c>Industrie</c>.</summary>
internal static class GermanCompounds
{
    internal const int ShortestWord = 9;
    private const int ShortestPart = 4;
    private const int ShortestHead = 5;

    /// <summary>Prefixes that make another word of what follows: <c>Abrüstung</c> is no <c>Rüstung</c>.</summary>
    private static readonly HashSet<string> VerbPrefixes =
    [
        "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fort", "ge", "gegen", "her", "hin", "hinter", "los", "miss", "mit", "nach", "nieder",
        "ueber", "uber", "um", "un", "unter", "ver", "vor", "voran", "weg", "wider", "wieder", "zer", "zu", "zurueck", "zuruck", "zusammen", "be", "ont", "her", "over", "uit", "af", "op",
    ];

    /// <summary>The possible parts of a folded word: heads (its end) and modifiers (its beginning without the joint).</summary>
    internal static IEnumerable<string> Parts(string folded)
    {
        for (var at = ShortestPart; at <= folded.Length - ShortestHead; at++)
        {
            var before = folded[..at];
            if (!VerbPrefixes.Contains(before))
                yield return folded[at..];
        }
        for (var end = ShortestHead; end <= folded.Length - ShortestPart; end++)
        {
            yield return folded[..end];
        }
    }
}
