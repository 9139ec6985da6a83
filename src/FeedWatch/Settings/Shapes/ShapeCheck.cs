using System.Globalization;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Shapes;

/// <summary>Compares nodes with a shape, reports everything that differs, and marks it so that binding leaves it out.</summary>
internal static class ShapeCheck
{
    public static void Check(ConfigNode node, Shape shape, ProblemList problems)
    {
        if (node.IsFaulty) return; // told when it was read
        switch (shape)
        {
            case TextShape text:
                CheckText(node, text, problems);
                break;
            case NumberShape number:
                CheckNumber(node, number, problems);
                break;
            case FlagShape:
                if (node.Kind != NodeKind.Boolean) WrongKind(node, "true or false", "Write true or false, without quotes.", problems);
                break;
            case DurationShape duration:
                CheckDuration(node, duration, problems);
                break;
            case ChoiceShape choice:
                CheckChoice(node, choice, problems);
                break;
            case ListShape list:
                CheckList(node, list, problems);
                break;
            case MapShape map:
                CheckMap(node, map, problems);
                break;
            case SectionShape section:
                CheckSection(node, section, problems);
                break;
            case TextOrSectionShape either:
                if (node.Kind == NodeKind.Text) CheckText(node, either.Text, problems);
                else if (node.Kind == NodeKind.Object) CheckSection(node, either.Section, problems);
                else WrongKind(node, $"a text ({either.Text.Kind}) or an object", "Write a text in quotes, or { … }.", problems);
                break;
            default:
                throw new InvalidOperationException($"No check for {shape}.");
        }
    }

    private static void CheckText(ConfigNode node, TextShape text, ProblemList problems)
    {
        if (node.Kind != NodeKind.Text) WrongKind(node, $"a text ({text.Kind})", "Write a text in quotes.", problems);
        else if (text.Check?.Invoke(node.Literal) is { } fault) problems.Error(node, fault);
    }

    private static void CheckNumber(ConfigNode node, NumberShape number, ProblemList problems)
    {
        var remedy = $"Write a whole number from {number.Minimum} to {number.Maximum}.";
        if (node.Kind != NodeKind.Number) WrongKind(node, "a whole number", remedy, problems);
        else if (!long.TryParse(node.Literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) problems.Error(node, $"{node.Literal} is no whole number.", remedy);
        else if (value < number.Minimum || value > number.Maximum) problems.Error(node, $"{value} is out of range.", remedy);
    }

    private static void CheckDuration(ConfigNode node, DurationShape duration, ProblemList problems)
    {
        var words = string.Concat(duration.Words.Select(word => $", or \"{word}\""));
        var remedy = $"Write a duration from {Duration.Write(duration.Minimum)} to {Duration.Write(duration.Maximum)}, such as \"90s\", \"15m\", \"24h\", \"30d\"{words}.";
        if (node.Kind != NodeKind.Text) WrongKind(node, "a duration", remedy, problems);
        else if (duration.Words.Contains(node.Literal)) return;
        else if (!Duration.TryParse(node.Literal, out var value)) problems.Error(node, $"\"{node.Literal}\" is no duration.", remedy);
        else if (value < duration.Minimum || value > duration.Maximum) problems.Error(node, $"\"{node.Literal}\" is out of range.", remedy);
    }

    private static void CheckChoice(ConfigNode node, ChoiceShape choice, ProblemList problems)
    {
        var remedy = $"Write one of: {string.Join(", ", choice.Words.Select(word => $"\"{word}\""))}.";
        if (node.Kind != NodeKind.Text) WrongKind(node, "a text", remedy, problems);
        else if (!choice.Words.Contains(node.Literal)) problems.Error(node, $"\"{node.Literal}\" is not known here.", remedy);
    }

    private static void CheckList(ConfigNode node, ListShape list, ProblemList problems)
    {
        if (node.Kind == NodeKind.List)
        {
            foreach (var element in node.Elements) Check(element, list.Element, problems);
        }
        else if (list.OrSingle && node.Kind == NodeKind.Text)
        {
            Check(node, list.Element, problems);
        }
        else
        {
            WrongKind(node, "a list", "Write [ … ].", problems);
        }
    }

    private static void CheckMap(ConfigNode node, MapShape map, ProblemList problems)
    {
        if (node.Kind != NodeKind.Object)
        {
            WrongKind(node, "an object", $"Write {{ \"{map.KeyKind}\": … }}.", problems);
            return;
        }

        foreach (var (key, value) in node.Members)
        {
            if (map.CheckKey?.Invoke(key) is { } fault) problems.Error(value, fault);
            Check(value, map.Value, problems);
        }
    }

    private static void CheckSection(ConfigNode node, SectionShape section, ProblemList problems)
    {
        if (node.Kind != NodeKind.Object)
        {
            WrongKind(node, "an object", "Write { … }.", problems);
            return;
        }

        foreach (var (name, value) in node.Members)
        {
            if (section.Find(name) is not { } setting)
            {
                problems.Error(value, $"\"{name}\" is not known here.", Suggestion.Remedy(name, [.. section.Settings.Select(known => known.Name).Where(known => !node.Members.ContainsKey(known))]));
            }
            else if (value.Kind != NodeKind.Null || !setting.Nullable)
            {
                Check(value, setting.Shape, problems);
            }
        }

        foreach (var setting in section.Settings)
        {
            if (setting.Required && !node.Members.ContainsKey(setting.Name))
                problems.Error(node, $"\"{setting.Name}\" is missing.", $"Add \"{setting.Name}\": {setting.Example ?? "…"} ({setting.Description.TrimEnd('.')}).");
        }
    }

    private static void WrongKind(ConfigNode node, string wanted, string remedy, ProblemList problems) =>
        problems.Error(node, $"{Capital(JsonSource.Describe(node.Kind))} stands where {wanted} is needed.", remedy);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
