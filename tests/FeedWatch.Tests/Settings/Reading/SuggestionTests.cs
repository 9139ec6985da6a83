using FeedWatch.Settings.Reading;

namespace FeedWatch.Tests.Settings.Reading;

public class SuggestionTests
{
    private static readonly string[] Known = ["name", "recipients", "topics", "timeZone", "deliver", "aliases", "any", "all"];

    [Theory]
    [InlineData("recipents", "recipients")]
    [InlineData("Recipients", "recipients")]
    [InlineData("topcis", "topics")]
    [InlineData("timezone", "timeZone")]
    [InlineData("al", "all")]
    [InlineData("x", null)]
    [InlineData("somethingelse", null)]
    public void The_nearest_known_word_is_meant(string written, string? meant) => Assert.Equal(meant, Suggestion.For(written, Known));

    [Fact]
    public void Without_a_near_one_all_are_listed() =>
        Assert.Equal("Remove it, or write one of: name, any.", Suggestion.Remedy("somethingelse", ["name", "any"]));
}
