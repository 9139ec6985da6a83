using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class WordUsesTests
{
    private static readonly Feature Harbour = new(7, FeatureTraits.InTitle);
    private static readonly Feature People = new(8, FeatureTraits.Frequent);

    [Fact]
    public void A_word_that_no_version_has_stands_for_all_of_its_kind()
    {
        var words = new WordUses();

        Assert.Equal(WordUses.Unseen, words.Find(Harbour));
        Assert.Equal(WordUses.UnseenFrequent, words.Find(People));
        Assert.True(words.LogsOfStories[WordUses.Unseen] < words.LogsOfStories[WordUses.UnseenFrequent]);
        Assert.Empty(words.Versions(WordUses.Unseen));
    }

    [Fact]
    public void A_word_keeps_its_number_while_a_version_has_it()
    {
        var words = new WordUses();
        var number = words.Take(Harbour);
        words.Versions(number).AddRange([3, 5]);

        words.ForgetUnused(Harbour.Hash, number);

        Assert.Equal(number, words.Find(Harbour));
        Assert.Equal(number, words.Take(Harbour));
        Assert.Equal([3, 5], words.Versions(number));
    }

    [Fact]
    public void A_number_that_is_given_anew_knows_nothing_of_the_word_before()
    {
        var words = new WordUses();
        var number = words.Take(Harbour);
        words.Versions(number).Add(3);
        words.CountStories(number, 4);
        words.Versions(number).Clear();
        words.ForgetUnused(Harbour.Hash, number);

        Assert.Equal(WordUses.Unseen, words.Find(Harbour));
        Assert.Equal(number, words.Take(People));
        Assert.Empty(words.Versions(number));
        Assert.Equal(0, words.Stories(number));
        Assert.Equal(words.LogsOfStories[WordUses.UnseenFrequent], words.LogsOfStories[number]);
    }

    [Fact]
    public void More_words_than_there_is_room_for_make_more_room()
    {
        var words = new WordUses();

        var numbers = Enumerable.Range(0, 5_000).Select(word => words.Take(new Feature((uint)word, FeatureTraits.None))).ToList();

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.Equal(words.LogsOfStories[WordUses.Unseen], words.LogsOfStories[number]));
    }
}
