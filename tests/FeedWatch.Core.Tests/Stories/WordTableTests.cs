using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class WordTableTests
{
    [Fact]
    public void It_marks_the_words_that_one_of_the_versions_has() =>
        Assert.Equal([true, false, true], Told([1, 2, 3], [[3, 4], [1, 5]]));

    [Fact]
    public void Words_whose_hashes_end_alike_are_told_apart()
    {
        uint[] alike = [7, 7 + WordTable.Size, 7 + (2 * WordTable.Size), 8];

        Assert.Equal([false, true, false, false], Told(alike, [[7 + WordTable.Size, 7 + (3 * WordTable.Size)]]));
        Assert.Equal([true, true, true, true], Told(alike, [alike]));
    }

    [Fact]
    public void A_table_that_is_as_full_as_can_be_finds_what_a_search_finds()
    {
        var random = new Random(11);
        var words = Enumerable.Range(0, byte.MaxValue).Select(_ => (uint)random.Next(40_000)).Distinct().ToArray();
        var versions = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 150).Select(_ => (uint)random.Next(40_000)).ToArray()).ToArray();

        Assert.Equal(words.Select(word => versions.Any(version => version.Contains(word))), Told(words, versions));
    }

    private static bool[] Told(uint[] words, uint[][] versions)
    {
        var told = new bool[words.Length];
        var recent = versions.Select(version => new RecentVersion(Version(version), [], 0, 0)).ToArray();
        new WordTable(Features(words), stackalloc byte[WordTable.Size]).MarkTold(recent, told);
        return told;
    }

    private static StoryVersion Version(uint[] words) => new(1, "feed", null, null, DateTimeOffset.UnixEpoch, new StoryFingerprint { Features = Features(words) });

    private static Feature[] Features(uint[] words) => [.. words.Select(word => new Feature(word, FeatureTraits.InLead))];
}
