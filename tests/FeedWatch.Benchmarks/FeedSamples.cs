using System.Globalization;
using System.Security;
using System.Text;

namespace FeedWatch.Benchmarks;

/// <summary>Generated feeds of about 50 kB with 44 items, the same for the same seed.</summary>
internal static class FeedSamples
{
    private const int Items = 44;

    private static readonly string[] Words =
        ("the of to and in a for that on with minister ship contract agreement procurement defence industry talks port yard export joint "
        + "frigate system report government company officials said would between after partners Seoul Oslo Canberra Tokyo Wellington "
        + "announced signed delivery budget committee radar sonar engine harbour winter ice-class tug crews training programme").Split(' ');

    /// <summary>RSS 2.0 with HTML in CDATA for one half of the items and escaped for the other.</summary>
    public static byte[] Rss(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
            + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n"
            + "<channel>\n  <title>Harbour Wire</title>\n  <link>https://wire.example.org/</link>\n"
            + "  <atom:link href=\"https://wire.example.org/rss\" rel=\"self\" type=\"application/rss+xml\"/>\n"
            + "  <description>News of ships and yards</description>\n  <language>en-GB</language>\n  <ttl>15</ttl>\n");
        for (var item = 0; item < Items; item++)
        {
            var html = Html(random, 500 + random.Next(500));
            var body = item % 2 == 0 ? $"<![CDATA[{html}]]>" : SecurityElement.Escape(html);
            text.Append(CultureInfo.InvariantCulture, $"  <item>\n    <title>{Sentence(random, 9)}</title>\n    <link>https://wire.example.org/2025/06/{item}/story?id={random.Next()}&amp;utm_source=rss</link>\n")
                .Append(CultureInfo.InvariantCulture, $"    <guid isPermaLink=\"false\">wire-{seed}-{item}</guid>\n    <pubDate>Thu, 26 Jun 2025 {item % 24:00}:{item:00}:10 GMT</pubDate>\n")
                .Append(CultureInfo.InvariantCulture, $"    <dc:creator><![CDATA[Ann Writer {item % 5}]]></dc:creator>\n    <category>Defence</category>\n    <category>Shipping</category>\n")
                .Append(CultureInfo.InvariantCulture, $"    <description>{body}</description>\n    <media:thumbnail url=\"https://wire.example.org/i/{item}.jpg\" width=\"120\" height=\"90\"/>\n  </item>\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("</channel>\n</rss>\n").ToString());
    }

    /// <summary>Atom 1.0 with escaped HTML.</summary>
    public static byte[] Atom(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        text.Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n  <title>Yard Notes</title>\n"
            + "  <link href=\"https://notes.example.org/\"/>\n  <id>urn:yard</id>\n  <updated>2025-06-26T03:04:05Z</updated>\n");
        for (var item = 0; item < Items; item++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <entry>\n    <title>{Sentence(random, 9)}</title>\n    <link rel=\"alternate\" type=\"text/html\" href=\"https://notes.example.org/{item}/{random.Next()}\"/>\n")
                .Append(CultureInfo.InvariantCulture, $"    <id>tag:notes.example.org,2025:{item}</id>\n    <published>2025-06-26T{item % 24:00}:04:05Z</published>\n    <updated>2025-06-26T{item % 24:00}:14:05+09:00</updated>\n")
                .Append(CultureInfo.InvariantCulture, $"    <author><name>Ben Author {item % 4}</name></author>\n    <category term=\"yards\"/>\n")
                .Append(CultureInfo.InvariantCulture, $"    <summary>{Sentence(random, 20)}</summary>\n    <content type=\"html\">{SecurityElement.Escape(Html(random, 400 + random.Next(400)))}</content>\n  </entry>\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("</feed>\n").ToString());
    }

    /// <summary>The RSS feed with the faults of the wild all over it: bare ampersands and angles, unknown entities, unclosed elements.</summary>
    public static byte[] Malformed(int seed)
    {
        var text = Encoding.UTF8.GetString(Rss(seed))
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace(" minister ", " minister & <3 ", StringComparison.Ordinal)
            .Replace(" ship ", " ship&nbsp;", StringComparison.Ordinal)
            .Replace("</category>\n    <category>", "\n    <category>", StringComparison.Ordinal)
            .Replace("</channel>\n</rss>\n", "", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Html(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append("<p>").Append(Sentence(random, 12)).Append(" <a href=\"https://wire.example.org/tag/")
                .Append(random.Next(1000)).Append("\" class=\"tag\">").Append(Sentence(random, 3)).Append("</a> ")
                .Append(Sentence(random, 14)).Append(" &#8220;").Append(Sentence(random, 6)).Append("&#8221; ")
                .Append("<strong>").Append(Sentence(random, 2)).Append("</strong>.</p>\n");
        }

        return text.ToString();
    }

    private static string Sentence(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
