namespace FeedWatch.Settings;

/// <summary>Which part of an item tells it from others.</summary>
public enum FeedIdentity
{
    /// <summary>Judged per feed from what it did so far.</summary>
    Auto,
    Guid,
    Link,

    /// <summary>Title and link, whatever the guid says.</summary>
    Fingerprint,
}

/// <summary>One feed to poll.</summary>
public sealed record FeedSettings
{
    /// <summary>Identity; the URL when the user gave none.</summary>
    public required string Id { get; init; }

    /// <summary>Absolute http(s) URL, or absolute path of a local file.</summary>
    public required string Url { get; init; }

    /// <summary>Outlet as shown; the feed's own title, then the host, when null.</summary>
    public string? Name { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Interval, 1 s to 24 h; null means the default.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Quartz cron expression (UTC) in place of an interval, or null.</summary>
    public string? Cron { get; init; }
    public string? Language { get; init; }
    public FirstPoll? FirstPoll { get; init; }
    public FeedIdentity Identity { get; init; } = FeedIdentity.Auto;

    /// <summary>Accept a certificate that does not verify, for this feed only.</summary>
    public bool AllowInvalidCertificate { get; init; }

    /// <summary>Extra request headers, for example an API key. Values are secret; never sent to another host.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>True for a local file.</summary>
    public bool IsFile => !Url.Contains("://", StringComparison.Ordinal);
}
