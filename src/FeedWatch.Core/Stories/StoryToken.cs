namespace FeedWatch.Core.Stories;

/// <summary>What kind of thing a word is, as far as its spelling says.</summary>
internal enum TokenKind : byte
{
    Word,

    /// <summary>Capitalised where capitals mean something.</summary>
    Name,
    Number,
    Weekday,
    Month,
}

/// <summary>A word as stories compare it.</summary>
/// <param name="Stem">Hash of the stem as printed.</param>
/// <param name="Hash">Of its stem or concept: equal for "defence" and "defense", "quake" and "earthquake", "three" and "3".</param>
/// <param name="Kind">What it is.</param>
/// <param name="Commonness">How ordinary it is in news.</param>
/// <param name="Meaning">What the vocabulary knows about it.</param>
/// <param name="StartsSentence">Whether it is the first of its sentence.</param>
/// <param name="LiesIn">Of the country, when the word names a place in one.</param>
internal readonly record struct StoryToken(uint Stem, uint Hash, TokenKind Kind, Commonness Commonness, Meaning Meaning, bool StartsSentence, uint? LiesIn = null)
{
    public bool IsContent => Commonness != Commonness.Function;
}

/// <summary>How ordinary a word is in news.</summary>
internal enum Commonness : byte
{
    /// <summary>Carries no content: articles, prepositions, pronouns.</summary>
    Function,

    /// <summary>In every other report: "said", "minister", "new".</summary>
    Frequent,
    Ordinary,
}

/// <summary>What the vocabulary knows about a word beyond its kind.</summary>
internal enum Meaning : byte
{
    Other,

    /// <summary>Something that happens: "sign", "resign", "earthquake".</summary>
    Event,

    /// <summary>A country.</summary>
    Place,

    /// <summary>A town or region in a country.</summary>
    Town,

    /// <summary>Something that happens because of another event: a report with it in its headline is about that.</summary>
    Angle,

    /// <summary>Shares and their prices: a report with them in its headline is about the market, not about what moved it.</summary>
    Market,

    /// <summary>Something with a market price: "oil rises" is a report of the market.</summary>
    Asset,

    /// <summary>A news agency.</summary>
    Agency,
}
