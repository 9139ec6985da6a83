using FeedWatch.Core.Stories;

namespace FeedWatch.Storage;

/// <summary>What a later version of a story adds to the earlier ones.</summary>
public static class StoryNews
{
    public static IReadOnlyList<string> SentencesOf(string text, IEnumerable<string> earlier) => NewSentences.In(text, earlier);
}
