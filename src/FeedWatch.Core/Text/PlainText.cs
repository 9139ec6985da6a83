namespace FeedWatch.Core.Text;

/// <summary>Plain text as it is matched, shown and stored.</summary>
public static class PlainText
{
    /// <summary>Removes what no reader sees (controls, zero-width characters) and folds white space to single spaces.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsClean(text) ? text : CleanCopy(text);
    }

    /// <inheritdoc cref="Clean(string)"/>
    public static string Clean(ReadOnlySpan<char> text) => IsClean(text) ? new string(text) : CleanCopy(text);

    /// <summary>The same, with a line feed where blank lines part paragraphs: what stands in two is not said in one sentence.</summary>
    internal static string CleanParagraphs(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\n'))
        {
            return Clean(text);
        }

        using var writer = new PlainTextWriter(text.Length);
        foreach (var line in text.Split('\n'))
        {
            writer.Append(text[line]);
            writer.BreakLine();
        }

        return writer.ToString();
    }

    /// <summary>The beginning of a text, without cutting a surrogate pair in two.</summary>
    internal static string Cut(string text, int maximum)
    {
        if (text.Length <= maximum)
        {
            return text;
        }

        return char.IsHighSurrogate(text[maximum - 1]) ? text[..(maximum - 1)] : text[..maximum];
    }

    private static string CleanCopy(ReadOnlySpan<char> text)
    {
        using var writer = new PlainTextWriter(text.Length);
        writer.Append(text);
        return writer.ToString();
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        var previous = ' ';
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' || (character == ' ' && previous == ' '))
            {
                return false;
            }

            previous = character;
        }

        return text.IsEmpty || previous != ' ';
    }
}
