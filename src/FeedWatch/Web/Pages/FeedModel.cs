using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>One feed and what came from it last.</summary>
/// <param name="Broken">Its last document that could not be read, or not all of it; null when there was none.</param>
public sealed record FeedModel(Frame Frame, FeedHealth Feed, IReadOnlyList<ItemRow> Items, BrokenView? Broken)
{
    /// <summary>That document is what the feed sends now.</summary>
    public bool IsBrokenNow => Broken is not null && (Feed.Row.LastCode == "not_a_feed" || Feed.Condition == FeedCondition.Degraded);
}

/// <summary>How a document began.</summary>
/// <param name="Head">Text in which nothing acts or hides.</param>
public sealed record BrokenView(DateTimeOffset At, string Head);
