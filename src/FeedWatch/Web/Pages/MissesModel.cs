namespace FeedWatch.Web.Pages;

/// <summary>What came near to a topic.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Address">Of its page.</param>
public sealed record MissesModel(Frame Frame, string Topic, string Address, NearResult Result, IReadOnlyList<MissView> Items);

/// <summary>An item as it is shown.</summary>
public sealed record MissView(string Title, string? Link, string Outlet, DateTimeOffset At, string Clause, string Reason);
