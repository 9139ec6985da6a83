using FeedWatch.Core.Topics;

namespace FeedWatch.Settings;

/// <summary>One consistent, valid snapshot of all that the user configured.</summary>
public sealed record Configuration
{
    public required FeedWatchSettings Settings { get; init; }

    public required IReadOnlyList<FeedSettings> Feeds
    {
        get;
        init
        {
            field = value;
            FeedById = value.ToDictionary(feed => feed.Id, StringComparer.Ordinal);
        }
    }

    public IReadOnlyDictionary<string, FeedSettings> FeedById { get; private set; } = new Dictionary<string, FeedSettings>();

    public required IReadOnlyList<Watchlist> Watchlists { get; init; }

    /// <summary>Folder the files came from, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Short hash of the effective configuration; stored with hits and compared between replicas.</summary>
    public required string Revision { get; init; }

    /// <summary>The compiled topics; handles index <see cref="Topics"/>.</summary>
    public required TopicSet TopicSet { get; init; }

    /// <summary>Topic by handle, with its watchlist.</summary>
    public required IReadOnlyList<(Watchlist Watchlist, WatchedTopic Topic)> Topics { get; init; }
}

/// <summary>Something wrong in a configuration file.</summary>
/// <param name="File">Path relative to the configuration folder, or the name of an environment variable.</param>
/// <param name="Line">From 1, or null.</param>
/// <param name="Path">JSON path, for example <c>$.topics[2].any[0]</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to write instead.</param>
/// <param name="IsWarning">True when the configuration works nevertheless.</param>
public sealed record ConfigurationProblem(string File, int? Line, string? Path, string Message, string Remedy, bool IsWarning = false)
{
    /// <summary>File and line, as editors and terminals know it; the file alone where there is no line.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Place => Line is { } line ? $"{File}:{line}" : File;
}
