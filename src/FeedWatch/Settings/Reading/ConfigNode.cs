namespace FeedWatch.Settings.Reading;

internal enum NodeKind
{
    Object,
    List,
    Text,
    Number,
    Boolean,
    Null,
}

/// <summary>A JSON value that knows where it stands. System.Text.Json's own nodes don't keep lines.</summary>
internal sealed class ConfigNode
{
    private readonly ConfigNode? _parent;
    private readonly string _step;

    private ConfigNode(NodeKind kind, string file, int? line, ConfigNode? parent, string step)
    {
        Kind = kind;
        File = file;
        Line = line;
        _parent = parent;
        _step = step;
    }

    public NodeKind Kind { get; }

    /// <summary>Path relative to the configuration folder, or the name of an environment variable.</summary>
    public string File { get; }
    public int? Line { get; }

    /// <summary>The text of a <see cref="NodeKind.Text"/>; the literal of a number or boolean.</summary>
    public string Literal { get; init; } = "";

    /// <summary>Members of an object in the order of the file.</summary>
    public Dictionary<string, ConfigNode> Members { get; } = [];

    /// <summary>Elements of a list.</summary>
    public List<ConfigNode> Elements { get; } = [];

    /// <summary>A problem was reported for it: whoever binds takes it as absent.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>JSON path, for example <c>$.topics[2].any[0]</c>. Put together only when asked for.</summary>
    public string Path => _parent is null ? _step : _parent.Path + _step;

    public static ConfigNode Root(NodeKind kind, string file, int? line, string literal = "") =>
        new(kind, file, line, null, "$") { Literal = literal };

    /// <summary>A place in a file that is not JSON.</summary>
    public static ConfigNode WholeFile(string file) => new(NodeKind.Object, file, null, null, "");

    public static ConfigNode Member(ConfigNode parent, string name, NodeKind kind, string file, int? line, string literal = "") =>
        new(kind, file, line, parent, IsPlainName(name) ? "." + name : $"['{name}']") { Literal = literal };

    public static ConfigNode Element(ConfigNode parent, int index, NodeKind kind, string file, int? line, string literal = "") =>
        new(kind, file, line, parent, $"[{index}]") { Literal = literal };

    private static bool IsPlainName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
