using FeedWatch.Core.Topics;
using FeedWatch.Storage;

namespace FeedWatch.Web.Parts;

/// <summary>A story as the list shows it: the earliest report, why it is here, who else has it.</summary>
public sealed record StoryView
{
    private const int MostTopics = 8;
    private const int MostOutlets = 6;
    private const int MostSearched = 6;

    public required long Id { get; init; }
    public required string Headline { get; init; }

    /// <summary>The headline with its matches marked.</summary>
    public required IReadOnlyList<Piece> Title { get; init; }
    public string? Link { get; init; }
    public required string Outlet { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Topics that flagged it, with where they are shown.</summary>
    public required IReadOnlyList<(string Name, string Link)> Topics { get; init; }
    public Reason? Reason { get; init; }

    /// <summary>Other outlets, each once.</summary>
    public required IReadOnlyList<string> Outlets { get; init; }
    public required int Versions { get; init; }

    public static StoryView Of(StoryDetail story) => Of(story, null);

    /// <param name="searched">What a search found in an item: it stands in place of what the topics found. Null when nobody searched.</param>
    public static StoryView Of(StoryDetail story, Func<long, IReadOnlyList<Evidence>>? searched)
    {
        var first = story.Versions is [var earliest, ..] ? earliest : null;
        var items = story.Versions.DistinctBy(version => version.Version.ItemId).ToList();
        return new StoryView
        {
            Id = story.Story.Id,
            Headline = Excerpt.Title(first?.Version.Title ?? story.Story.Headline, first?.Version.Link),
            Title = Excerpt.MarkedTitle(first?.Version.Title, searched is null
                ? story.Hits.Where(hit => hit.Hit.VersionId == first?.Version.Id).SelectMany(hit => hit.Evidence)
                : first is null ? [] : searched(first.Version.ItemId)),
            Link = first?.Version.Link ?? story.Story.Link,
            Outlet = first?.Version.Outlet ?? story.Story.Outlet ?? "unknown outlet",
            At = first?.Version.At ?? story.Story.CreatedAt,
            Topics = [.. story.Hits.Select(hit => (hit.Hit.TopicName, Addresses.Topic(hit.Hit.Watchlist, hit.Hit.Topic))).Distinct().Take(MostTopics)],
            Reason = Best(searched is null ? OfTopics(story) : items.Take(MostSearched).SelectMany(version => Reasons(searched(version.Version.ItemId), version))),
            Outlets = [.. items.Skip(1).Select(version => version.Version.Outlet ?? "unknown outlet").Where(outlet => outlet != first?.Version.Outlet).Distinct().Take(MostOutlets)],
            Versions = items.Count,
        };
    }

    /// <summary>All reasons of a hit, with the texts of its version.</summary>
    public static IReadOnlyList<Reason> Reasons(HitDetail hit, VersionDetail? version) => Reasons(hit.Evidence, version);

    private static IReadOnlyList<Reason> Reasons(IReadOnlyList<Evidence> evidence, VersionDetail? version) => Excerpt.Reasons(evidence, field => field switch
    {
        "title" => version?.Version.Title,
        "summary" => version?.Summary,
        "content" => version?.Content,
        _ => null,
    });

    private static IEnumerable<Reason> OfTopics(StoryDetail story)
    {
        var versions = story.Versions.DistinctBy(version => version.Version.Id).ToDictionary(version => version.Version.Id);
        return story.Hits.OrderByDescending(hit => hit.Hit.Score).Take(4).SelectMany(hit => Reasons(hit, versions.GetValueOrDefault(hit.Hit.VersionId)));
    }

    /// <summary>The reason that says most: a sentence of the text rather than the headline, which stands above it already.</summary>
    private static Reason? Best(IEnumerable<Reason> reasons) => reasons.OrderByDescending(reason => reason.Pieces.Count > 0).ThenBy(reason => reason.IsHeadline).FirstOrDefault();
}
