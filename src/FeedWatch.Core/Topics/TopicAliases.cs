using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>Heads and what counts for them. Acronym heads keep their case, so that <c>us</c> never stands for <c>US</c>.</summary>
internal sealed class TopicAliases
{
    /// <summary>Those that stand for one head, its aliases' heads included: aliases that name others twice each double them at every step.</summary>
    internal const int MostExpressions = 10_000;

    /// <summary>With one of them an expression is more than its words.</summary>
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("*?=/:()");

    internal static readonly TopicAliases None = new([], [], 0);

    private readonly Dictionary<string, IReadOnlyList<string>> _expressions;
    private readonly HashSet<string> _busy;
    private readonly TopicAliases? _outer;
    private int _told;

    private TopicAliases(Dictionary<string, IReadOnlyList<string>> expressions, HashSet<string> busy, int longestHead, TopicAliases? outer = null)
    {
        _expressions = expressions;
        _busy = busy;
        LongestHead = longestHead;
        _outer = outer;
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
    internal TopicAliases Without(string key) => new(_expressions, [.. _busy, key], LongestHead, _busy.Count == 0 ? null : _outer ?? this);

    /// <summary>Counts one more expression that stands for the head which is being expanded; false when there are more than a topic can hold.</summary>
    internal bool Tell() => Interlocked.Increment(ref (_outer ?? this)._told) <= MostExpressions;

    /// <summary>Whether more were wanted than there may be.</summary>
    internal bool IsTooLong => (_outer ?? this)._told > MostExpressions;

    /// <summary>The expressions of a head that <paramref name="expression"/> is, whole; null when it is none.</summary>
    internal IReadOnlyList<string>? WholeHead(string expression, out string key)
    {
        key = Key(expression);
        return expression.AsSpan().ContainsAny(Signs) ? null : Find(key);
    }

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
