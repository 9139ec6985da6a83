namespace FeedWatch.Core.Text;

/// <summary>One character reference of HTML text.</summary>
internal static class HtmlReference
{
    /// <summary>
    /// Reads the reference at the start of the text and returns its length. Its characters come out in
    /// <paramref name="first"/> and <paramref name="second"/>; both are NUL when it stands for nothing that text may hold.
    /// What is no reference comes out as the ampersand it starts with.
    /// </summary>
    public static int Read(ReadOnlySpan<char> text, out char first, out char second)
    {
        first = '&';
        second = '\0';
        if (text.Length < 3)
        {
            return 1;
        }

        return text[1] == '#' ? ReadNumber(text, ref first, ref second) : ReadName(text, ref first, ref second);
    }

    /// <summary>
    /// Whether the ampersand at the start of a text is fit to stand in HTML: a known reference, which proves HTML, or none at all.
    /// </summary>
    public static bool IsLikely(ReadOnlySpan<char> text, out bool isProof)
    {
        isProof = false;
        var name = text[1..Math.Min(text.Length, HtmlEntities.MaximumNameLength + 2)];
        var end = name.IndexOf(';');
        if (end <= 0)
        {
            return true;
        }

        name = name[..end];
        isProof = name is ['#', _, ..]
            ? HtmlEntities.ParseNumber(name[1..], out _) == name.Length - 1
            : HtmlEntities.TryGet(name, out _);
        return isProof || name.ContainsAny(' ', '&') || name[0] == '#';
    }

    private static int ReadNumber(ReadOnlySpan<char> text, ref char first, ref char second)
    {
        var digits = HtmlEntities.ParseNumber(text[2..], out var number);
        if (digits == 0)
        {
            return 1;
        }

        Span<char> characters = stackalloc char[2];
        HtmlEntities.FromNumber(number)?.EncodeToUtf16(characters);
        (first, second) = (characters[0], characters[1]);
        var length = 2 + digits;
        return length < text.Length && text[length] == ';' ? length + 1 : length;
    }

    private static int ReadName(ReadOnlySpan<char> text, ref char first, ref char second)
    {
        var name = text[1..Math.Min(text.Length, HtmlEntities.MaximumNameLength + 2)];
        var end = name.IndexOf(';');
        if (end > 0 && HtmlEntities.TryGet(name[..end], out var characters))
        {
            (first, second) = (characters[0], characters.Length > 1 ? characters[1] : '\0');
            return end + 2;
        }

        var legacy = HtmlEntities.LegacyNameLength(name);
        if (legacy == 0 || !HtmlEntities.TryGet(name[..legacy], out characters))
        {
            return 1;
        }

        (first, second) = (characters[0], '\0');
        return legacy + 1;
    }
}
