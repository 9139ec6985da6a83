namespace FeedWatch.Core.Topics;

/// <summary>What is wrong with an expression or a topic, where, and what to write instead.</summary>
/// <param name="Clause">The expression as written; the id for a topic as a whole.</param>
/// <param name="Position">Offset in <paramref name="Clause"/> in UTF-16 units, from 0.</param>
/// <param name="Length">Length of the part concerned; 0 at the end of the expression.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="IsWarning">True when the topic still works.</param>
public sealed record TopicError(string Clause, int Position, int Length, string Message, string Remedy, bool IsWarning)
{
    /// <summary>Which list of the topic it concerns, for example <c>any[0]</c>; empty for the topic as a whole.</summary>
    public string Path { get; init; } = "";
}

/// <summary>A parsed expression, or why there is none.</summary>
/// <param name="Expression">The expression as written.</param>
/// <param name="Errors">Errors and warnings, in the order of their positions.</param>
public sealed record TopicParseResult(string Expression, IReadOnlyList<TopicError> Errors)
{
    /// <summary>Whether the expression can be matched (warnings do not count).</summary>
    public bool IsValid => Root is not null;

    /// <summary>The tree; null when there are errors.</summary>
    internal TopicNode? Root { get; init; }
}
