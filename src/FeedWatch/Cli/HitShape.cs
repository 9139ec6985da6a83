using FeedWatch.Core.Topics;

namespace FeedWatch.Cli;

/// <summary>A hit as <c>match --json</c> and <c>hits --json</c> print it.</summary>
public static class HitShape
{
    public static object Of(string? watchlist, string topic, string source, object item, string story, int score, IReadOnlyList<Evidence> evidence) =>
        new { watchlist, topic, source, item, story, score, evidence = Evidence(evidence) };

    public static object Item(string? id, string? title, string? link, DateTimeOffset? published) => new { id, title, link, published };

    public static IEnumerable<object> Evidence(IReadOnlyList<Evidence> evidence) => evidence.Select(place => new
    {
        clause = place.Clause,
        field = place.Field,
        offset = place.Offset,
        length = place.Length,
        text = place.Text,
        rule = place.Rule,
    });
}
