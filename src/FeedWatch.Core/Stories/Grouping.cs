namespace FeedWatch.Core.Stories;

/// <summary>The decision about one candidate.</summary>
public abstract record Grouping
{
    private Grouping()
    {
    }

    /// <summary>The candidate reports a story that is known.</summary>
    /// <param name="StoryId">That story.</param>
    /// <param name="Kind">What kind of copy it is of the version it is most like.</param>
    /// <param name="Similarity">0 to 1; 1 for a new version of the same item and for the same link.</param>
    /// <param name="Reason">A phrase for people.</param>
    public sealed record Joins(long StoryId, CopyKind Kind, double Similarity, string Reason) : Grouping;

    /// <summary>The candidate is the first report of a story.</summary>
    public sealed record OpensNew : Grouping;

    /// <summary>There is only one way to be new.</summary>
    public static OpensNew New { get; } = new();
}

/// <summary>What a version is to its story. The values are stored: they keep their numbers.</summary>
public enum CopyKind
{
    /// <summary>The first report.</summary>
    Original = 0,

    /// <summary>The same page, found through another feed or address.</summary>
    SameLink = 1,

    /// <summary>The same text under the same headline.</summary>
    Reprint = 2,

    /// <summary>The same text under another headline.</summary>
    Retitled = 3,

    /// <summary>The same event in other words.</summary>
    OwnWords = 4,

    /// <summary>A later text of the same item.</summary>
    Update = 5,
}
