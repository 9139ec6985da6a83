using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Pages;

/// <summary>A topic, or a pasted watchlist, and what it would have flagged.</summary>
public sealed record TryModel
{
    public required Frame Frame { get; init; }
    public string? Topic { get; init; }
    public string? Json { get; init; }

    /// <summary>Topics that there are, to hold the new one against: value and name.</summary>
    public required IReadOnlyList<(string Value, string Name)> Known { get; init; }
    public string? Against { get; init; }
    public IReadOnlyList<TopicError> Errors { get; init; } = [];
    public IReadOnlyList<ConfigurationProblem> Problems { get; init; } = [];
    public TryResult? Result { get; init; }
    public IReadOnlyList<TriedView> Found { get; init; } = [];
    public IReadOnlyList<TriedView> Lost { get; init; } = [];

    /// <summary>What to paste into a watchlist, or null.</summary>
    public string? Paste { get; init; }
}

/// <summary>A tried item as it is shown.</summary>
public sealed record TriedView(string Title, IReadOnlyList<Piece> Marked, string? Link, string Outlet, DateTimeOffset At, bool IsNew, IReadOnlyList<(string Topic, Reason Reason)> Reasons);
