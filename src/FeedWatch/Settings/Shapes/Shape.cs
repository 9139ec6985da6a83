using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Shapes;

/// <summary>What may stand in a place of the configuration. Checks, JSON Schema and reference are all made from it.</summary>
internal abstract record Shape;

/// <summary>A text.</summary>
/// <param name="Kind">What kind, in words: <c>e-mail address</c>.</param>
/// <param name="Check">What is wrong with a text, or null; null when every text will do.</param>
/// <param name="Pattern">A regular expression for editors, or null.</param>
internal sealed record TextShape(string Kind, Func<string, Fault?>? Check = null, string? Pattern = null) : Shape;

/// <summary>A whole number between two bounds, both included.</summary>
internal sealed record NumberShape(long Minimum, long Maximum) : Shape;

/// <summary>true or false.</summary>
internal sealed record FlagShape : Shape;

/// <summary>A duration between two bounds, both included, or one of some words.</summary>
internal sealed record DurationShape(TimeSpan Minimum, TimeSpan Maximum, params string[] Words) : Shape;

/// <summary>One of some words.</summary>
internal sealed record ChoiceShape(params string[] Words) : Shape
{
    /// <summary>The members of an enumeration, in lower case.</summary>
    public static ChoiceShape Of<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]);
}

/// <summary>A list; with <paramref name="OrSingle"/>, one element may stand alone without the brackets.</summary>
internal sealed record ListShape(Shape Element, bool OrSingle = false) : Shape;

/// <summary>An object whose keys the user chooses.</summary>
internal sealed record MapShape(string KeyKind, Shape Value, Func<string, Fault?>? CheckKey = null) : Shape;

/// <summary>An object with known keys.</summary>
/// <param name="Name">Name in the schema's definitions.</param>
internal sealed record SectionShape(string Name, params Setting[] Settings) : Shape
{
    private readonly Dictionary<string, Setting> _byName = Settings.ToDictionary(setting => setting.Name, StringComparer.Ordinal);

    public Setting? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>For environment variables, which have no customary case.</summary>
    public Setting? FindAnyCase(string name) =>
        Settings.FirstOrDefault(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A text for the simple case, an object for the rest.</summary>
internal sealed record TextOrSectionShape(TextShape Text, SectionShape Section) : Shape;

/// <summary>One key of an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">What may stand there.</param>
/// <param name="Description">One or two sentences for editor and reference.</param>
internal sealed record Setting(string Name, Shape Shape, string Description)
{
    /// <summary>The default as JSON, or null when leaving it out means "none".</summary>
    public string? Default { get; init; }

    /// <summary>An example as JSON, or null.</summary>
    public string? Example { get; init; }
    public bool Required { get; init; }

    /// <summary><c>null</c> may be written, and means "none".</summary>
    public bool Nullable { get; init; }

    /// <summary>Never shown.</summary>
    public bool Secret { get; init; }
}
