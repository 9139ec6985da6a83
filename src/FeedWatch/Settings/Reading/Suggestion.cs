namespace FeedWatch.Settings.Reading;

/// <summary>"Did you mean": the known word that a misspelt one is nearest to.</summary>
internal static class Suggestion
{
    /// <summary>The nearest candidate, or null when none is near. Case does not count.</summary>
    public static string? For(string text, IEnumerable<string> candidates)
    {
        var farthest = Math.Max(1, Math.Min(3, text.Length / 3));
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - text.Length) <= farthest)
            .Select(candidate => (Candidate: candidate, Distance: Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= farthest)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>"Write `x`." for the nearest candidate, else the list of what may stand there.</summary>
    public static string Remedy(string text, IReadOnlyCollection<string> candidates)
    {
        if (For(text, candidates) is { } near) return $"Write `{near}`.";
        return candidates.Count == 0 ? "Remove it." : $"Remove it, or write one of: {string.Join(", ", candidates.Take(20))}.";
    }

    /// <summary>Levenshtein distance with swapped neighbours counted once (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[b.Length];
    }
}
