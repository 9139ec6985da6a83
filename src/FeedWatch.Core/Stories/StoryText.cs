namespace FeedWatch.Core.Stories;

/// <summary>What the grouping reads of one item.</summary>
public sealed record StoryText
{
    /// <summary>The feed the item came from.</summary>
    public required string FeedId { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Plain text: the content, or else the summary; or null.</summary>
    public string? Body { get; init; }

    /// <summary>The address as the feed says it, or null.</summary>
    public string? Link { get; init; }

    /// <summary>BCP 47 tag, or null.</summary>
    public string? Language { get; init; }

    /// <summary>When it was published if that is sane, else when it was first seen; UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the outlet as readers know it ("Harbour Post"), or null. Cut off the end of titles that carry it.</summary>
    public string? Outlet { get; init; }
}
