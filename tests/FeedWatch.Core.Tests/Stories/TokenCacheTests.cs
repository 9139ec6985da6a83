using FeedWatch.Core.Stories;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Tests.Stories;

public sealed class TokenCacheTests
{
    private static readonly StoryToken Within = new(1, 2, TokenKind.Name, Commonness.Ordinary, Meaning.Town, StartsSentence: false, LiesIn: 3);
    private static readonly StoryToken Start = Within with { Kind = TokenKind.Word, StartsSentence = true };

    [Fact]
    public void A_word_is_remembered_by_its_letters_its_language_and_where_it_stands()
    {
        var cache = new TokenCache();
        cache.Keep("Warsaw", Language.English, Within);
        cache.Keep("Warsaw", Language.English, Start);

        Assert.True(cache.TryFind("Warsaw", Language.English, starts: false, out var within));
        Assert.Equal(Within, within);
        Assert.True(cache.TryFind("Warsaw", Language.English, starts: true, out var start));
        Assert.Equal(Start, start);
        Assert.False(cache.TryFind("warsaw", Language.English, starts: false, out _));
        Assert.False(cache.TryFind("Warsaw", Language.German, starts: false, out _));
    }

    [Fact]
    public void A_word_that_took_the_place_of_another_is_not_taken_for_it()
    {
        var cache = new TokenCache();
        var words = Enumerable.Range(0, 50_000).Select(i => $"w{i}").ToList();
        foreach (var (word, i) in words.Select((word, i) => (word, i)))
            cache.Keep(word, Language.English, Within with { Hash = (uint)i });

        var found = words.Select((word, i) => (i, Found: cache.TryFind(word, Language.English, starts: false, out var token) ? token.Hash : (uint?)null)).Where(pair => pair.Found is not null).ToList();

        Assert.InRange(found.Count, 1_000, 20_000);
        Assert.All(found, pair => Assert.Equal((uint)pair.i, pair.Found));
    }
}
