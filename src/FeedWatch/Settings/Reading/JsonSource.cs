using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FeedWatch.Settings.Reading;

/// <summary>Reads a JSON file into nodes with line numbers. Comments, trailing commas and a byte order mark are fine.</summary>
internal sealed class JsonSource
{
    /// <summary>Far above 10,000 topics in one file, far below what hurts.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;
    public const int MaximumDepth = 32;

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly ProblemList _problems;
    private long _countedTo;
    private int _line = 1;

    private JsonSource(string file, byte[] bytes, ProblemList problems)
    {
        _file = file;
        _bytes = bytes;
        _problems = problems;
    }

    /// <summary>The root object, or null when a problem was reported.</summary>
    public static ConfigNode? ReadObject(string file, byte[] bytes, ProblemList problems)
    {
        var root = Read(file, bytes, problems);
        if (root is null || root.Kind == NodeKind.Object) return root;
        problems.Error(root, $"The file holds {Describe(root.Kind)} where an object is needed.", "Write { … }; the schema in config/schema shows what belongs in it.");
        return null;
    }

    /// <summary>The root value of any kind, or null when a problem was reported.</summary>
    public static ConfigNode? Read(string file, byte[] bytes, ProblemList problems)
    {
        if (bytes.Length > MaximumBytes)
        {
            problems.Error(file, $"The file is larger than {MaximumBytes / (1024 * 1024)} MiB.", "Split it, for example into several watchlists.");
            return null;
        }

        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            problems.Error(file, "The file is written in UTF-16.", "Save it as UTF-8.", 1);
            return null;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes))
        {
            problems.Error(file, "The file is not valid UTF-8.", "Save it as UTF-8.", LineOfFirstInvalidByte(bytes));
            return null;
        }

        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Error(file, "The file is empty.", "Write {} for the defaults, or delete the file.", 1);
            return null;
        }

        return new JsonSource(file, bytes, problems).ReadDocument();
    }

    public static string Describe(NodeKind kind) => kind switch
    {
        NodeKind.Object => "an object",
        NodeKind.List => "a list",
        NodeKind.Text => "a text",
        NodeKind.Number => "a number",
        NodeKind.Boolean => "true or false",
        _ => "null",
    };

    private ConfigNode? ReadDocument()
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = MaximumDepth,
        });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, (kind, line, literal) => ConfigNode.Root(kind, _file, line, literal));
            reader.Read(); // throws when something follows the value
            return root;
        }
        catch (JsonException exception)
        {
            ReportSyntax(exception);
            return null;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader.GetString: an escaped half of a surrogate pair (\ud800) is no text.
            _problems.Error(_file, "A text holds half of a character (\\ud800 … \\udfff alone).", "Write the character itself.", LineAt(reader.TokenStartIndex));
            return null;
        }
    }

    private ConfigNode ReadValue(ref Utf8JsonReader reader, Func<NodeKind, int, string, ConfigNode> create)
    {
        var line = LineAt(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadMembers(ref reader, create(NodeKind.Object, line, ""));
            case JsonTokenType.StartArray:
                return ReadElements(ref reader, create(NodeKind.List, line, ""));
            case JsonTokenType.String:
                return create(NodeKind.Text, line, reader.GetString()!);
            case JsonTokenType.Number:
                return create(NodeKind.Number, line, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return create(NodeKind.Boolean, line, reader.TokenType == JsonTokenType.True ? "true" : "false");
            default:
                return create(NodeKind.Null, line, "null");
        }
    }

    private ConfigNode ReadMembers(ref Utf8JsonReader reader, ConfigNode parent)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var member = ReadValue(ref reader, (kind, line, literal) => ConfigNode.Member(parent, name, kind, _file, line, literal));
            if (parent.Members.TryAdd(name, member)) continue;

            var first = parent.Members[name];
            _problems.Error(member, $"\"{name}\" is written twice (first in line {first.Line}).", "Keep one of them.");
        }

        return parent;
    }

    private ConfigNode ReadElements(ref Utf8JsonReader reader, ConfigNode parent)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            parent.Elements.Add(ReadValue(ref reader, (kind, line, literal) => ConfigNode.Element(parent, parent.Elements.Count, kind, _file, line, literal)));

        return parent;
    }

    private void ReportSyntax(JsonException exception)
    {
        var line = (int)(exception.LineNumber ?? 0) + 1;
        if (exception.Message.Contains("maximum", StringComparison.OrdinalIgnoreCase) && exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase))
        {
            _problems.Error(_file, $"The file is nested more than {MaximumDepth} levels deep.", "No setting is nested that deep: look for a stray [ or {.", line);
            return;
        }

        // The reader's message ends with "LineNumber: 3 | BytePositionInLine: 4."; the place is said in our own way.
        var message = exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
        var column = (exception.BytePositionInLine ?? 0) + 1;
        _problems.Error(_file, $"This is not JSON at column {column}: {message}", "Look there, and at the end of the line before, for a missing quote, comma or bracket.", line);
    }

    /// <summary>Tokens come in order, so counting on from the last one is linear over the file.</summary>
    private int LineAt(long offset)
    {
        if (offset > _countedTo)
        {
            _line += _bytes.AsSpan((int)_countedTo, (int)(offset - _countedTo)).Count((byte)'\n');
            _countedTo = offset;
        }

        return _line;
    }

    private static int LineOfFirstInvalidByte(byte[] bytes)
    {
        var line = 1;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes.AsSpan()[range])) return line;
            line++;
        }

        return line;
    }
}
