using System.Globalization;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Binding;

/// <summary>Typed values of nodes that were checked. What is absent, null or faulty is null here.</summary>
internal static class NodeReading
{
    public static ConfigNode? Get(this ConfigNode? node, string name) =>
        node is not null && node.Members.TryGetValue(name, out var member) && !member.IsFaulty && member.Kind != NodeKind.Null ? member : null;

    /// <summary>The user wrote <c>null</c>.</summary>
    public static bool IsNull(this ConfigNode? node, string name) =>
        node is not null && node.Members.TryGetValue(name, out var member) && member.Kind == NodeKind.Null;

    public static string? Text(this ConfigNode? node, string name) => node.Get(name)?.Literal;

    public static long? Number(this ConfigNode? node, string name) =>
        node.Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public static bool? Flag(this ConfigNode? node, string name) => node.Text(name) is { } text ? text == "true" : null;

    public static TimeSpan? Duration(this ConfigNode? node, string name) => node.Text(name) is { } text ? Values.Duration.Parse(text) : null;

    public static T? Choice<T>(this ConfigNode? node, string name)
        where T : struct, Enum => node.Text(name) is { } text ? Enum.Parse<T>(text, ignoreCase: true) : null;

    public static FirstPoll? FirstPoll(this ConfigNode? node, string name) => node.Text(name) switch
    {
        null => null,
        "all" => Settings.FirstPoll.All,
        "none" => Settings.FirstPoll.None,
        var text => new FirstPoll(Values.Duration.Parse(text)),
    };

    /// <summary>The sound elements of a list, or a single one that stands without brackets.</summary>
    public static IReadOnlyList<ConfigNode> Items(this ConfigNode? node, string name) => node.Get(name).Items();

    public static IReadOnlyList<ConfigNode> Items(this ConfigNode? node) => node switch
    {
        null => [],
        { Kind: NodeKind.List } => [.. node.Elements.Where(element => !element.IsFaulty)],
        _ => [node],
    };

    /// <summary>The texts of a list, trimmed.</summary>
    public static IReadOnlyList<string> Texts(this ConfigNode? node, string name) => [.. node.Items(name).Select(item => item.Literal.Trim())];

    /// <summary>Addresses as the mail server gets them.</summary>
    public static IReadOnlyList<string> Addresses(this ConfigNode? node, string name) => Distinct(node.Texts(name).Select(Address));

    public static string Address(string text) => EmailAddress.Read(text).Address ?? text;

    public static IReadOnlyList<string> Distinct(IEnumerable<string> addresses) => [.. addresses.Distinct(StringComparer.OrdinalIgnoreCase)];
}
