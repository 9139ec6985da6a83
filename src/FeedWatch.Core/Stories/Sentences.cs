namespace FeedWatch.Core.Stories;

/// <summary>Plain text to sentences.</summary>
internal static class Sentences
{
    /// <summary>The sentences as printed, trimmed, in order.</summary>
    internal static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, i))
                continue;
            var end = i + 1;
            while (end < text.Length && text[end] is '"' or '”' or '’' or ')' or '»')
                end++;
            if (text[start..end].Trim() is { Length: > 0 } sentence)
                yield return sentence;
            start = end;
            i = end - 1;
        }

        if (text[start..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }

    private static bool Ends(string text, int at)
    {
        if (text[at] is '\n' or '。' or '！' or '？')
            return true;
        if (text[at] is not ('.' or '!' or '?'))
            return false;
        var next = at + 1;
        while (next < text.Length && text[next] is '"' or '”' or '’' or ')' or '»')
            next++;
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
            return false;
        // "U.S. officials", "Mr. Kim": a short capitalised word before the dot is an abbreviation.
        var word = at;
        while (word > 0 && char.IsLetter(text[word - 1]))
            word--;
        return text[at] != '.' || at - word > 2 || at == word || !char.IsUpper(text[word]);
    }
}
