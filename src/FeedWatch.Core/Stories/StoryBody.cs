using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>The body of a page without the blocks that sites put around it.</summary>
internal static class StoryBody
{
    /// <summary>As sites write them, at the start of a sentence or line; what follows belongs to other stories.</summary>
    private static readonly string[] BlockHeads =
    [
        .. PageBlocks.Heads, "Related:", "Recommended:", "Trending:", "More from", "More on this", "Top stories", "Sign up for", "Subscribe to", "Follow us", "In other news", "Elsewhere:", "Also in the news",
    ];

    /// <summary>Datelines are not longer; a dash further on belongs to the text.</summary>
    private const int LongestDateline = 90;

    /// <summary>The report alone: no dateline in front, no other stories behind.</summary>
    internal static string? Report(string? body)
    {
        if (body is null)
            return null;
        var start = EndOfDateline(body);
        return body[start..Math.Max(start, EndOfReport(body))];
    }

    /// <summary>"SEOUL, June 26 (Agency) -- ", "Berlin (agency) - ", "(서울=연합뉴스) 김기자 = ": capitals and brackets up to a dash.</summary>
    private static int EndOfDateline(string body)
    {
        var inBrackets = false;
        var bracketed = false;
        for (var i = 0; i < Math.Min(body.Length, LongestDateline); i++)
        {
            var c = body[i];
            inBrackets = c == '(' || (inBrackets && c != ')');
            bracketed |= c == ')';
            if (inBrackets || c == ')')
                continue;
            var isDash = c is '–' or '—' || (c is '-' or '=' && i > 0 && body[i - 1] is ' ' or ')' or '-' && i + 1 < body.Length && body[i + 1] is ' ' or '-');
            if (isDash)
            {
                while (i < body.Length && body[i] is '-' or '–' or '—' or '=' or ' ')
                    i++;
                return i;
            }

            var startsWord = i == 0 || body[i - 1] is ' ' or ',' or '/';
            if (c is '.' && !bracketed && i + 2 < body.Length && body[i + 1] == ' ' && char.IsUpper(body[i + 2]) && i > 4)
                return 0; // a sentence has ended
            if (startsWord && char.IsLower(c))
                return 0;
        }

        return 0;
    }

    /// <summary>Where the first such block begins behind the first words, or the end of the text.</summary>
    private static int EndOfReport(string body)
    {
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

        return cut;
    }

    private static bool StartsABlock(string body, int at)
    {
        var before = at - 1;
        while (before > 0 && body[before] is ' ' or '\n' or '\r' or '\t')
            before--;
        return body[before] is '.' or '!' or '?' or '”' or '"' or ':' or '|' or '»' or ')' or '。' || body.AsSpan(before, at - before).Contains('\n');
    }
}
