using System.Text;
using FeedWatch.Settings.Shapes;

namespace FeedWatch.Settings.Reading;

/// <summary>
/// Puts variables such as <c>FEEDWATCH__Smtp__Host</c> over what <c>feedwatch.json</c> says. Case does not count in their names.
/// Order: the file, then a file in the secrets folder, then <c>…_FILE</c>, then the variable itself.
/// </summary>
internal static class EnvironmentVariables
{
    private const string Prefix = "FEEDWATCH__";
    private const string FileSuffix = "_FILE";

    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    public static bool NamesFile(string name) => IsOurs(name) && name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase);

    public static string WithoutFile(string name) => name[..^FileSuffix.Length];

    public static void Apply(ConfigNode root, ConfigurationFiles files, IReadOnlyDictionary<string, string> environment, ProblemList problems)
    {
        foreach (var (name, secret) in files.Secrets)
        {
            if (secret.Text is { } text) Set(root, name, secret.Origin, text, problems);
            else problems.Error(secret.Origin, $"{secret.Path}: {secret.Content.Fault?.Message}", secret.Content.Fault?.Remedy ?? "");
        }

        foreach (var secret in files.Secrets.Values.Where(secret => secret.IsOpenToAll && !secret.Path.StartsWith("/run/", StringComparison.Ordinal)))
            problems.Warning(secret.Origin, $"{secret.Path} can be read by every user of this machine.", $"Run: chmod 600 {secret.Path}");

        // In order, so that __0 comes before __1. An empty variable is one that compose passes on without a value: not set.
        foreach (var (name, value) in environment.Where(pair => IsOurs(pair.Key) && !NamesFile(pair.Key) && pair.Value.Length > 0).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (files.Secrets.TryGetValue(name, out var secret) && NamesFile(secret.Origin))
                problems.Error(name, $"Both {name} and {secret.Origin} are set.", "Keep one of them.");
            Set(root, name, name, value, problems);
        }
    }

    private static void Set(ConfigNode root, string name, string origin, string value, ProblemList problems)
    {
        var steps = name[Prefix.Length..].Split("__");
        var node = root;
        Shape shape = FeedWatchShape.Root;
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            if (shape is SectionShape section)
            {
                if (section.FindAnyCase(steps[i]) is not { } setting || setting.Name.StartsWith('$'))
                {
                    ReportUnknown(section, steps, i, origin, problems);
                    return;
                }

                if (isLast) node.Members[setting.Name] = ValueNode(setting, value, (kind, literal) => ConfigNode.Member(node, setting.Name, kind, origin, null, literal), origin, problems);
                else if (setting.Shape is SectionShape or ListShape) node = Enter(node, setting, origin);
                shape = setting.Shape;
            }
            else if (shape is ListShape list && isLast && int.TryParse(steps[i], out var index) && index >= 0)
            {
                SetElement(node, list, index, value, origin, problems);
            }
            else
            {
                problems.Error(origin, $"There is no setting {string.Join("__", steps)}.", $"Write {Prefix}{string.Join("__", steps[..i])} alone.");
                return;
            }
        }
    }

    private static ConfigNode Enter(ConfigNode node, Setting setting, string origin)
    {
        var kind = setting.Shape is ListShape ? NodeKind.List : NodeKind.Object;
        if (!node.Members.TryGetValue(setting.Name, out var child) || child.Kind != kind)
            node.Members[setting.Name] = child = ConfigNode.Member(node, setting.Name, kind, origin, null);
        return child;
    }

    private static void SetElement(ConfigNode node, ListShape list, int index, string value, string origin, ProblemList problems)
    {
        if (index > node.Elements.Count)
        {
            problems.Error(origin, $"Element {index} is set, but there are only {node.Elements.Count}.", $"Count from 0 without gaps: write __{node.Elements.Count}.");
            return;
        }

        var element = ConfigNode.Element(node, index, list.Element is NumberShape ? NodeKind.Number : NodeKind.Text, origin, null, value);
        if (index == node.Elements.Count) node.Elements.Add(element);
        else node.Elements[index] = element;
    }

    private static ConfigNode ValueNode(Setting setting, string value, Func<NodeKind, string, ConfigNode> create, string origin, ProblemList problems)
    {
        if (setting.Nullable && value == "null") return create(NodeKind.Null, value);
        switch (setting.Shape)
        {
            case NumberShape:
                return create(NodeKind.Number, value);
            case FlagShape when bool.TryParse(value, out var flag):
                return create(NodeKind.Boolean, flag ? "true" : "false");
            case SectionShape or MapShape or ListShape when value.TrimStart() is ['{' or '[', ..]:
                var read = JsonSource.Read(origin, Encoding.UTF8.GetBytes(value), problems) ?? create(NodeKind.Null, "null");
                read.IsFaulty = read.Kind == NodeKind.Null;
                return read;
            case ListShape:
                var single = create(NodeKind.List, "");
                single.Elements.Add(ConfigNode.Element(single, 0, NodeKind.Text, origin, null, value));
                return single;
            default:
                return create(NodeKind.Text, value);
        }
    }

    private static void ReportUnknown(SectionShape section, string[] steps, int i, string origin, ProblemList problems)
    {
        var known = section.Settings.Where(setting => !setting.Name.StartsWith('$')).Select(setting => char.ToUpperInvariant(setting.Name[0]) + setting.Name[1..]).ToList();
        var near = Suggestion.For(steps[i], known);
        var before = Prefix + string.Concat(steps[..i].Select(step => step + "__"));
        problems.Error(
            origin,
            $"There is no setting {string.Join("__", steps)}.",
            near is null ? $"Remove the variable, or write {before}… with one of: {string.Join(", ", known)}." : $"Write {before}{near}{string.Concat(steps[(i + 1)..].Select(step => "__" + step))}.");
    }
}
