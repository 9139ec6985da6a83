using FeedWatch.Core.Text;

namespace FeedWatch.Core.Tests.Text;

public sealed class PageBlocksTests
{
    [Theory]
    [InlineData("Buses late.\nRelated stories\nFrigate deal signed\nTug sinks off Oslo", "Buses late.")]
    [InlineData("Buses late.\nMOST READ:\nFrigate deal signed?\n\nTug sinks", "Buses late.")]
    [InlineData("Buses late.\nRead more: Frigate deal signed\nTrams were late, too.", "Buses late. Trams were late, too.")]
    [InlineData("Buses late.\nRelated | Frigate deal signed\nNo trams ran", "Buses late. No trams ran")]
    [InlineData("Buses late.\nRelated articles\nFrigate deal signed\nThe trams were late, too, “as ever.”\nNo ferry ran", "Buses late. The trams were late, too, “as ever.” No ferry ran")]
    [InlineData("Buses late.\nSee also\nFrigate deal signed\nThe trams were late, too, as was the…", "Buses late. The trams were late, too, as was the…")]
    [InlineData("Buses late.\nMeistgelesen\nFregatte verkauft\nLesen Sie auch: Schlepper bestellt", "Buses late.")]
    [InlineData("버스 지연.\n관련기사\n호위함 수출", "버스 지연.")]
    public void Blocks_of_other_stories_are_left_out(string text, string kept)
    {
        var blanked = PageBlocks.Blank(text);

        Assert.Equal(kept, string.Join(' ', blanked.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(text.Length, blanked.Length);
    }

    [Theory]
    [InlineData("Related stories of frigate crews were told.\nRead more of them in the book.")]
    [InlineData("Buses late.\nThe related stories: he told them all.\nRelated frigates sailed")]
    [InlineData("Related")]
    [InlineData("Trending: frigates\n")]
    [InlineData("Buses late.\nIn other news: the frigates sailed.")]
    [InlineData("\n\n:\n|\n")]
    [InlineData("")]
    public void A_report_that_uses_such_words_stays_as_it_is(string text) => Assert.Same(text, PageBlocks.Blank(text));
}
