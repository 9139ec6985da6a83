using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds.Markup;

public class MarkupFeedReaderTests
{
    public static TheoryData<string> IllFormed => [.. Cases().Select(row => row.Case)];

    [Theory]
    [MemberData(nameof(IllFormed))]
    public void An_ill_formed_feed_keeps_its_complete_items(string name)
    {
        var expected = Cases().Single(row => row.Case == name);

        var feed = FeedSample.Parse(Encoding.UTF8.GetBytes(expected.Document));

        Assert.Equal(expected.Items, feed.Items.Select(item => new[] { item.Title, item.Summary.ToPlainText(), item.Link }));
        Assert.Equal(!expected.Tolerated, feed.IsDegraded);
        Assert.Equal(!expected.Tolerated, feed.Problems.Any(problem => problem.Code == FeedProblemCodes.IllFormed));
    }

    [Theory]
    // First the format's own element, then Dublin Core, then media; the order in the document does not matter.
    [InlineData("<media:title>m</media:title><dc:title>d</dc:title><title>t</title>", "t")]
    [InlineData("<title>t</title><dc:title>d</dc:title><media:title>m</media:title>", "t")]
    [InlineData("<media:title>m</media:title><dc:title>d</dc:title>", "d")]
    [InlineData("<media:group><media:title>m</media:title></media:group>", "m")]
    [InlineData("<x:y><title>nested</title></x:y><title>t</title>", "t")]
    [InlineData("<source><title>s</title></source><title>t</title>", "t")]
    [InlineData("<title></title><title>second</title>", "second")]
    [InlineData("<title>first</title><title>second</title>", "first")]
    [InlineData("<title><!-- no -->a<!-- no --> b<?no?></title>", "a b")]
    [InlineData("<title>a<![CDATA[ & ]]>b</title>", "a & b")]
    [InlineData("<title><![CDATA[a]]]]><![CDATA[>b]]></title>", "a]]>b")]
    [InlineData("<title>one\ntwo   three</title>", "one two three")]
    [InlineData("<title>AT&amp;amp;T</title>", "AT&T")]
    [InlineData("<title>Q&amp;A</title>", "Q&A")]
    [InlineData("<title>a &lt;b&gt;c&lt;/b&gt;</title>", "a c")]
    [InlineData("<title>The &lt;script&gt; tag</title>", "The <script> tag")]
    [InlineData("<title>1 &lt; 2</title>", "1 < 2")]
    [InlineData("<title>a <b>c</b> d</title>", "a c d")]
    [InlineData("<title>x&lt;script&gt;alert(1)&lt;/script&gt;</title>", "x")]
    [InlineData("<title>a\u202Eb\u200Bc\uFEFF</title>", "abc")]
    [InlineData("<title type='html'>a &amp;lt; b</title>", "a < b")]
    [InlineData("<title type='application/octet-stream'>\nPHA+T25lICZsdDt0d28mZ3Q7PC9wPg==\n</title>", "One <two>")]
    [InlineData("<title>&lt;![CDATA[some text]]&gt;</title>", "some text")]
    [InlineData("<title type='html'>The &lt;title&gt; tag and more</title>", "The tag and more")]
    public void The_best_title_is_taken_and_comes_out_as_plain_text(string elements, string expected) =>
        Assert.Equal(expected, ReadItem(elements).Title);

    [Theory]
    [InlineData("<link>https://x.example/1</link>", "https://x.example/1")]
    [InlineData("<guid>https://x.example/g</guid><link>https://x.example/1</link>", "https://x.example/1")]
    [InlineData("<guid>https://x.example/g</guid>", "https://x.example/g")]
    [InlineData("<guid isPermaLink='true'>https://x.example/g</guid>", "https://x.example/g")]
    [InlineData("<guid isPermaLink='false'>https://x.example/g</guid>", null)]
    [InlineData("<guid>tag:x,1</guid>", null)]
    [InlineData("<id>https://x.example/i</id>", "https://x.example/i")]
    [InlineData("<id>https://x.example/i</id><link rel='alternate' href='https://x.example/1'/>", "https://x.example/1")]
    [InlineData("<id>urn:x</id>", null)]
    [InlineData("<dc:identifier>https://x.example/d</dc:identifier>", null)]
    [InlineData("<link>https://c.example/</link><feedburner:origLink>https://x.example/o</feedburner:origLink>", "https://x.example/o")]
    [InlineData("<link href='https://x.example/a' rel='self'/><link href='https://x.example/b'/>", "https://x.example/b")]
    [InlineData("<link rel='alternate' type='application/json' href='https://x.example/j'/><link rel='alternate' type='text/html' href='https://x.example/h'/>", "https://x.example/h")]
    [InlineData("<link rel='alternate' type='application/json' href='https://x.example/j'/>", "https://x.example/j")]
    [InlineData("<link rel='enclosure' href='https://x.example/e'/>", null)]
    [InlineData("<link rel='enclosure'>https://x.example/e</link><link rel='alternate'>https://x.example/a</link>", "https://x.example/a")]
    [InlineData("<link rel='related' href='https://x.example/e'></link><link href='https://x.example/a'></link>", "https://x.example/a")]
    [InlineData("<link>\n  https://x.example/1\n</link>", "https://x.example/1")]
    [InlineData("<link><![CDATA[https://x.example/?a=1&b=2]]></link>", "https://x.example/?a=1&b=2")]
    [InlineData("<link>/relative</link>", "https://base.example/relative")]
    [InlineData("<link>page.html?x=1#y</link>", "https://base.example/feeds/page.html?x=1#y")]
    [InlineData("<link>//other.example/x</link>", "https://other.example/x")]
    [InlineData("<link xml:base='http://b.example/c/'>d</link>", "http://b.example/c/d")]
    [InlineData("<link>https://x.example/a b</link>", "https://x.example/a%20b")]
    [InlineData("<link>HTTPS://X.example/A</link>", "https://x.example/A")]
    [InlineData("<link>https://x.example/한국</link>", "https://x.example/%ED%95%9C%EA%B5%AD")]
    [InlineData("<link>javascript:alert(1)</link>", null)]
    [InlineData("<link>JaVaScRiPt:alert(1)</link>", null)]
    [InlineData("<link>java\tscript:alert(1)</link>", null)]
    [InlineData("<link>data:text/html,x</link>", null)]
    [InlineData("<link>vbscript:x</link>", null)]
    [InlineData("<link>file:///etc/passwd</link>", null)]
    [InlineData("<link>mailto:a@b.example</link>", null)]
    [InlineData("<link>http://</link>", null)]
    [InlineData("<link>http://a..b/</link>", null)]
    [InlineData("<link>https://a.example:8443/x</link>", "https://a.example:8443/x")]
    [InlineData("<link xml:base='http://a..b/'>x</link>", "https://base.example/feeds/x")]
    [InlineData("<link>http://[::bad</link>", null)]
    [InlineData("<link xml:base='file:///etc/'>/passwd</link>", "https://base.example/passwd")]
    [InlineData("<link xml:base='javascript:x'>y</link>", "https://base.example/feeds/y")]
    public void The_link_is_an_absolute_web_address_or_none(string elements, string? expected) =>
        Assert.Equal(expected, ReadItem(elements).Link);

    [Fact]
    public void A_link_that_is_dropped_is_a_problem_of_its_item()
    {
        var feed = Parse("<rss><channel><item><title>a</title></item><item><title>b</title><link>javascript:alert(1)</link></item></channel></rss>");

        var problem = Assert.Single(feed.Problems);
        Assert.Equal((1, FeedProblemCodes.BadLink), (problem.Item, problem.Code));
        Assert.Contains("javascript:alert(1)", problem.Detail, StringComparison.Ordinal);
        Assert.False(feed.IsDegraded);
    }

    [Theory]
    [InlineData("<description>d</description><itunes:summary>i</itunes:summary>", "d", "i")]
    [InlineData("<itunes:summary>i</itunes:summary><description>d</description>", "d", "i")]
    [InlineData("<description>d</description><itunes:summary>d</itunes:summary>", "d", null)]
    [InlineData("<media:description>m</media:description><description>d</description><content:encoded>c</content:encoded>", "d", "c")]
    [InlineData("<media:description>m</media:description>", "m", null)]
    [InlineData("<description>d</description><content:encoded>c</content:encoded>", "d", "c")]
    [InlineData("<description>first</description><description>second</description>", "first", "second")]
    [InlineData("<summary>s</summary><content>c</content>", "s", "c")]
    [InlineData("<xhtml:body><p>a</p><p>b</p></xhtml:body>", null, "a\nb")]
    [InlineData("<description><div>&lt;p&gt;a&lt;/p&gt;b</div></description>", "a\nb", null)]
    [InlineData("<description><![CDATA[a &amp;amp; b]]></description>", "a &amp; b", null)]
    [InlineData("<description>a &amp;amp; b &amp;lt;i&amp;gt;</description>", "a & b <i>", null)]
    [InlineData("<description>one\n\ntwo</description>", "one two", null)]
    [InlineData("<content type='application/octet-stream'>iVBORw0KGgo=</content>", null, null)]
    [InlineData("<content type='html' src='https://x.example/c'/>", null, null)]
    public void The_texts_come_from_where_the_field_expects_them(string elements, string? summary, string? content)
    {
        var item = ReadItem("<title>t</title>" + elements);

        Assert.Equal((summary, content), (item.Summary.ToPlainText(), item.Content.ToPlainText()));
    }

    [Theory]
    [InlineData("<author>bob@x.example (Bob Smith)</author>", "Bob Smith")]
    [InlineData("<author>Bob Smith &lt;bob@x.example&gt;</author>", "Bob Smith")]
    [InlineData("<author>Bob Smith (bob@x.example)</author>", "Bob Smith")]
    [InlineData("<author>bob@x.example</author>", "bob@x.example")]
    [InlineData("<author>Bob Smith</author>", "Bob Smith")]
    [InlineData("<author><name>Bob</name><email>b@x.example</email><uri>https://x.example</uri></author>", "Bob")]
    [InlineData("<author><email>b@x.example</email></author>", "b@x.example")]
    [InlineData("<author>\n <name> Bob </name>\n</author><author><name>Ann</name></author>", "Bob;Ann")]
    [InlineData("<dc:creator>Bob</dc:creator><author>b@x.example (Bob)</author>", "Bob")]
    [InlineData("<contributor><name>Bob</name></contributor>", "")]
    [InlineData("<itunes:author>Bob &amp;amp; Ann</itunes:author>", "Bob & Ann")]
    public void Authors_are_names(string elements, string expected) =>
        Assert.Equal(expected, string.Join(';', ReadItem("<title>t</title>" + elements).Authors));

    [Theory]
    [InlineData("<feed><entry xml:lang='fr'><title>t</title></entry></feed>", "fr")]
    [InlineData("<feed xml:lang='de'><entry><title>t</title></entry></feed>", "de")]
    [InlineData("<feed xml:lang='de'><entry xml:lang=''><title>t</title></entry></feed>", "de")]
    [InlineData("<feed><entry><title>t</title><content xml:lang='ko'>x</content></entry></feed>", "ko")]
    [InlineData("<rss><channel><language>en-us</language><item><title>t</title></item></channel></rss>", "en-us")]
    [InlineData("<rss><channel><item><title>t</title></item><language>en_us</language></channel></rss>", "en-us")]
    [InlineData("<rss><channel><language>en</language><item><dc:language>ja</dc:language><title>t</title></item></channel></rss>", "ja")]
    [InlineData("<rss><channel><language>not a tag!</language><item><title>t</title></item></channel></rss>", null)]
    public void The_language_is_the_items_own_or_the_feeds(string document, string? expected) =>
        Assert.Equal(expected, Parse(document).Items[0].Language);

    [Fact]
    public void The_schedule_is_the_longer_of_what_the_publisher_asks()
    {
        var feed = Parse("<rss><channel><ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>"
            + "<skipHours><hour>0</hour><hour>x</hour><hour>23</hour></skipHours><skipDays><day>saturday</day></skipDays></channel></rss>");

        Assert.Equal(TimeSpan.FromHours(1), feed.Schedule.MinimumInterval);
        Assert.Equal([0, 23], feed.Schedule.SkipHours);
        Assert.Equal([DayOfWeek.Saturday], feed.Schedule.SkipDays);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("just text")]
    [InlineData("<!DOCTYPE html><html><head><title>t</title><link href='/x'></head><body><item>x</item></body></html>")]
    [InlineData("<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>")]
    [InlineData("<opml version='2.0'><body/></opml>")]
    [InlineData("<svg><title>t</title></svg>")]
    [InlineData("{}")]
    [InlineData("{\"version\":\"2\"}")]
    [InlineData("[1,2]")]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR")]
    public void What_is_no_feed_says_so(string document)
    {
        var feed = Parse(document);

        Assert.Equal(FeedFormat.Unknown, feed.Format);
        Assert.Empty(feed.Items);
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.NotAFeed);
    }

    [Fact]
    public void Child_elements_in_a_title_of_plain_text_are_no_text()
    {
        var feed = Parse("<feed xmlns='http://www.w3.org/2005/Atom'><title><b>One</b> &amp; two</title><entry><title type='text'><p>Three</p></title></entry></feed>");

        Assert.Equal(("One & two", "Three"), (feed.Title, feed.Items.Single().Title));
    }

    [Theory]
    [InlineData("<itunes:category text='News'/>", new[] { "News" })]
    [InlineData("<itunes:category text='News'><itunes:category text='Sea'/></itunes:category><category>Ships</category>", new[] { "News", "Sea", "Ships" })]
    [InlineData("<tags>one, two</tags>", new[] { "one", "two" })]
    public void Categories_are_read_wherever_they_are_said(string elements, string[] expected) => Assert.Equal(expected, ReadItem(elements).Categories);

    [Theory]
    [InlineData("<author><p>Ann Lee</p></author>", "Ann Lee")]
    [InlineData("<author>Ann <b>Lee</b></author>", "Ann Lee")]
    [InlineData("<author><name><i>Ann Lee</i></name></author>", "Ann Lee")]
    [InlineData("<author><uri>https://x.example/ann</uri></author>", null)]
    public void A_name_that_is_marked_up_is_a_name(string elements, string? expected) => Assert.Equal(expected, ReadItem(elements + "<guid>g</guid>").Authors.SingleOrDefault());

    [Fact]
    public void In_Rdf_the_address_of_an_item_is_its_id_and_its_other_names_are_not()
    {
        var feed = Parse(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            + "<channel><title>c</title></channel><item rdf:about='https://x.example/1'><title>t</title><dc:identifier>doi:10.1/1</dc:identifier></item></rdf:RDF>");

        Assert.Equal(("https://x.example/1", "https://x.example/1"), (feed.Items.Single().Id, feed.Items.Single().Link));
    }

    [Theory]
    [InlineData("<id>https://x.example/</id>", "https://x.example/")]
    [InlineData("<id>https://x.example/id</id><link href='https://x.example/'/>", "https://x.example/")]
    [InlineData("<link href='https://x.example/'/><id>https://x.example/id</id>", "https://x.example/")]
    [InlineData("<id>urn:x</id>", null)]
    public void A_feed_whose_id_is_an_address_has_a_link(string elements, string? expected) =>
        Assert.Equal(expected, Parse($"<feed xmlns='http://www.w3.org/2005/Atom'>{elements}<entry><title>t</title></entry></feed>").Link);

    [Theory]
    [InlineData("en-us, fr", "en-us")]
    [InlineData("en_GB; q=1", "en-GB")]
    public void Of_several_languages_the_first_is_taken(string printed, string expected) =>
        Assert.Equal(expected, Parse($"<rss><channel><language>{printed}</language><item><title>t</title></item></channel></rss>").Language);

    [Fact]
    public void What_a_server_says_about_the_language_speaks_for_the_feed_that_says_nothing_and_never_for_its_items()
    {
        var options = new FeedParserOptions { ContentLanguage = "fi" };
        var silent = FeedParser.Parse(Encoding.UTF8.GetBytes("<rss><channel><item><title>t</title></item></channel></rss>"), options);
        var telling = FeedParser.Parse(Encoding.UTF8.GetBytes("<rss><channel><language>sv</language><item><title>t</title></item></channel></rss>"), options);

        Assert.Equal(("fi", null), (silent.Language, silent.Items.Single().Language));
        Assert.Equal(("sv", "sv"), (telling.Language, telling.Items.Single().Language));
    }

    private static FeedItem ReadItem(string elements) => Assert.Single(Parse($"<rss version='2.0'><channel><item>{elements}<pubDate>26 Jun 2025</pubDate></item></channel></rss>").Items);

    private static Feed Parse(string document) => FeedSample.Parse(Encoding.UTF8.GetBytes(document));

    private static IEnumerable<IllFormedCase> Cases() => CaseFile.Read<IllFormedCase[]>("Feeds", "Markup", "ill-formed.json");

    private sealed record IllFormedCase(string Case, string Document, string?[][] Items, bool Tolerated);
}
