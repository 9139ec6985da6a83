namespace FeedWatch.Core.Feeds;

/// <summary>What is known about a document besides its bytes, and the limits of reading it.</summary>
public sealed record FeedParserOptions
{
    /// <summary>The HTTP Content-Type header as received, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The HTTP Content-Language header as received, or null.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>The address the document came from (after redirects), or null: relative links are resolved by it.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Items after so many are not read.</summary>
    public int MaximumItems { get; init; } = 10_000;
}
