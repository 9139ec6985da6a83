using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Pages;

/// <summary>One story: why it is here, its reports, its mails.</summary>
public sealed record StoryModel(Frame Frame, StoryView Story, Shown<FoundView> Found, Shown<ReportView> Reports, Shown<MailHead> Mails);

/// <summary>A topic that flagged the story.</summary>
public sealed record FoundView(string Topic, string Link, string Watchlist, string Outlet, DateTimeOffset FoundAt, int Score, IReadOnlyList<Reason> Reasons);

/// <summary>One report of the story.</summary>
/// <param name="Relation">How it relates to the earlier ones; null for the first.</param>
/// <param name="Joined">What made it the same story, or null.</param>
/// <param name="Adds">Sentences that no earlier report has.</param>
/// <param name="Text">The text with the matches marked; empty when it is no longer kept.</param>
public sealed record ReportView(string Outlet, string Title, string? Link, DateTimeOffset At, string? Relation, string? Joined, IReadOnlyList<string> Adds, IReadOnlyList<Piece> Text, bool IsCut);
