using System.Collections.Frozen;

namespace FeedWatch.Core.Text;

/// <summary>What an HTML element means for its text.</summary>
internal enum HtmlElementRole : byte
{
    /// <summary>Not known; treated as inline.</summary>
    Unknown,

    /// <summary>Part of the line: its text runs on.</summary>
    Inline,

    /// <summary>Like <see cref="Inline"/>, without content and end tag.</summary>
    Void,

    /// <summary>Stands apart from what is before and after it.</summary>
    Block,

    LineBreak,

    /// <summary>Holds something else than text for readers; left out up to its end tag.</summary>
    Hidden,

    /// <summary>Like <see cref="Hidden"/>, and what looks like tags in it is none.</summary>
    RawHidden,
}

/// <summary>The elements of HTML.</summary>
internal static class HtmlElements
{
    private const string Inline =
        "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark meter nobr output q rb rp rt rtc ruby "
        + "s samp slot small span strike strong sub sup time tt u var picture button map";

    private const string Void = "area base basefont col embed img input keygen link meta param source track wbr";

    private const string Block =
        "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt fieldset figcaption figure "
        + "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search "
        + "section summary table tbody td tfoot th thead tr ul";

    private const string Hidden = "applet audio canvas datalist head math noscript object select svg template video";

    private const string RawHidden = "iframe noembed noframes script style textarea title xmp";

    private static readonly FrozenDictionary<string, HtmlElementRole> Roles =
        new[]
        {
            (Names: Inline, Role: HtmlElementRole.Inline),
            (Names: Void, Role: HtmlElementRole.Void),
            (Names: Block, Role: HtmlElementRole.Block),
            (Names: "br", Role: HtmlElementRole.LineBreak),
            (Names: Hidden, Role: HtmlElementRole.Hidden),
            (Names: RawHidden, Role: HtmlElementRole.RawHidden),
        }
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Role)))
        .ToFrozenDictionary(row => row.name, row => row.Role, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HtmlElementRole>.AlternateLookup<ReadOnlySpan<char>> RolesBySpan =
        Roles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks a name up, in any case, without its prefix.</summary>
    public static HtmlElementRole RoleOf(ReadOnlySpan<char> name) =>
        RolesBySpan.TryGetValue(name, out var role) ? role : HtmlElementRole.Unknown;
}
