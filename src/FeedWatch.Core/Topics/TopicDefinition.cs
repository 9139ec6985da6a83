namespace FeedWatch.Core.Topics;

/// <summary>A topic as the user wrote it, before it is compiled.</summary>
public sealed record TopicDefinition
{
    /// <summary>Identity within its watchlist, for example <c>ice-class-tug</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What people read.</summary>
    public required string Name { get; init; }

    /// <summary>At least one of these expressions must match (topic language).</summary>
    public IReadOnlyList<string> Any { get; init; } = [];

    /// <summary>All of these must match as well.</summary>
    public IReadOnlyList<string> All { get; init; } = [];

    /// <summary>None of these may match.</summary>
    public IReadOnlyList<string> None { get; init; } = [];

    /// <summary>Feed ids or <c>tag:x</c>; empty means every feed.</summary>
    public IReadOnlyList<string> IncludeFeeds { get; init; } = [];

    /// <summary>Feed ids or <c>tag:x</c> that never count.</summary>
    public IReadOnlyList<string> ExcludeFeeds { get; init; } = [];

    /// <summary>Primary language tags (<c>en</c>); empty means every language.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Head to expressions that count wherever the head is used.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>What a topic is matched against: the plain texts of one item and where it comes from.</summary>
public sealed record TopicItem
{
    public string? Title { get; init; }
    public string? Summary { get; init; }
    public string? Content { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public string? Link { get; init; }

    /// <summary>BCP 47 tag, or null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Id of the feed in the configuration.</summary>
    public string? FeedId { get; init; }

    /// <summary>Name of the feed (outlet), for <c>source:</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Tags of the feed in the configuration.</summary>
    public IReadOnlyList<string> FeedTags { get; init; } = [];
}

/// <summary>One item flagged by one topic, with the reasons.</summary>
/// <param name="Topic">The handle that <c>TopicSet</c> gave the topic.</param>
/// <param name="Score">1 to 100: title above summary above content; exact above ordered above unordered.</param>
/// <param name="Evidence">At least one; in the order of the clauses.</param>
public sealed record TopicMatch(int Topic, int Score, IReadOnlyList<Evidence> Evidence);

/// <summary>Why a clause matched, and where.</summary>
/// <param name="Clause">The clause as written, for example <c>defence industry consultation body</c>.</param>
/// <param name="Field"><c>title</c>, <c>summary</c>, <c>content</c>, <c>source</c>, <c>author</c>, <c>tag</c>, <c>url</c> or <c>lang</c>.</param>
/// <param name="Offset">Start in the plain text of the field, in UTF-16 units.</param>
/// <param name="Length">Length in UTF-16 units.</param>
/// <param name="Text">The text at that place.</param>
/// <param name="Rule">What joined clause and text: <c>exact</c>, <c>inflected</c>, <c>spelling</c>, <c>alias</c>, …</param>
public sealed record Evidence(string Clause, string Field, int Offset, int Length, string Text, string Rule);
