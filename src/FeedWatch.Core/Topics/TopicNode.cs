using System.Text.RegularExpressions;

namespace FeedWatch.Core.Topics;

/// <summary>A node of a parsed expression. Position and length are those of its text in the expression.</summary>
internal abstract record TopicNode(int Position, int Length)
{
    /// <summary>Whether it has a place in the text, so that it can stand in NEAR and among plain words.</summary>
    internal abstract bool IsPositional { get; }
}

/// <summary>How a single word is compared.</summary>
internal enum TermKind : byte
{
    /// <summary>By its stem in the language of the item.</summary>
    Stem,

    /// <summary>Folded, without inflection: words of a phrase.</summary>
    Form,

    /// <summary>Whole and with its case.</summary>
    Acronym,

    /// <summary>Exactly this form: <c>=Word</c>.</summary>
    Exact,

    /// <summary><c>hypersonic*</c>, <c>defen?e</c></summary>
    Wildcard,
}

/// <summary>One word. <paramref name="Word"/> is folded for stems, forms and wildcards, as written for acronyms and exact words.</summary>
internal sealed record WordNode(int Position, int Length, TermKind Kind, string Word) : TopicNode(Position, Length)
{
    /// <summary>The word with its umlauts written as two letters (<c>mueller</c>); null when it has none.</summary>
    internal string? Digraphs { get; init; }

    /// <summary>In a script without reliable spaces: the topic has one before it.</summary>
    internal bool IsApart { get; init; }

    internal override bool IsPositional => true;
}

/// <summary>Words that stand side by side, in this order.</summary>
internal sealed record SequenceNode(int Position, int Length, IReadOnlyList<TopicNode> Words) : TopicNode(Position, Length)
{
    internal override bool IsPositional => true;
}

/// <summary>
/// Words that stand close together in one sentence, in any order, within a span of <paramref name="Window"/> words, of which at most
/// <paramref name="Heavy"/> mean something by themselves; breaks count among these. <paramref name="Tight"/> is for aliases: no comma or bracket may stand between them.
/// </summary>
internal sealed record WordsNode(int Position, int Length, IReadOnlyList<TopicNode> Words, int Window, int Heavy, bool Tight) : TopicNode(Position, Length)
{
    internal override bool IsPositional => true;
}

/// <summary>At most <paramref name="Distance"/> words between the two, within one sentence.</summary>
internal sealed record NearNode(int Position, int Length, TopicNode Left, TopicNode Right, int Distance, bool Ordered) : TopicNode(Position, Length)
{
    internal override bool IsPositional => true;
}

/// <summary>One of several. With <paramref name="IsAlias"/> the first is the head, the others its aliases.</summary>
internal sealed record OrNode(int Position, int Length, IReadOnlyList<TopicNode> Choices, bool IsAlias) : TopicNode(Position, Length)
{
    internal override bool IsPositional { get; } = Choices.All(c => c.IsPositional);
}

/// <summary>All of several, anywhere in the item.</summary>
internal sealed record AndNode(int Position, int Length, IReadOnlyList<TopicNode> Parts) : TopicNode(Position, Length)
{
    internal override bool IsPositional => false;
}

/// <summary>Not in the item.</summary>
internal sealed record NotNode(int Position, int Length, TopicNode Inner) : TopicNode(Position, Length)
{
    internal override bool IsPositional => false;
}

/// <summary>Only in these fields.</summary>
internal sealed record FieldNode(int Position, int Length, TopicFields Fields, TopicNode Inner) : TopicNode(Position, Length)
{
    internal override bool IsPositional => false;
}

/// <summary><c>lang:en</c></summary>
internal sealed record LanguageNode(int Position, int Length, string Language) : TopicNode(Position, Length)
{
    internal override bool IsPositional => false;
}

/// <summary><c>/pattern/</c></summary>
internal sealed record RegexNode(int Position, int Length, Regex Regex) : TopicNode(Position, Length)
{
    internal override bool IsPositional => false;
}
