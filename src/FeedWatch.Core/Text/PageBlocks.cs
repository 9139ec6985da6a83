using System.Collections.Frozen;

namespace FeedWatch.Core.Text;

/// <summary>
/// The blocks of other stories that sites put into a report ("Related stories", "Most read"). What is in them is not what the report says.
/// A head counts only as a line of its own, or before a colon: what a report says in a sentence stays.
/// </summary>
internal static class PageBlocks
{
    /// <summary>Longer lines are text, not headlines of other stories.</summary>
    private const int LongestHeadline = 200;

    private const int LongestHead = 40;

    /// <summary>As sites write them above other stories.</summary>
    internal static readonly string[] Heads =
    [
        "Related stories", "Related articles", "Related news", "Related coverage", "Related posts", "Related content", "Related links", "Related reading",
        "Most read", "Most popular", "Most viewed", "Most shared", "Read more", "Read next", "Read also", "Also read", "You may also like", "You might also like",
        "More on this story", "Recommended for you", "Recommended stories", "Recommended reading", "Trending now",
        "Editor's picks", "Editors' picks", "Editor’s picks", "Editors’ picks", "Don't miss", "Don’t miss", "Popular now", "Popular stories", "Up next", "See also",
        "Lesen Sie auch", "Mehr zum Thema", "Meistgelesen", "Das könnte Sie auch interessieren", "À lire aussi", "A lire aussi", "Lire aussi", "Les plus lus", "Sur le même sujet",
        "관련기사", "관련 기사", "많이 본 뉴스", "인기기사",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OfALine =
        FrozenSet.ToFrozenSet([.. Heads, "Related", "Recommended", "Trending"], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text with line breaks in place of such blocks, each character where it was; the text itself when it has none.</summary>
    internal static string Blank(string text)
    {
        char[]? kept = null;
        var inBlock = false;
        for (var start = text.IndexOf('\n', StringComparison.Ordinal) + 1; start > 0 && start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            var line = text.AsSpan(start, end - start).Trim();
            var isHead = StartsWithHead(line, out var rest);
            inBlock = isHead ? rest.IsEmpty : inBlock && IsHeadline(line);
            if ((isHead && rest.Length <= LongestHeadline) || inBlock)
                (kept ??= text.ToCharArray()).AsSpan(start, end - start).Fill('\n');
            start = end + 1;
        }
        return kept is null ? text : new string(kept);
    }

    private static bool StartsWithHead(ReadOnlySpan<char> line, out ReadOnlySpan<char> rest)
    {
        var end = line[..Math.Min(line.Length, LongestHead)].IndexOfAny(":：|");
        rest = end < 0 ? [] : line[(end + 1)..].Trim();
        var head = end < 0 ? line : line[..end].TrimEnd();
        return head.Length is > 0 and <= LongestHead && OfALine.Contains(head);
    }

    /// <summary>Headlines are short, and hardly any ends as a sentence does, or as a text that was cut.</summary>
    private static bool IsHeadline(ReadOnlySpan<char> line) =>
        line.Length <= LongestHeadline && (line.TrimEnd("\"”’»)") is not [.., var last] || last is not ('.' or '。' or '…' or '!'));
}
