using System.Globalization;
using System.Text;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Shapes;

/// <summary>The configuration reference in Markdown, from the same description as checks and schemas.</summary>
public static class ConfigurationReference
{
    /// <summary>The whole page.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("""
            # Configuration reference

            Made from the types and kept current by a test. All files are JSON; comments, trailing commas and a byte order mark are fine.
            An editor completes and checks them with the schemas in `config/schema/`. Durations are written `"90s"`, `"15m"`, `"24h"`, `"30d"`.

            Every key of `feedwatch.json` can be set by an environment variable, `FEEDWATCH__Smtp__Host`: case does not count, a list is
            JSON (`["a", "b"]`) or one variable for each element (`…__0`, `…__1`), `null` switches off, an empty variable is not set.
            With `_FILE` at its end a variable names a file that holds the value, and a file `/run/secrets/FEEDWATCH__Smtp__Password`
            is read without a variable. The variable wins over the secret, the secret over the file. Settings marked *secret* are never shown.


            """);
        foreach (var (file, root) in ((string, SectionShape)[])[("feedwatch.json", FeedWatchShape.Root), ("feeds.json", FeedsShape.Root), ("watchlists/*.json", WatchlistShape.Root)])
        {
            text.Append(CultureInfo.InvariantCulture, $"## `{file}`\n\n");
            WriteSections(text, root);
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    /// <summary>A table for the file, then one for each section in it; one that stands in two places is written where it is nearer.</summary>
    private static void WriteSections(StringBuilder text, SectionShape root)
    {
        var waiting = new Queue<(string Path, SectionShape Section)>([("", root)]);
        var written = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var next))
        {
            if (!written.Add(next.Section.Name)) continue;
            WriteTable(text, next.Path, next.Section);
            foreach (var setting in next.Section.Settings)
            {
                if (Inner(setting.Shape) is { } inner) waiting.Enqueue((next.Path.Length == 0 ? setting.Name + Brackets(setting) : $"{next.Path}.{setting.Name}{Brackets(setting)}", inner));
            }
        }
    }

    private static void WriteTable(StringBuilder text, string path, SectionShape section)
    {
        if (path.Length > 0) text.Append(CultureInfo.InvariantCulture, $"### `{path}`\n\n");
        text.Append("| key | value | default | meaning |\n|---|---|---|---|\n");
        foreach (var setting in section.Settings.Where(setting => !setting.Name.StartsWith('$')))
            text.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {Cell(Kind(setting.Shape))} | {Default(setting)} | {Cell(Meaning(setting))} |\n");
        text.Append('\n');
    }

    private static string Brackets(Setting setting) => setting.Shape is ListShape ? "[]" : "";

    private static SectionShape? Inner(Shape shape) => shape switch
    {
        SectionShape section => section,
        TextOrSectionShape either => either.Section,
        ListShape list => Inner(list.Element),
        MapShape map => Inner(map.Value),
        _ => null,
    };

    private static string Kind(Shape shape) => shape switch
    {
        TextShape text => text.Kind,
        NumberShape number => $"{number.Minimum} to {number.Maximum}",
        FlagShape => "true or false",
        DurationShape duration => $"{Duration.Write(duration.Minimum)} to {Duration.Write(duration.Maximum)}{string.Concat(duration.Words.Select(word => $", `{word}`"))}",
        ChoiceShape choice => string.Join(", ", choice.Words.Select(word => $"`{word}`")),
        ListShape { OrSingle: true } list => $"{Kind(list.Element)}, or a list",
        ListShape list => $"list: {Kind(list.Element)}",
        MapShape map => $"object: name to {Kind(map.Value)}",
        TextOrSectionShape either => $"{either.Text.Kind}, or object",
        _ => "object",
    };

    private static string Default(Setting setting) => setting switch
    {
        { Required: true } => "**needed**",
        { Default: { } value } => $"`{value}`",
        _ => "",
    };

    private static string Meaning(Setting setting)
    {
        var secret = setting.Secret ? " *Secret.*" : "";
        var example = setting.Example is { } value ? $" Example: `{value}`" : "";
        return setting.Description + secret + example;
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
