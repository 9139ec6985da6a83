using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

public class FeedDiscoveryTests
{
    private static readonly Uri Page = new("https://page.example/news/index.html");

    [Fact]
    public void The_feeds_of_a_page_are_found_in_its_order()
    {
        var found = Find(
            "<!DOCTYPE html><html><head><link rel=stylesheet href=/s.css><script>if (a<b) x('<link>')</script>"
            + "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"News &amp; more\" href=\"/rss?a=1&amp;b=2\">"
            + "<LINK REL='alternate feed' TYPE='application/atom+xml; charset=utf-8' HREF='atom.xml'>"
            + "<link rel=alternate type=application/feed+json href=https://json.example/feed.json>"
            + "<link rel=alternate type=application/rss+xml href=/rss?a=1&amp;b=2>"
            + "<link rel=alternate hreflang=de type=text/html href=/de>"
            + "<link rel=alternate type=application/rss+xml href=javascript:x></head><body>");

        Assert.Equal(
            [
                new("News & more", "https://page.example/rss?a=1&b=2", "application/rss+xml"),
                new(null, "https://page.example/news/atom.xml", "application/atom+xml; charset=utf-8"),
                new(null, "https://json.example/feed.json", "application/feed+json"),
            ],
            found);
    }

    [Fact]
    public void The_base_element_counts() =>
        Assert.Equal("https://other.example/x/rss", Assert.Single(Find("<base href='https://other.example/x/'><link rel=alternate type=application/rss+xml href=rss>")).Url);

    [Theory]
    [InlineData("")]
    [InlineData("<link")]
    [InlineData("<link rel=alternate type=application/rss+xml>")]
    [InlineData("<link rel=alternate type=application/rss+xml href=\"")]
    [InlineData("{\"a\":1}")]
    [InlineData("\0\u0001\u0002")]
    public void A_page_without_feeds_has_none(string page) => Assert.Empty(Find(page));

    private static IReadOnlyList<DiscoveredFeed> Find(string page) => FeedDiscovery.Find(Encoding.UTF8.GetBytes(page), Page);
}
