using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Heads and what counts for them. Acronym heads keep their case, so that <c>us</c> never stands for <c>US</c>.</summary>
internal sealed class TopicAliases
{
    internal static readonly TopicAliases None = new([], [], 0);

    private readonly Dictionary<string, IReadOnlyList<string>> _expressions;
    private readonly HashSet<string> _busy;

    private TopicAliases(Dictionary<string, IReadOnlyList<string>> expressions, HashSet<string> busy, int longestHead)
    {
        _expressions = expressions;
        _busy = busy;
        LongestHead = longestHead;
    }

    internal int LongestHead { get; }

    internal static TopicAliases From(IReadOnlyDictionary<string, IReadOnlyList<string>> aliases)
    {
        if (aliases.Count == 0)
            return None;
        var expressions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (head, list) in aliases)
        {
            if (Key(head) is { Length: > 0 } key)
                expressions[key] = expressions.TryGetValue(key, out var before) ? [.. before, .. list] : list;
        }
        return new TopicAliases(expressions, [], expressions.Count == 0 ? 0 : expressions.Keys.Max(k => k.Count(c => c == ' ') + 1));
    }

    /// <summary>The expressions for a head; null when it is none, or is being expanded already.</summary>
    internal IReadOnlyList<string>? Find(string key) => _busy.Contains(key) ? null : _expressions.GetValueOrDefault(key);

    /// <summary>The same aliases while <paramref name="key"/> is being expanded: an alias that names its head does not go in circles.</summary>
    internal TopicAliases Without(string key) => new(_expressions, [.. _busy, key], LongestHead);

    /// <summary>The words of a head, folded unless they are acronyms, joined by single spaces.</summary>
    internal static string Key(string head)
    {
        var words = new List<string>();
        foreach (var word in WordCutter.Cut(head))
        {
            var exact = Folding.ExactForm(word.In(head));
            words.Add(Acronym.Is(exact) ? exact : Folding.Fold(exact));
        }
        return string.Join(' ', words);
    }
}
