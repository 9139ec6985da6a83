using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Outputs;

/// <summary>Hits whose headlines, links and topic are as hostile as a feed and a watchlist can make them.</summary>
internal static class HostileHits
{
    internal const int Count = 12;

    internal static async Task<Newsroom> OpenAsync(string kind)
    {
        var room = await Newsroom.OpenAsync(kind, new { topics = new object[] { new { id = "tug-tow", name = "Tugs & \"<tows>\" ]]> 예인선", any = new[] { "tug", "쇄빙선" } } } });
        string[] items =
        [
            Item(1, "&lt;b onclick='x'&gt;A tug&lt;/b&gt; &lt;3 &amp;amp; ]]&gt; ends"),
            Item(2, "A tug &#1; with &#x0B; control &#x7F; and &#x85; characters"),
            Item(3, "Half a pair &#xD800; tug &#xFFFE; &#xFFFF;"),
            Item(4, "A tug ‮gnp.exe‬ written backwards 👩‍🚒"),
            Item(5, "차세대 쇄빙선 건조", language: "ko-KR"),
            Item(6, "A tug of no language", language: "not a language, surely!"),
            Item(7, "A tug with a script for a link", "javascript:alert(1)"),
            Item(8, "A tug with blanks in its link", "https://post.example/a b\"c|d^e`f{g}"),
            Item(9, "A tug of Köln", "https://köln.example/schiffe/ärger?q=ü#straße"),
            Item(10, $"A tug {new string('x', 3000)}"),
            "<item><guid isPermaLink='false'>11</guid><description>A tug without headline or link.</description></item>",
            Item(12, "A tug from tomorrow", published: "Fri, 31 Dec 9999 23:59:59 GMT"),
        ];
        room.WriteRaw("post", $"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>post</title><link>https://post.example/</link>{string.Concat(items)}</channel></rss>");
        await room.PollAsync();
        Assert.Equal(Count, (await room.HitsAsync()).Count);
        return room;
    }

    private static string Item(int number, string title, string? link = null, string language = "en", string? published = null) =>
        $"<item><guid isPermaLink='false'>{number}</guid><title>{title}</title><link>{(link ?? $"https://post.example/{number}").Replace("\"", "&quot;", StringComparison.Ordinal)}</link><dc:language>{language}</dc:language>"
        + (published is null ? "" : $"<pubDate>{published}</pubDate>") + "</item>";
}
