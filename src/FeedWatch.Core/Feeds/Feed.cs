namespace FeedWatch.Core.Feeds;

/// <summary>
/// One feed document, read. Immutable; nothing of the transport in it. The summaries and contents of its items lie in rented memory: whoever reads
/// many feeds gives it back with <see cref="Dispose"/>, and looks at none of them after that.
/// </summary>
public sealed record Feed : IDisposable
{
    public required FeedFormat Format { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Absolute http(s) address of the page the feed belongs to, or null.</summary>
    public string? Link { get; init; }

    /// <summary>Plain text, or null.</summary>
    public string? Description { get; init; }

    /// <summary>BCP 47 tag as the feed prints it (<c>en-GB</c>), else as its server does, else null.</summary>
    public string? Language { get; init; }

    /// <summary>Items in document order.</summary>
    public IReadOnlyList<FeedItem> Items { get; init; } = [];

    /// <summary>What was wrong, in document order; empty for a clean feed.</summary>
    public IReadOnlyList<FeedProblem> Problems { get; init; } = [];

    /// <summary>What the publisher asks of pollers (<c>ttl</c>, <c>sy:*</c>, <c>skipHours</c>, <c>skipDays</c>).</summary>
    public FeedSchedule Schedule { get; init; } = FeedSchedule.None;

    /// <summary>The document was ill-formed; complete items were kept.</summary>
    public bool IsDegraded { get; init; }

    /// <summary>There were more items than the limit; the rest was not read.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Name of the character encoding that was used, for example <c>utf-8</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Where the texts of the items lie.</summary>
    internal TextMemory? Texts { get; init; }

    public void Dispose() => Texts?.Dispose();
}

/// <summary>What a publisher asks of pollers.</summary>
/// <param name="MinimumInterval">Shortest time between two polls (RSS 2.0 <c>ttl</c>, RSS 1.0 syndication module), or null.</param>
/// <param name="SkipHours">Hours of the day (0 to 23, UTC) in which not to poll (RSS 2.0 <c>skipHours</c>).</param>
/// <param name="SkipDays">Days (UTC) on which not to poll (RSS 2.0 <c>skipDays</c>).</param>
public sealed record FeedSchedule(TimeSpan? MinimumInterval, IReadOnlyList<int> SkipHours, IReadOnlyList<DayOfWeek> SkipDays)
{
    /// <summary>No wishes.</summary>
    public static FeedSchedule None { get; } = new(null, [], []);
}

/// <summary>Something wrong in a feed; never an exception.</summary>
/// <param name="Item">Index of the item from 0, or null when it concerns the feed.</param>
/// <param name="Code">One of <see cref="FeedProblemCodes"/>.</param>
/// <param name="Detail">A sentence for people: what stands there, what was done about it; at most 500 characters.</param>
public sealed record FeedProblem(int? Item, string Code, string Detail);
