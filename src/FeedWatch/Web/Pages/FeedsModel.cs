using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>The feeds, those in trouble first.</summary>
/// <param name="Counts">Feeds by condition.</param>
/// <param name="Next">Address of the next page, or null.</param>
public sealed record FeedsModel(Frame Frame, IReadOnlyList<FeedHealth> Feeds, IReadOnlyDictionary<FeedCondition, int> Counts, string? Next);
