using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class RequestHeaderTests
{
    [Theory]
    [InlineData("X-Api-Key", true)]
    [InlineData("Authorization", true)]
    [InlineData("Cookie", true)]
    [InlineData("", false)]
    [InlineData("X Api", false)]
    [InlineData("X:Api", false)]
    [InlineData("X-Api\r\nHost", false)]
    [InlineData("X-Äpi", false)]
    [InlineData("Host", false)]
    [InlineData("content-length", false)]
    [InlineData("If-None-Match", false)]
    [InlineData("Transfer-Encoding", false)]
    public void A_name_is_a_token_that_is_not_ours(string name, bool valid) => Assert.Equal(valid, RequestHeader.CheckName(name) is null);

    [Theory]
    [InlineData("abc def\t1", true)]
    [InlineData("", true)]
    [InlineData("a\r\nX: y", false)]
    [InlineData("a\nX: y", false)]
    [InlineData("a\0", false)]
    [InlineData("a\u007f", false)]
    [InlineData("é", false)]
    [InlineData("\u760d\u760a", false)] // their low bytes are CR and LF
    public void A_value_stays_in_its_line(string value, bool valid) => Assert.Equal(valid, RequestHeader.CheckValue(value) is null);
}
