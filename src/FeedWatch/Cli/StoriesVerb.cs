using System.CommandLine;
using System.Globalization;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>stories</c>: hits by story, with every version.</summary>
public static class StoriesVerb
{
    public static Command Create() => new Command("stories", "Show the stories that are stored, with their versions") { StoredVerb.Since, StoredVerb.Topic, StoredVerb.Csv }
        .DoesStored(async (context, database, result, cancellation) =>
        {
            if (StoredVerb.SinceMoment(context, result) is not { } since)
            {
                return ExitCodes.Usage;
            }

            var stories = await new StoredHits(database).StoriesAsync(since, result.GetValue(StoredVerb.Topic), cancellation);
            StoredVerb.Print<StoryDetail>(
                context, result.GetValue(StoredVerb.Csv), stories, Shape,
                new("id", story => story.Story.Id.ToString(CultureInfo.InvariantCulture)), new("createdAt", story => HitsVerb.Moment(story.Story.CreatedAt)),
                new("headline", story => story.Versions[0].Version.Title), new("versions", story => Count(story.Versions.Count, "version")),
                new("topics", story => string.Join("; ", Topics(story))), new("link", story => story.Versions[0].Version.Link));
            return ExitCodes.Ok;
        });

    private static IEnumerable<string> Topics(StoryDetail story) => story.Hits.Select(hit => hit.Hit.Topic).Distinct(StringComparer.Ordinal);

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? string.Empty : "s")}");

    private static object Shape(StoryDetail story) => new
    {
        id = story.Story.Id,
        headline = story.Versions[0].Version.Title,
        link = story.Versions[0].Version.Link,
        outlet = story.Versions[0].Version.Outlet,
        createdAt = story.Story.CreatedAt,
        changedAt = story.Story.ChangedAt,
        topics = Topics(story),
        versions = story.Versions.Zip(StoryNews.ByVersion(story), (version, news) => new
        {
            outlet = version.Version.Outlet,
            title = version.Version.Title,
            link = version.Version.Link,
            published = version.Published,
            foundAt = version.Version.FoundAt,
            copyKind = version.Version.CopyKind,
            reason = version.Version.Reason,
            newSentences = news,
        }),
    };
}
