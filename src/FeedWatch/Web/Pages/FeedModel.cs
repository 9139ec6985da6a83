using FeedWatch.Storage;

namespace FeedWatch.Web.Pages;

/// <summary>One feed and what came from it last.</summary>
public sealed record FeedModel(Frame Frame, FeedHealth Feed, IReadOnlyList<ItemRow> Items);
