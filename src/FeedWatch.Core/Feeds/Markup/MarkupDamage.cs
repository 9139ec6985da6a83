namespace FeedWatch.Core.Feeds.Markup;

/// <summary>The ways in which a document was found to be ill-formed.</summary>
internal enum MarkupDamageKind
{
    BareLessThan,
    BareAmpersand,
    UndeclaredEntity,
    UndeclaredPrefix,
    ForbiddenCharacter,
    UnclosedCharacterData,
    UnclosedComment,
    UnclosedTag,
    UnclosedElement,
    StrayEndTag,
    TooDeep,
    TextOutsideRoot,
    CutOff,
}

/// <summary>Counts damage by kind and keeps the first place of each.</summary>
internal sealed class MarkupDamage
{
    private static readonly int Kinds = Enum.GetValues<MarkupDamageKind>().Length;

    private readonly int[] _counts = new int[Kinds];
    private readonly int[] _firstPlaces = new int[Kinds];

    public bool Any { get; private set; }

    public void Add(MarkupDamageKind kind, int place)
    {
        Any = true;
        if (_counts[(int)kind]++ == 0)
        {
            _firstPlaces[(int)kind] = place;
        }
    }

    /// <summary>One sentence per kind of damage, in order of the first place.</summary>
    public IEnumerable<string> Sentences() =>
        Enumerable.Range(0, Kinds)
            .Where(kind => _counts[kind] > 0)
            .OrderBy(kind => _firstPlaces[kind])
            .Select(kind => Sentence((MarkupDamageKind)kind, _counts[kind], _firstPlaces[kind]));

    private static string Sentence(MarkupDamageKind kind, int count, int place)
    {
        var what = kind switch
        {
            MarkupDamageKind.BareLessThan => "A '<' that opens no tag was read as text",
            MarkupDamageKind.BareAmpersand => "A bare '&' was read as text",
            MarkupDamageKind.UndeclaredEntity => "An entity that XML does not know was read as in HTML",
            MarkupDamageKind.UndeclaredPrefix => "A namespace prefix is not declared; what everybody means by it was taken",
            MarkupDamageKind.ForbiddenCharacter => "A character that XML forbids was left out",
            MarkupDamageKind.UnclosedCharacterData => "A CDATA section is not closed; it was ended where its element ends",
            MarkupDamageKind.UnclosedComment => "A comment or instruction is not closed; it was ended at the next tag",
            MarkupDamageKind.UnclosedTag => "A tag is not closed; it was ended where the next one begins",
            MarkupDamageKind.UnclosedElement => "An element is not closed; it was ended where its parent or neighbour goes on",
            MarkupDamageKind.StrayEndTag => "An end tag without a start tag was left out",
            MarkupDamageKind.TooDeep => "Elements are nested too deeply; the deepest were not read",
            MarkupDamageKind.TextOutsideRoot => "There is text outside of the feed; it was left out",
            _ => "The document ends too early; what was complete was kept",
        };
        var places = count == 1 ? $"at byte {place}" : $"{count} times, first at byte {place}";
        return $"{what} ({places}).";
    }
}
