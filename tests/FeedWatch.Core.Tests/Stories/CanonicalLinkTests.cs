using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class CanonicalLinkTests
{
    [Theory]
    [InlineData("https://example.org/a/story", "https://example.org/a/story")]
    [InlineData("  https://example.org/a/story \n", "https://example.org/a/story")]
    [InlineData("http://example.org/a/story", "https://example.org/a/story")]
    [InlineData("HTTPS://WWW.Example.ORG/a/Story", "https://example.org/a/Story")]
    [InlineData("https://example.org:443/a", "https://example.org/a")]
    [InlineData("http://example.org:80/a", "https://example.org/a")]
    [InlineData("http://example.org:8080/a", "https://example.org:8080/a")]
    [InlineData("https://example.org./a", "https://example.org/a")]
    [InlineData("https://example.org/a/#comments", "https://example.org/a")]
    [InlineData("https://example.org//a///b/", "https://example.org/a/b")]
    [InlineData("https://example.org/", "https://example.org")]
    [InlineData("https://example.org/a/index.html", "https://example.org/a")]
    [InlineData("https://user:secret@example.org/a", "https://example.org/a")]
    [InlineData("https://m.example.org/a", "https://example.org/a")]
    [InlineData("https://mobile.example.org/a", "https://example.org/a")]
    [InlineData("https://m.com/a", "https://m.com/a")]
    [InlineData("https://camp.example.org/campaign/Championship.html", "https://camp.example.org/campaign/Championship.html")]
    [InlineData("https://example.org/a.google.html", "https://example.org/a.google.html")]
    [InlineData("https://example.org/ampere", "https://example.org/ampere")]
    [InlineData("https://www.com/a", "https://www.com/a")]
    [InlineData("https://münchen.example/a", "https://xn--mnchen-3ya.example/a")]
    [InlineData("https://[2001:db8::1]/a", "https://[2001:db8::1]/a")]
    public void Addresses_of_one_page_have_one_form(string link, string canonical) => Assert.Equal(canonical, CanonicalLink.Of(link));

    [Theory]
    [InlineData("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a")]
    [InlineData("https://example.org/a?UTM_Source=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?id=7&fbclid=x&gclid=y", "https://example.org/a?id=7")]
    [InlineData("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2")]
    [InlineData("https://example.org/a?", "https://example.org/a")]
    [InlineData("https://example.org/a?&&id=7&", "https://example.org/a?id=7")]
    [InlineData("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a")]
    [InlineData("https://example.org/a?ref=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?source=rss", "https://example.org/a")]
    [InlineData("https://example.org/a?source=reuters", "https://example.org/a?source=reuters")]
    [InlineData("https://example.org/a;jsessionid=0A1B2C3D?id=7", "https://example.org/a?id=7")]
    [InlineData("https://example.org/a?PHPSESSID=0123456789abcdef", "https://example.org/a")]
    [InlineData("https://example.org/a?sid=0123456789abcdef0123", "https://example.org/a")]
    [InlineData("https://news.example/main?oid=001&sid=104", "https://news.example/main?oid=001&sid=104")]
    public void Tracking_and_sessions_go_and_the_rest_stays(string link, string canonical) => Assert.Equal(canonical, CanonicalLink.Of(link));

    [Theory]
    [InlineData("https://example.org/a/amp/")]
    [InlineData("https://example.org/a.amp")]
    [InlineData("https://example.org/a/AMP")]
    [InlineData("https://amp.example.org/a")]
    [InlineData("https://example.org/amp/a")]
    [InlineData("https://example.org/a?amp=1")]
    [InlineData("https://www.google.com/amp/s/www.example.org/a")]
    [InlineData("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a")]
    [InlineData("https://www.google.com/url?rct=j&sa=t&url=https://www.example.org/a&ct=ga")]
    [InlineData("https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=https%3a%2f%2fwww.example.org%2fa&c=1")]
    public void Mobile_forms_and_redirectors_lead_to_the_page(string link) => Assert.Equal("https://example.org/a", CanonicalLink.Of(link));

    [Theory]
    [InlineData(250)]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(256)]
    [InlineData(400)]
    public void A_long_host_has_one_form_or_none(int length)
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 49), length / 50).Append(new string('b', length % 50)).Where(label => label.Length > 0));
        var link = $"https://{host}/a";

        Assert.Equal(CanonicalLink.Of(link + "#x"), CanonicalLink.Of(link));
    }

    /// <summary>What is in its form already is told at a glance; taking the address apart, as a fragment makes it, must say the same.</summary>
    [Theory]
    [InlineData("https://example.org/a/Story-of_7~days.html")]
    [InlineData("https://www.example.org/a")]
    [InlineData("https://www.m.example.org/a")]
    [InlineData("https://www.www.example.org/a")]
    [InlineData("https://www.com/a")]
    [InlineData("https://m.example.org/a")]
    [InlineData("https://example.org/a/")]
    [InlineData("https://example.org/a//b")]
    [InlineData("https://example.org/a/./b/../c")]
    [InlineData("https://example.org/a/index.PHP")]
    [InlineData("https://example.org/a/AMP")]
    [InlineData("https://example.org/camp/champion")]
    [InlineData("https://Example.org/a")]
    [InlineData("https://example.org./a")]
    [InlineData("https://-example.org/a")]
    [InlineData("https://example-.org/a")]
    [InlineData("https://a..example/a")]
    [InlineData("https://xn--mnchen-3ya.example/a")]
    [InlineData("https://xn--.example/a")]
    [InlineData("https://192.0.2.7/a")]
    [InlineData("https://0x7f.1/a")]
    [InlineData("https://localhost/a")]
    [InlineData("https://under_score.example/a")]
    [InlineData("https://www.google.com/url?q=https://example.org/a")]
    [InlineData("https://google.com/url")]
    [InlineData("https://example.org")]
    [InlineData("https:///a")]
    [InlineData("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/a")]
    public void An_address_has_one_form_however_it_is_found(string link)
    {
        var canonical = CanonicalLink.Of(link);

        Assert.Equal(CanonicalLink.Of(link + "#x"), canonical);
        Assert.Equal(CanonicalLink.Of(" " + link), canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/a/story")]
    [InlineData("//example.org/a")]
    [InlineData("example.org/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("ftp://example.org/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("mailto:desk@example.org")]
    [InlineData("https://")]
    [InlineData("http://[::bad")]
    public void What_is_no_web_address_has_no_form(string? link) => Assert.Null(CanonicalLink.Of(link));

    [Fact]
    public void An_endless_link_has_no_form() => Assert.Null(CanonicalLink.Of("https://example.org/" + new string('a', 10_000)));

    [Theory]
    [InlineData("https://example.org", false)]
    [InlineData("https://example.org/a", true)]
    [InlineData("https://example.org?p=7", true)]
    public void A_front_page_names_no_article(string canonical, bool expected) => Assert.Equal(expected, CanonicalLink.NamesAPage(canonical));

    [Theory]
    [InlineData("https://www.example.org/a/?utm_source=x&b=2&a=1#top")]
    [InlineData("http://m.example.org:8080/amp/a/index.php?sid=104")]
    public void The_form_of_a_form_is_itself(string link)
    {
        var once = CanonicalLink.Of(link);
        Assert.Equal(once, CanonicalLink.Of(once));
    }
}
