using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Shapes;

/// <summary>JSON Schema (draft 2020-12) of the configuration files, for editors.</summary>
public static class SchemaWriter
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schemas there are: <c>feedwatch</c>, <c>feeds</c>, <c>watchlist</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Roots.Select(root => root.Name)];

    private static SectionShape[] Roots => [FeedWatchShape.Root, FeedsShape.Root, WatchlistShape.Root];

    /// <summary>The schema as indented JSON with a line feed at the end; throws for a name not in <see cref="Names"/>.</summary>
    public static string Write(string name)
    {
        var root = Roots.Single(shape => shape.Name == name);
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"FeedWatch: {root.Name}",
            ["allowComments"] = true,
            ["allowTrailingCommas"] = true,
        };
        foreach (var (key, value) in Section(root, definitions).ToList())
            schema[key] = value?.DeepClone();
        if (definitions.Count > 0)
            schema["$defs"] = new JsonObject(definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return schema.ToJsonString(Options).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Of(Shape shape, SortedDictionary<string, JsonObject> definitions) => shape switch
    {
        TextShape text => Text(text),
        NumberShape number => new JsonObject { ["type"] = "integer", ["minimum"] = number.Minimum, ["maximum"] = number.Maximum },
        FlagShape => new JsonObject { ["type"] = "boolean" },
        DurationShape duration => Span(duration),
        ChoiceShape choice => new JsonObject { ["enum"] = Strings(choice.Words) },
        ListShape list => List(list, definitions),
        MapShape map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.Value, definitions) },
        SectionShape section => Reference(section, definitions),
        TextOrSectionShape either => new JsonObject { ["anyOf"] = new JsonArray(Text(either.Text), Reference(either.Section, definitions)) },
        _ => throw new InvalidOperationException($"No schema for {shape}."),
    };

    private static JsonObject Text(TextShape text)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (text.Pattern is not null) schema["pattern"] = text.Pattern;
        if (text.Check is not null) schema["minLength"] = 1;
        return schema;
    }

    private static JsonObject Span(DurationShape duration)
    {
        var written = new JsonObject { ["type"] = "string", ["pattern"] = Duration.Pattern };
        return duration.Words.Length == 0 ? written : new JsonObject { ["anyOf"] = new JsonArray(written, new JsonObject { ["enum"] = Strings(duration.Words) }) };
    }

    private static JsonObject List(ListShape list, SortedDictionary<string, JsonObject> definitions)
    {
        var many = new JsonObject { ["type"] = "array", ["items"] = Of(list.Element, definitions) };
        return list.OrSingle ? new JsonObject { ["anyOf"] = new JsonArray(Of(list.Element, definitions), many) } : many;
    }

    private static JsonObject Reference(SectionShape section, SortedDictionary<string, JsonObject> definitions)
    {
        if (!definitions.ContainsKey(section.Name)) definitions[section.Name] = Section(section, definitions);
        return new JsonObject { ["$ref"] = $"#/$defs/{section.Name}" };
    }

    private static JsonObject Section(SectionShape section, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(section.Settings.Select(setting => KeyValuePair.Create(setting.Name, (JsonNode?)Property(setting, definitions)))),
        };
        if (section.Settings.Any(setting => setting.Required))
            schema["required"] = Strings(section.Settings.Where(setting => setting.Required).Select(setting => setting.Name));
        return schema;
    }

    private static JsonObject Property(Setting setting, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = Of(setting.Shape, definitions);
        if (setting.Nullable) schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        var described = new JsonObject { ["description"] = setting.Description.Replace("`", "", StringComparison.Ordinal) };
        foreach (var (key, value) in schema) described[key] = value?.DeepClone();
        if (setting.Default is not null) described["default"] = JsonNode.Parse(setting.Default);
        if (setting.Example is not null) described["examples"] = new JsonArray(JsonNode.Parse(setting.Example));
        return described;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}
