using FeedWatch.Core.Topics;
using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Binding;

/// <summary>Looks whether the feeds and tags that topics name exist, and whether any feed is left for them. As for matching, case says nothing.</summary>
internal sealed class FeedFilterCheck
{
    private readonly IReadOnlyList<FeedSettings> _feeds;
    private readonly HashSet<string> _known;
    private readonly ProblemList _problems;

    public FeedFilterCheck(IReadOnlyList<FeedSettings> feeds, ProblemList problems)
    {
        _feeds = feeds;
        _known = feeds.Select(feed => feed.Id).Concat(feeds.SelectMany(feed => feed.Tags).Select(tag => "tag:" + tag)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _problems = problems;
    }

    public void Check(ConfigNode filter, TopicDefinition topic)
    {
        // Without any feed there is a warning of its own; naming every filter as well would bury it.
        if (_feeds.Count == 0) return;

        foreach (var node in filter.Items("include").Concat(filter.Items("exclude")))
        {
            if (!IsKnown(node.Literal))
                _problems.Warning(node, $"There is no feed with {Named(node.Literal)}.", Suggestion.For(node.Literal, _known) is { } near ? $"Write `{near}`." : "Write an id of feeds.json or tag:x.");
        }

        if (!_feeds.Any(feed => Selects(topic, feed)))
            _problems.Error(filter, "No feed is left for this topic: it can never match.", "Name feeds that exist, or remove \"feeds\".");
    }

    /// <summary>The ids of merged feeds are resolved in the definition, so both ways of naming one are known.</summary>
    public required IReadOnlyDictionary<string, string> MergedIds { get; init; }

    public IReadOnlyList<string> Resolve(IEnumerable<string> names) => [.. names.Select(name => MergedIds.GetValueOrDefault(name, name))];

    private bool IsKnown(string name) => _known.Contains(name) || MergedIds.ContainsKey(name);

    private static bool Selects(TopicDefinition topic, FeedSettings feed) =>
        (topic.IncludeFeeds.Count == 0 || topic.IncludeFeeds.Any(name => Names(name, feed))) && !topic.ExcludeFeeds.Any(name => Names(name, feed));

    private static bool Names(string name, FeedSettings feed) =>
        string.Equals(name, feed.Id, StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("tag:", StringComparison.OrdinalIgnoreCase) && feed.Tags.Contains(name[4..], StringComparer.OrdinalIgnoreCase));

    private static string Named(string name) => name.StartsWith("tag:", StringComparison.OrdinalIgnoreCase) ? $"the tag \"{name[4..]}\"" : $"the id \"{name}\"";
}
