using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class DurationTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("24h", 86400)]
    [InlineData("30d", 2592000)]
    public void A_number_and_a_unit_are_a_duration(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("15")]
    [InlineData("-1m")]
    [InlineData("+1m")]
    [InlineData("1.5h")]
    [InlineData("1,5h")]
    [InlineData("15 m")]
    [InlineData("15M")]
    [InlineData("15min")]
    [InlineData("1h30m")]
    [InlineData("１５m")]
    [InlineData("999999999d")]
    [InlineData("99999999999999999999s")]
    public void Anything_else_is_none(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("0s")]
    [InlineData("90s")]
    [InlineData("15m")]
    [InlineData("24h")]
    [InlineData("36h")]
    [InlineData("30d")]
    public void It_is_written_as_it_was_read(string text) => Assert.Equal(text, Duration.Write(Duration.Parse(text)));
}
