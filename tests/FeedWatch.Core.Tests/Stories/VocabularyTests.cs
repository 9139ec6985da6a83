using FeedWatch.Core.Stories;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Tests.Stories;

public sealed class VocabularyTests
{
    [Fact]
    public void No_word_means_two_things()
    {
        using var stream = typeof(StoryGrouper).Assembly.GetManifestResourceStream("FeedWatch.Core.Stories.Vocabulary.txt")!;
        using var reader = new StreamReader(stream);
        var wrong = new List<string>();
        while (reader.ReadLine() is { } line && line != "[lies_in]") // from there on words keep their own meaning
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith('#') || colon < 0 || char.IsAsciiDigit(line[0]))
                continue;
            var concept = WordHash.OfStem(line.AsSpan(0, colon), Language.English);
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains('_', StringComparison.Ordinal)))
            {
                var stem = WordHash.OfStem(word, Language.English);
                if (Vocabulary.Shared.Find(stem, Language.English).Hash != concept)
                    wrong.Add(line[..colon] + ": " + word);
            }
        }

        Assert.Equal("", string.Join(", ", wrong));
    }
}
