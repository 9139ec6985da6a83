using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Pages;

/// <summary>Stories found, newest first.</summary>
public sealed record TodayModel
{
    public required Frame Frame { get; init; }
    public required IReadOnlyList<(string Id, string Name)> Watchlists { get; init; }

    /// <summary>Of the chosen watchlist.</summary>
    public required IReadOnlyList<(string Id, string Name)> Topics { get; init; }
    public string? Watchlist { get; init; }
    public string? Topic { get; init; }
    public string? Since { get; init; }
    public string? Query { get; init; }

    /// <summary>What is wrong with the search expression.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What the search looked at.</summary>
    public string? SearchNote { get; init; }
    public required IReadOnlyList<StoryView> Stories { get; init; }

    /// <summary>Address of the next page, or null.</summary>
    public string? Next { get; init; }

    /// <summary>Address of the first page when this is a later one.</summary>
    public string? Newest { get; init; }
    public bool IsFiltered => Watchlist is not null || Since is not null || Query is not null;
}
