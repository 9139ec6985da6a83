namespace FeedWatch.Core.Feeds;

/// <summary>The kind of a feed document.</summary>
public enum FeedFormat
{
    /// <summary>Not a feed, or none that is known.</summary>
    Unknown,
    Rss090,
    Rss091,
    Rss092,
    Rss10,
    Rss20,
    Atom03,
    Atom10,
    Json10,
    Json11,
    Cdf,
}

/// <summary>The written names of <see cref="FeedFormat"/>, as <c>parse --json</c> prints them.</summary>
public static class FeedFormatNames
{
    /// <summary>For example <c>rss2.0</c>, <c>atom1.0</c>, <c>unknown</c>.</summary>
    public static string Name(this FeedFormat format) => format switch
    {
        FeedFormat.Rss090 => "rss0.90",
        FeedFormat.Rss091 => "rss0.91",
        FeedFormat.Rss092 => "rss0.92",
        FeedFormat.Rss10 => "rss1.0",
        FeedFormat.Rss20 => "rss2.0",
        FeedFormat.Atom03 => "atom0.3",
        FeedFormat.Atom10 => "atom1.0",
        FeedFormat.Json10 => "json1.0",
        FeedFormat.Json11 => "json1.1",
        FeedFormat.Cdf => "cdf",
        _ => "unknown",
    };
}
