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

    /// <summary>The document is ill-formed; the feed is degraded, complete items were kept.</summary>
    public const string IllFormed = "ill_formed";

    /// <summary>The document ends within an item; that item was left out.</summary>
    public const string CutOff = "cut_off";

    /// <summary>Bytes that the encoding does not know; each was replaced by U+FFFD.</summary>
    public const string BadBytes = "bad_bytes";

    /// <summary>The encoding that is declared is not the one that is used, or is none that is read; another was used.</summary>
    public const string BadEncoding = "bad_encoding";

    /// <summary>A text is longer than what is kept of it.</summary>
    public const string LongText = "long_text";

    /// <summary>There are more items than the limit; the rest was not read.</summary>
    public const string TooManyItems = "too_many_items";

    /// <summary>An item of a JSON Feed is not as the format wants it; what could be read of it was kept.</summary>
    public const string BadItem = "bad_item";

    /// <summary>There are more problems than are listed.</summary>
    public const string MoreProblems = "more_problems";
}
