namespace FeedWatch.Core.Stories;

/// <summary>The body of a page without the blocks that sites put around it.</summary>
internal static class StoryBody
{
    /// <summary>As sites write them, at the start of a sentence or line; what follows belongs to other stories.</summary>
    private static readonly string[] BlockHeads =
    [
        "Related stories", "Related articles", "Related news", "Related:", "Related coverage", "Most read", "Most popular", "Most viewed", "Read more", "Read next", "Read also", "Also read",
        "You may also like", "You might also like", "More from", "More on this", "Recommended for you", "Recommended:", "Recommended stories", "Trending now", "Trending:", "Editor's picks", "Editors' picks", "Don't miss", "Popular now", "Top stories", "Up next",
        "See also", "Sign up for", "Subscribe to", "Follow us", "In other news", "Elsewhere:", "Also in the news",
        "Lesen Sie auch", "Mehr zum Thema", "Meistgelesen", "Das könnte Sie auch interessieren", "À lire aussi", "A lire aussi", "Lire aussi", "Les plus lus", "Sur le même sujet",
        "관련기사", "관련 기사", "많이 본 뉴스", "인기기사",
    ];

    /// <summary>The text up to the first such block behind its first words, or the whole text.</summary>
    internal static string? WithoutBlocks(string? body)
    {
        if (body is null)
            return null;
        var cut = body.Length;
        foreach (var head in BlockHeads)
        {
            var at = body.IndexOf(head, StringComparison.Ordinal);
            while (at >= 0 && at < cut)
            {
                if (at > 0 && StartsABlock(body, at))
                    cut = at;
                at = body.IndexOf(head, at + 1, StringComparison.Ordinal);
            }
        }

        return body[..cut];
    }

    private static bool StartsABlock(string body, int at)
    {
        var before = at - 1;
        while (before > 0 && body[before] is ' ' or '\n' or '\r' or '\t')
            before--;
        return body[before] is '.' or '!' or '?' or '”' or '"' or ':' or '|' or '»' or ')' or '。' || body.AsSpan(before, at - before).Contains('\n');
    }
}
