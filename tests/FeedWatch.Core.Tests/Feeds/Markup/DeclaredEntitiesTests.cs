using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds.Markup;

public class DeclaredEntitiesTests
{
    [Theory]
    [InlineData("<!ENTITY firm \"Ann &amp; Sons\">", "&firm;", "Ann & Sons")]
    [InlineData("<!ENTITY firm 'Ann and Sons'>", "by &firm;, today", "by Ann and Sons, today")]
    [InlineData("<!ENTITY path \"C:\\data\\1\\new\">", "&path;", "C:\\data\\1\\new")]
    [InlineData("<!ENTITY euro \"&#8364;\"><!ENTITY pound \"&#xA3;\">", "&euro;1 &pound;2", "€1 £2")]
    [InlineData("<!ENTITY twice \"&#38;#60;\">", "a &twice; b", "a < b")]
    [InlineData("<!ENTITY a \"first\"><!ENTITY a \"second\">", "&a;", "first")]
    [InlineData("<!-- <!ENTITY a \"no\"> --><!ENTITY b \"yes\">", "&a; &b;", "&a; yes")]
    [InlineData("<!-- ]> --> <!ENTITY x \"]>\">", "&x;", "]>")]
    [InlineData("<!ELEMENT rss ANY><!ATTLIST rss version CDATA #IMPLIED><!ENTITY b \"yes\">", "&b;", "yes")]
    [InlineData("<!ENTITY nbsp \"&#160;\">", "a&nbsp;b &eacute;", "a b é")]
    [InlineData("<!ENTITY a \"x\">", "<![CDATA[&a;]]> &a;", "&a; x")]
    [InlineData("<!ENTITY b \"&lt;b>bold&lt;/b>\">", "a &b;", "a bold")]
    // What is not plain stays as printed.
    [InlineData("<!ENTITY a \"&a;\">", "&a;", "&a;")]
    [InlineData("<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">", "&b;", "&b;")]
    [InlineData("<!ENTITY a SYSTEM \"file:///etc/hostname\">", "&a;", "&a;")]
    [InlineData("<!ENTITY a PUBLIC \"p\" \"http://127.0.0.1:9/\">", "&a;", "&a;")]
    [InlineData("<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p; <!ENTITY a \"x\">", "&a;", "&a;")]
    [InlineData("<!ENTITY % p \"x\"><!ENTITY a \"y\">", "&p; &a;", "&p; y")]
    public void Plain_entities_of_a_document_mean_what_it_says(string declarations, string printed, string expected)
    {
        var feed = Parse($"<!DOCTYPE rss [{declarations}]><rss version='2.0'><channel><item><title>{printed}</title></item></channel></rss>");

        Assert.Equal(expected, feed.Items.Single().Title);
    }

    [Fact]
    public void They_count_in_attributes_and_in_markup_as_well()
    {
        var feed = Parse(
            "<!DOCTYPE rss [<!ENTITY at 'https://x.example'>]><rss version='2.0'><channel><item><link href='&at;/1'/>"
            + "<description><p>see &at;</p></description></item></channel></rss>");

        Assert.Equal(("https://x.example/1", "see https://x.example"), (feed.Items.Single().Link, feed.Items.Single().Summary.ToPlainText()));
    }

    [Fact]
    public void All_expansions_together_are_no_longer_than_the_document_or_64_kilobytes()
    {
        var entity = new string('x', 1_000);
        var references = string.Concat(Enumerable.Repeat("&a;", 10_000));

        var feed = Parse($"<!DOCTYPE rss [<!ENTITY a '{entity}'>]><rss version='2.0'><channel><item><description>{references}</description></item></channel></rss>");

        var text = feed.Items.Single().Summary.ToPlainText()!;
        Assert.InRange(text.Length, 64_000, 64 * 1_024 + references.Length);
        Assert.EndsWith("&a;&a;", text, StringComparison.Ordinal);
    }

    private static Feed Parse(string document) => FeedSample.Parse(Encoding.UTF8.GetBytes(document));
}
