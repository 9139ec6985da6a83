using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class WebAddressTests
{
    [Theory]
    [InlineData("https://example.org/rss", true)]
    [InlineData("HTTP://EXAMPLE.org:8080/rss?x=1", true)]
    [InlineData("https://bücher.example/rss", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("ftp://example.org/rss", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("javascript://example.org/%0aalert(1)", false)]
    [InlineData("feed://example.org/rss", false)]
    [InlineData("http://", false)]
    [InlineData("https://exa mple.org/", false)]
    [InlineData("http://[::bad/", false)]
    [InlineData("https://example.org/\r\nHost: x", false)]
    public void Only_complete_http_addresses_are_fetched(string text, bool valid) => Assert.Equal(valid, WebAddress.CheckHttp(text) is null);

    [Theory]
    [InlineData("mail.example.org", true)]
    [InlineData(" mail.example.org. ", true)]
    [InlineData("mail_relay", true)]
    [InlineData("bücher.example", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("[::1]", true)]
    [InlineData("mail.example.org:587", false)]
    [InlineData("smtps://mail.example.org", false)]
    [InlineData("mail.example.org/", false)]
    [InlineData("mail example", false)]
    [InlineData(" ", false)]
    public void A_host_is_a_name_or_an_address_alone(string text, bool valid) => Assert.Equal(valid, WebAddress.CheckHost(text) is null);

    [Theory]
    [InlineData("https://example.org/rss", "HTTPS://EXAMPLE.org:443/rss/")]
    [InlineData("http://example.org", "http://example.org:80/#top")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example")]
    [InlineData("https://example.org./rss", "https://example.org/rss")]
    public void Addresses_that_fetch_the_same_are_the_same(string one, string other) => Assert.Equal(WebAddress.Canonical(one), WebAddress.Canonical(other));

    [Theory]
    [InlineData("https://example.org/rss", "http://example.org/rss")]
    [InlineData("https://example.org/rss", "https://example.org/RSS")]
    [InlineData("https://example.org/rss?a=1", "https://example.org/rss?a=2")]
    [InlineData("https://a@example.org/rss", "https://example.org/rss")]
    [InlineData("https://example.org:8443/rss", "https://example.org/rss")]
    public void Addresses_that_may_fetch_something_else_are_different(string one, string other) => Assert.NotEqual(WebAddress.Canonical(one), WebAddress.Canonical(other));

    [Theory]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://*:8080", true)]
    [InlineData("http://+:8080;http://[::1]:9090", true)]
    [InlineData("http://0.0.0.0:8080", true)]
    [InlineData("https://localhost:8443", false)]
    [InlineData("localhost:8080", false)]
    [InlineData("8080", false)]
    [InlineData("http://localhost:8080/page", false)]
    [InlineData("http://localhost:99999", false)]
    public void The_page_listens_on_plain_http(string text, bool valid) => Assert.Equal(valid, WebAddress.CheckListen(text) is null);

    [Theory]
    [InlineData("https://user:pass@example.org/rss?token=abc&x", "https://***@example.org/rss?token=***&***")]
    [InlineData("https://example.org/rss", "https://example.org/rss")]
    [InlineData("samples/wire.xml", "samples/wire.xml")]
    public void What_may_be_secret_is_hidden(string url, string hidden) => Assert.Equal(hidden, WebAddress.Hidden(url));
}
