using System.Diagnostics;
using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

/// <summary>Documents that are made to hurt their reader: they cost little time and memory, and never an exception.</summary>
public class HostileFeedTests
{
    /// <summary>A second, for the program as it is shipped; a build without optimisations on a busy machine gets more.</summary>
#if DEBUG
    private static readonly TimeSpan PerMegabyte = TimeSpan.FromSeconds(4);
#else
    private static readonly TimeSpan PerMegabyte = TimeSpan.FromSeconds(1);
#endif

    [Fact]
    public void A_billion_laughs_are_not_expanded()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY lol{level} \"{string.Concat(Enumerable.Repeat($"&lol{level - 1};", 10))}\">"));
        var feed = Parse($"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY lol0 'lol'>{entities}]><rss><channel><item><title>&lol9;</title></item></channel></rss>");

        Assert.Equal("&lol9;", feed.Items[0].Title);
    }

    [Fact]
    public void One_large_entity_used_often_is_not_expanded()
    {
        var large = new string('x', 99_000);
        var feed = Parse($"<!DOCTYPE rss [<!ENTITY a \"{large}\">]><rss><channel><item><title>{string.Concat(Enumerable.Repeat("&a;", 100))}</title></item></channel></rss>");

        Assert.InRange(feed.Items[0].Title!.Length, 1, 400);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>")]
    [InlineData("<!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\">")]
    [InlineData("<!DOCTYPE rss [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p; <!ENTITY x \"y\">]>")]
    [InlineData("<!DOCTYPE rss PUBLIC '-//x//y' 'http://x.example/a>b.dtd'>")]
    public void Nothing_outside_of_the_document_is_ever_read(string doctype) =>
        Assert.Equal("&x;", Assert.Single(Parse($"<?xml version='1.0'?>{doctype}<rss><channel><item><title>&x;</title></item></channel></rss>").Items).Title);

    [Theory]
    [InlineData("\n\n  ")]
    [InlineData("\uFEFF\uFEFF")]
    [InlineData("\n\uFEFF<?xml version='1.0'?>")]
    [InlineData("<?xml version='1.0'?><?xml version='1.0'?>")]
    [InlineData("<?xml version='1.0'?>\n<!-- COMMENT -->")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")]
    [InlineData("<br />\n<b>Warning</b>: mysql_connect() in <b>/www/rss.php</b> on line <b>3</b><br />\n")]
    public void Whatever_stands_before_the_feed_the_feed_is_read(string before)
    {
        var feed = Parse(before.Replace("COMMENT", new string('c', 1_000_000), StringComparison.Ordinal) + "<rss version='2.0'><channel><title>c</title><item><title>One</title></item></channel></rss>");

        Assert.Equal(("c", "One"), (feed.Title, Assert.Single(feed.Items).Title));
    }

    [Theory]
    [InlineData("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b")]
    [InlineData("a<!-- not <b>this</b> -->b", "ab")]
    [InlineData("a<?php echo 'x' ?>b", "ab")]
    [InlineData("<![CDATA[a]]> and <![CDATA[b]]>", "a and b")]
    public void Sections_comments_and_instructions_in_a_title_leave_its_text(string printed, string expected) =>
        Assert.Equal(expected, Parse($"<rss version='2.0'><channel><item><?x y?><title>{printed}</title></item></channel></rss>").Items.Single().Title);

    [Theory]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>")]
    [InlineData("<feed xmlns='https://www.w3.org/2005/Atom'>", "</feed>")]
    [InlineData("<feed xmlns='http://purl.org/atom/ns#' version='0.3'>", "</feed>")]
    [InlineData("<feed xmlns='http://example.org/wrong'>", "</feed>")]
    [InlineData("<feed>", "</feed>")]
    [InlineData("<FEED>", "</FEED>")]
    [InlineData("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "</a:feed>")]
    public void An_Atom_feed_is_one_whatever_its_namespace(string start, string end)
    {
        var prefix = start.StartsWith("<a:", StringComparison.Ordinal) ? "a:" : "";
        var feed = Parse($"{start}<{prefix}entry><{prefix}Title>One</{prefix}Title><{prefix}link href='https://x.example/1'/><{prefix}ID>urn:1</{prefix}ID></{prefix}entry>{end}");

        Assert.Equal(("One", "https://x.example/1", "urn:1"), (feed.Items.Single().Title, feed.Items.Single().Link, feed.Items.Single().Id));
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<item>")]
    [InlineData("<item><title>")]
    [InlineData("<channel>")]
    [InlineData("<a b=\"")]
    [InlineData("<a b='<a' ")]
    [InlineData("<")]
    [InlineData("</a>")]
    [InlineData("<a")]
    [InlineData("<!--")]
    [InlineData("<!")]
    [InlineData("<?")]
    [InlineData("<![CDATA[")]
    [InlineData("<title><![CDATA[x</title>")]
    [InlineData("<!DOCTYPE x [")]
    [InlineData("&")]
    [InlineData("&#")]
    [InlineData("&amp")]
    [InlineData("&#x")]
    [InlineData("<x xmlns:a='b' xml:base='c'>")]
    [InlineData("<item/>")]
    [InlineData("<author>")]
    [InlineData("<author>x")]
    [InlineData("\0")]
    [InlineData("é")]
    [InlineData("\u00FF")]
    public void Repetition_costs_linear_time_and_no_stack(string piece)
    {
        foreach (var start in new[] { "", "<!DOCTYPE x [", "<rss><channel>", "<rss><channel><item>", "<rss><channel><item><title>" })
        {
            var document = start + new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length);
            AssertQuick(document, $"1 MB of {piece} after {start}");
            AssertQuick(document + "]]> --> ?> '\" </title></item></channel></rss>", $"1 MB of {piece} after {start}, ended");
        }
    }

    [Fact]
    public void Elements_nested_without_end_keep_the_items_around_them()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));
        var feed = Parse($"<rss><channel><item><title>One</title>{deep}</item><item><title>Two</title></item></channel></rss>");

        Assert.Equal(["One", "Two"], feed.Items.Select(item => item.Title));
        Assert.True(feed.IsDegraded);
    }

    [Fact]
    public void Huge_tags_are_passed_over()
    {
        var attributes = string.Concat(Enumerable.Range(0, 100_000).Select(number => $" a{number}='x'"));
        var feed = Parse($"<rss{attributes}><channel><item b='{new string('x', 10_000_000)}' b='y'><{new string('n', 1_000_000)}/><title c='1' c='2'>One</title></item></channel></rss>");

        Assert.Equal("One", Assert.Single(feed.Items).Title);
    }

    [Fact]
    public void Items_beyond_the_limit_are_not_read()
    {
        var items = string.Concat(Enumerable.Range(0, 30).Select(number => $"<item><title>{number}</title></item>"));
        var feed = FeedParser.Parse(Encoding.UTF8.GetBytes($"<rss><channel>{items}</channel></rss>"), new FeedParserOptions { MaximumItems = 10 });

        Assert.Equal(10, feed.Items.Count);
        Assert.True(feed.IsTruncated);
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.TooManyItems);
    }

    [Fact]
    public void A_hundred_thousand_items_cost_the_memory_of_those_that_are_kept()
    {
        var items = new StringBuilder("<rss><channel>");
        for (var number = 0; number < 100_000; number++)
        {
            items.Append("<item><title>Number ").Append(number).Append("</title><description>").Append('x', 300).Append("</description></item>");
        }

        var document = Encoding.UTF8.GetBytes(items.Append("</channel></rss>").ToString());
        items.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var feed = FeedSample.Parse(document);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(10_000, feed.Items.Count);
        Assert.True(feed.IsTruncated);
        Assert.InRange(allocated, 1, 32 << 20);
    }

    [Fact]
    public void A_large_document_in_another_encoding_stays_within_its_memory()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var item = $"<item><title>제목</title><description>{new string('한', 1_000)}</description></item>";
        var document = Encoding.GetEncoding(949).GetBytes($"<?xml version='1.0' encoding='euc-kr'?><rss><channel>{string.Concat(Enumerable.Repeat(item, 4_000))}</channel></rss>");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var feed = FeedSample.Parse(document);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(4_000, feed.Items.Count);
        Assert.InRange(allocated, 1, 64 << 20);
    }

    [Fact]
    public void Long_texts_are_cut_and_reported()
    {
        var feed = Parse($"<rss><channel><item><title>{new string('t', 1_000_000)}</title><description>{new string('d', 3_000_000)}</description></item></channel></rss>");

        var item = Assert.Single(feed.Items);
        Assert.Equal(4_000, item.Title!.Length);
        Assert.InRange(item.Summary.ToPlainText()!.Length, 1, 256 * 1024);
        Assert.Contains(feed.Problems, problem => problem is { Item: 0, Code: FeedProblemCodes.LongText });
    }

    [Fact]
    public void No_cut_leaves_half_a_character()
    {
        var smile = "x" + string.Concat(Enumerable.Repeat("\uD83D\uDE00", 5_000));
        var feed = Parse($"<rss><channel><item><title>{smile}</title><author>{smile}</author><category>{smile}</category><link>bad:{smile}</link></item></channel></rss>");

        var item = Assert.Single(feed.Items);
        Assert.All([item.Title!, item.Authors[0], item.Categories[0]], text => Assert.False(char.IsHighSurrogate(text[^1])));
        Assert.All(feed.Problems, problem => Assert.True(System.Text.Encoding.UTF8.GetByteCount(problem.Detail) > 0 && !problem.Detail.Contains("\uD83D…", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a&#0;b")]
    [InlineData("a&#x1F;b")]
    [InlineData("a\u0001b")]
    [InlineData("a\uFFFEb")]
    [InlineData("a&#xFFFF;b")]
    [InlineData("a&#xD800;b")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u2066b")]
    [InlineData("a\u200Bb")]
    [InlineData("a&amp;#0;b&lt;br/&gt;")]
    [InlineData("a\U000E0041b")]
    public void Characters_that_nobody_sees_leave_no_trace_anywhere(string text)
    {
        var feed = Parse($"<rss><channel><title>{text}</title><description>{text}</description><item><title>{text}</title><guid>{text}</guid><author>{text}</author>"
            + $"<category>{text}</category><description>{text}</description><content:encoded>{text}</content:encoded></item></channel></rss>");

        var item = Assert.Single(feed.Items);
        Assert.All(
            new[] { feed.Title, feed.Description, item.Title, item.Authors[0], item.Categories[0], item.Summary.ToPlainText(), item.Content.ToPlainText() },
            shown => Assert.Equal("ab", shown));
        Assert.All(new[] { item.Id, item.Summary.Value.ToString(), item.Content.Value.ToString() }, stored => Assert.DoesNotContain('\0', stored!));
    }

    [Fact]
    public void Includes_and_style_sheets_are_not_followed()
    {
        var feed = Parse("<?xml version='1.0'?><?xml-stylesheet href='file:///etc/passwd'?><rss xmlns:xi='http://www.w3.org/2001/XInclude' xmlns:xlink='http://www.w3.org/1999/xlink'>"
            + "<channel><item><title>One</title><xi:include href='file:///etc/passwd'/><x xlink:href='http://127.0.0.1:9/'/></item></channel></rss>");

        Assert.Equal("One", Assert.Single(feed.Items).Title);
        Assert.Empty(feed.Problems);
    }

    [Fact]
    public void Ten_thousand_bad_items_do_not_make_ten_thousand_problems()
    {
        var items = string.Concat(Enumerable.Repeat("<item><title>x</title><pubDate>never</pubDate></item>", 9_000));
        var feed = Parse($"<rss><channel>{items}</channel></rss>");

        Assert.Equal(9_000, feed.Items.Count);
        Assert.InRange(feed.Problems.Count, 100, 300);
        Assert.Equal(FeedProblemCodes.MoreProblems, feed.Problems[^1].Code);
        Assert.All(feed.Problems, problem => Assert.InRange(problem.Detail.Length, 1, 500));
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("{\"items\":[")]
    [InlineData("{\"version\":\"jsonfeed.org\",\"items\":[{},")]
    [InlineData("\\ud800")]
    public void Bottomless_json_costs_linear_time_and_no_stack(string piece)
    {
        foreach (var start in new[] { "{", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"1\",\"x\":" })
        {
            AssertQuick(start + new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length), $"1 MB of {piece} after {start}");
        }
    }

    /// <summary>At most a second a megabyte, and 64 MiB; a pause of the machine is not the parser's, so it has three tries.</summary>
    private static void AssertQuick(string document, string what)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3 && best > PerMegabyte * (bytes.Length / 1e6); attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            FeedSample.Parse(bytes);
            best = watch.Elapsed < best ? watch.Elapsed : best;
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20, $"more than 64 MiB for {what}");
        }

        Assert.True(best <= PerMegabyte * (bytes.Length / 1e6), $"{best} for {what}");
    }

    private static Feed Parse(string document) => FeedSample.Parse(Encoding.UTF8.GetBytes(document));
}
