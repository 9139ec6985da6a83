using System.CommandLine;
using System.Globalization;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>hits</c>: what was found.</summary>
public static class HitsVerb
{
    public static Command Create() => new Command("hits", "Show the hits that are stored") { StoredVerb.Since, StoredVerb.Topic, StoredVerb.Csv }
        .DoesStored(async (context, database, result, cancellation) =>
        {
            if (StoredVerb.SinceMoment(context, result) is not { } since)
            {
                return ExitCodes.Usage;
            }

            var hits = await new StoredHits(database).ListAsync(since, result.GetValue(StoredVerb.Topic), cancellation);
            StoredVerb.Print<StoredHit>(
                context, result.GetValue(StoredVerb.Csv), hits, Shape,
                new("foundAt", hit => Moment(hit.Hit.FoundAt)), new("watchlist", hit => hit.Hit.WatchlistName), new("topic", hit => hit.Hit.Topic),
                new("score", hit => hit.Hit.Score.ToString(CultureInfo.InvariantCulture)), new("story", hit => hit.Hit.StoryId.ToString(CultureInfo.InvariantCulture)),
                new("source", hit => hit.Feed), new("title", hit => hit.Title), new("link", hit => hit.Link));
            return ExitCodes.Ok;
        });

    private static object Shape(StoredHit hit) => new
    {
        watchlist = hit.Hit.WatchlistName,
        topic = hit.Hit.Topic,
        source = hit.Feed,
        item = HitShape.Item(hit.Guid, hit.Title, hit.Link, hit.Published),
        story = hit.Hit.StoryId.ToString(CultureInfo.InvariantCulture),
        score = hit.Hit.Score,
        evidence = HitShape.Evidence(hit.Evidence),
        foundAt = hit.Hit.FoundAt,
        storyId = hit.Hit.StoryId,
    };

    internal static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? string.Empty;
}
