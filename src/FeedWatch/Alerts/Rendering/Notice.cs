namespace FeedWatch.Alerts.Rendering;

/// <summary>An entry of a mail to operators: what happened, and what helps to understand it.</summary>
internal sealed record Notice(string Line, IReadOnlyList<string> Details);
