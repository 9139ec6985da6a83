using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("https://example.org/feed", "https://example.org/feed")]
    [InlineData("https://example.org/feed?page=2&format=rss", "https://example.org/feed?page=2&format=rss")]
    [InlineData("https://user:pass@example.org/feed", "https://***@example.org/feed")]
    [InlineData("https://user@example.org", "https://***@example.org")]
    [InlineData("https://us@er:p@ss@example.org/a@b", "https://***@example.org/a@b")]
    [InlineData("https://example.org/?token=abc", "https://example.org/?token=***")]
    [InlineData("https://example.org/?a=1&api_key=abc&b=2", "https://example.org/?a=1&api_key=***&b=2")]
    [InlineData("https://example.org/?a=1;PASSWORD=x", "https://example.org/?a=1;PASSWORD=***")]
    [InlineData("https://example.org/?access_token=x&sig=y#auth=z", "https://example.org/?access_token=***&sig=***#auth=***")]
    [InlineData("https://example.org/?q=4f9a2b7c8d1e4f5a9b2c3d4e", "https://example.org/?q=***")]
    [InlineData("https://example.org/?q=defence+industry+consultation+body", "https://example.org/?q=defence+industry+consultation+body")]
    [InlineData("https://example.org/?token=", "https://example.org/?token=")]
    [InlineData("/data/feeds/wire.xml", "/data/feeds/wire.xml")]
    public void A_shown_address_has_no_secrets(string url, string shown)
    {
        Assert.Equal(shown, Redaction.Url(url));
    }

    [Fact]
    public void Addresses_inside_a_text_are_found()
    {
        Assert.Equal(
            "See \"https://***@example.org/?token=***\" and http://b.example/.",
            Redaction.Text("See \"https://a:b@example.org/?token=1\" and http://b.example/."));
    }

    [Fact]
    public void A_text_is_one_line_of_at_most_500_characters()
    {
        Assert.Equal("a  [ERR] fake [31m b c", Redaction.Text("a\r\n[ERR] fake\u001B[31m\u2028b\u202Ec"));
        Assert.Equal(500, Redaction.Text(new string('x', 10_000)).Length);
        Assert.Equal(500, Redaction.Text(new string('x', 500)).Length);
    }
}
