using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Binding;

/// <summary>Recipients of a watchlist: addresses, and groups that stand for several.</summary>
internal sealed class RecipientBinder
{
    private readonly Dictionary<string, IReadOnlyList<string>> _groups = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    public RecipientBinder(ConfigNode root, ProblemList problems)
    {
        _problems = problems;
        foreach (var (name, node) in root.Get("groups")?.Members ?? [])
        {
            if (!node.IsFaulty) _groups[name] = [.. node.Items().Select(item => NodeReading.Address(item.Literal))];
        }
    }

    /// <summary>The addresses under <c>recipients</c>, each once; null when nothing is written there.</summary>
    public IReadOnlyList<string>? Bind(ConfigNode? owner)
    {
        if (owner.Get("recipients") is null) return null;
        return NodeReading.Distinct(owner.Items("recipients").SelectMany(Resolve));
    }

    private IReadOnlyList<string> Resolve(ConfigNode node)
    {
        if (node.Literal.Contains('@', StringComparison.Ordinal)) return [NodeReading.Address(node.Literal)];
        if (_groups.TryGetValue(node.Literal, out var addresses)) return addresses;

        var remedy = Suggestion.For(node.Literal, _groups.Keys) is { } near ? $"Write `{near}`." : $"Add \"{node.Literal}\": [\"…@…\"] to \"groups\", or write an address.";
        _problems.Error(node, $"There is no group \"{node.Literal}\".", remedy);
        return [];
    }
}
