namespace FeedWatch.Alerts.Rendering;

/// <summary>Where a sentence begins and ends, well enough for an excerpt.</summary>
internal static class Sentences
{
    /// <summary>The sentence around a place, without white space at its ends.</summary>
    public static (int Start, int End) Around(string text, int at)
    {
        var start = at;
        while (start > 0 && !IsBreak(text, start))
        {
            start--;
        }

        var end = at + 1;
        while (end < text.Length && !IsBreak(text, end))
        {
            end++;
        }

        while (end > start + 1 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }

    /// <summary>Whether a sentence begins at this place, which is not the start of the text.</summary>
    private static bool IsBreak(string text, int at)
    {
        var before = text[at - 1];
        if (before is '\n' or '。' or '！' or '？')
        {
            return true;
        }

        if (!char.IsWhiteSpace(before) || char.IsWhiteSpace(text[at]) || char.IsLower(text[at]))
        {
            return false;
        }

        var last = text.AsSpan(0, at).TrimEnd().TrimEnd("\"'”’)»");
        return last.EndsWith("!") || last.EndsWith("?") || last.EndsWith("…") || (last.EndsWith(".") && !IsAbbreviation(last[..^1]));
    }

    /// <summary>"U.S.", "Mr.", "J.": a dot after a short capitalised word or a single letter ends no sentence.</summary>
    private static bool IsAbbreviation(ReadOnlySpan<char> text)
    {
        var start = text.LastIndexOfAny(" \t(\"“") + 1;
        var word = text[start..];
        return word.Contains('.') || word.Length == 1 || (word.Length is 2 or 3 && char.IsAsciiLetterUpper(word[0]) && word is "Mr" or "Mrs" or "Ms"
            or "Dr" or "St" or "Lt" or "Gen" or "Col" or "Sen" or "Rep" or "Gov" or "No" or "Jan" or "Feb" or "Aug" or "Sep" or "Oct" or "Nov" or "Dec");
    }
}
