using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// The next word of a text, as <see cref="WordCutter"/> cuts it, faster: runs of ASCII letters and digits that end at a plain separator
/// need none of its rules.
/// </summary>
internal static class WordScanner
{
    /// <summary>For ASCII: 0 ends a word, 1 belongs to it, 2 ends it but may join it to more.</summary>
    private static readonly byte[] Signs = Build();

    internal static bool TryNext(ReadOnlySpan<char> text, ref int position, out Word word)
    {
        var signs = Signs;
        var i = position;
        while (i < text.Length && text[i] < 128 && signs[text[i]] != 1)
            i++;
        if (i >= text.Length || text[i] >= 128)
            return TryNextCarefully(text, i, ref position, out word);
        var start = i;
        do
            i++;
        while (i < text.Length && text[i] < 128 && signs[text[i]] == 1);
        if (i < text.Length && text[i] != ' ' && (text[i] >= 128 || signs[text[i]] == 2 && Joins(text, i)))
            return TryNextCarefully(text, start, ref position, out word);
        word = new Word(start, i - start, WordKind.Plain);
        position = i;
        return true;
    }

    private static bool TryNextCarefully(ReadOnlySpan<char> text, int start, ref int position, out Word word)
    {
        position = start;
        return WordCutter.TryNext(text, ref position, out word);
    }

    private static bool Joins(ReadOnlySpan<char> text, int sign) =>
        text[sign] is '+' or '#' || sign + 1 < text.Length && (text[sign + 1] >= 128 || Signs[text[sign + 1]] == 1);

    private static byte[] Build()
    {
        var signs = new byte[128];
        for (var c = '\0'; c < 128; c++)
            signs[c] = char.IsAsciiLetterOrDigit(c) ? (byte)1 : c is '\'' or '`' or '.' or ',' or '&' or '+' or '#' ? (byte)2 : (byte)0;
        return signs;
    }
}
