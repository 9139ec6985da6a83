using FeedWatch.Core.Stories;

namespace FeedWatch.Storage;

/// <summary>What a later version of a story adds to the earlier ones.</summary>
public static class StoryNews
{
    /// <summary>A story told by more outlets than this has nothing new to say.</summary>
    private const int MostVersions = 50;

    /// <summary>For each version, in order, the sentences that no earlier one has; none for the first, which is all new.</summary>
    /// <param name="most">Only of so many versions.</param>
    public static IReadOnlyList<IReadOnlyList<string>> ByVersion(StoryDetail story, int most = int.MaxValue)
    {
        var told = new NewSentences();
        var news = new List<IReadOnlyList<string>>();
        foreach (var version in story.Versions.Take(most))
        {
            var text = TextOf(version);
            news.Add(news.Count is 0 or >= MostVersions ? [] : told.In(text));
            told.Add(text);
        }

        return news;
    }

    public static string TextOf(VersionDetail version) => version.Content is { Length: > 0 } content ? content : version.Summary ?? string.Empty;

    public static IReadOnlyList<string> SentencesOf(string text, IEnumerable<string> earlier) => NewSentences.In(text, earlier);
}
