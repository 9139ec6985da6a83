namespace FeedWatch.Core.Feeds;

/// <summary>One item (RSS) or entry (Atom) as the feed says it. Immutable. All dates are UTC.</summary>
public sealed record FeedItem
{
    /// <summary>guid, atom:id or JSON Feed id as printed (trimmed), or null.</summary>
    public string? Id { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute http(s) address, or null.</summary>
    public string? Link { get; init; }

    /// <summary>When it was published, UTC, or null.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When it was last changed, UTC, or null.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>Names of people, plain text.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Category labels, plain text.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The short text, as printed.</summary>
    public FeedText Summary { get; init; }

    /// <summary>The full text, as printed.</summary>
    public FeedText Content { get; init; }

    /// <summary>BCP 47 tag: the item's own, else the feed's, else null.</summary>
    public string? Language { get; init; }
}

/// <summary>How a text is written (RFC 4287 section 3.1).</summary>
public enum FeedTextKind
{
    Plain,
    Html,
}
