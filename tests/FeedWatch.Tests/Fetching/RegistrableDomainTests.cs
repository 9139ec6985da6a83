using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class RegistrableDomainTests
{
    [Theory]
    [InlineData("https://www.example.org/feed", "example.org")]
    [InlineData("https://a.b.c.example.org/", "example.org")]
    [InlineData("https://example.org", "example.org")]
    [InlineData("https://EXAMPLE.org.:8443/", "example.org")]
    [InlineData("https://feeds.bbc.co.uk/news", "bbc.co.uk")]
    [InlineData("https://www.yna.co.kr/rss", "yna.co.kr")]
    [InlineData("https://www.mod.go.jp/", "mod.go.jp")]
    [InlineData("https://www.defence.gov.au/", "defence.gov.au")]
    [InlineData("https://co.uk/", "co.uk")]
    [InlineData("https://www.welt.de/", "welt.de")]
    [InlineData("https://one.github.io/feed", "one.github.io")]
    [InlineData("https://two.substack.com/feed", "two.substack.com")]
    [InlineData("https://www.bücher.example/", "xn--bcher-kva.example")]
    [InlineData("http://localhost:8080/", "localhost:8080")]
    [InlineData("http://127.0.0.1/", "127.0.0.1")]
    [InlineData("http://127.0.0.1:81/", "127.0.0.1:81")]
    [InlineData("http://[2606:2800::1]/", "2606:2800::1")]
    [InlineData("file:///tmp/x.xml", null)]
    [InlineData("/tmp/x.xml", null)]
    [InlineData("nonsense", null)]
    public void Hosts_of_one_publisher_share_a_domain(string url, string? domain)
    {
        Assert.Equal(domain, RegistrableDomain.Of(url));
    }
}
