namespace FeedWatch.Core.Feeds;

/// <summary>The codes of <see cref="FeedProblem"/>. They are stored and shown: once released, a code keeps its meaning.</summary>
public static class FeedProblemCodes
{
    /// <summary>A date that cannot be read; the item is kept without it.</summary>
    public const string BadDate = "bad_date";

    /// <summary>A link that is no http(s) address; the item is kept without it.</summary>
    public const string BadLink = "bad_link";

    /// <summary>The document is no feed.</summary>
    public const string NotAFeed = "not_a_feed";

    /// <summary>An item without anything in it was left out.</summary>
    public const string EmptyItem = "empty_item";
}
