using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Pages;

/// <summary>All topics, with how often each hit of late.</summary>
/// <param name="Next">Address of the next page, or null.</param>
public sealed record TopicsModel(Frame Frame, IReadOnlyList<TopicLine> Topics, int Total, string? Next);

/// <summary>One topic of the list.</summary>
/// <param name="Days">Hits a day, oldest first.</param>
public sealed record TopicLine(string Name, string Link, string Watchlist, IReadOnlyList<int> Days);

/// <summary>One topic.</summary>
/// <param name="Changed">When its file was last changed, or null.</param>
/// <param name="LastHit">Or null when it never hit.</param>
public sealed record TopicModel(
    Frame Frame, Watchlist Watchlist, WatchedTopic Topic, IReadOnlyList<int> Days, DateOnly FirstDay, IReadOnlyList<TopicError> Lint, IReadOnlyList<TopicTest> Tests,
    DateTimeOffset? Changed, DateTimeOffset? LastHit, IReadOnlyList<StoryView> Stories, string Json)
{
    /// <summary>What the query of its exports is.</summary>
    public string Export(string ending) => Addresses.With("/hits." + ending, ("watchlist", Watchlist.Id), ("topic", Topic.Definition.Id));
}

/// <summary>A text that the topic must flag, or must not.</summary>
public sealed record TopicTest(string Text, bool MustMatch, bool Passed);
