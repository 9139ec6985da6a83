using System.Globalization;
using System.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Words as 32-bit numbers, the same on every machine and in every run: they are stored.</summary>
internal static class WordHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>Of a word's stem.</summary>
    internal static uint OfStem(ReadOnlySpan<char> word) => Of(Stem(Fold(word)));

    /// <summary>Of exactly these letters.</summary>
    internal static uint Of(ReadOnlySpan<char> text)
    {
        // FNV-1a, finished with a mix, because neighbours ("ab", "ac") must spread over all bits.
        var hash = Offset;
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return Mix(hash);
    }

    /// <summary>Of a number: equal for "3,200", "3.2 thousand" and "3200.0".</summary>
    internal static uint OfNumber(decimal number) => Of("#" + number.ToString("0.####", CultureInfo.InvariantCulture));

    /// <summary>Of two hashes in this order.</summary>
    internal static uint Of(uint first, uint second) => Mix(unchecked((((first * 31) ^ Offset) * Prime) + second));

    private static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x7feb352d;
        hash ^= hash >> 15;
        hash *= 0x846ca68b;
        return hash ^ (hash >> 16);
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        var lower = word.ToString().ToLowerInvariant();
        if (System.Text.Ascii.IsValid(lower))
            return lower;

        var folded = new StringBuilder(lower.Length);
        foreach (var c in lower.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c);
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Stem(string word)
    {
        if (word.Length < 4 || !char.IsAsciiLetter(word[0]))
            return word;
        word = word.Replace("isation", "ization", StringComparison.Ordinal).Replace("programme", "program", StringComparison.Ordinal);
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4)
            word = word[..^3] + "y";
        else if (word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && !word.EndsWith("is", StringComparison.Ordinal))
            word = word[..^1];
        if (word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 5)
            word = Undouble(word[..^3]);
        else if (word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 4)
            word = Undouble(word[..^2]);
        if (word.EndsWith("our", StringComparison.Ordinal) && word.Length > 5)
            word = word[..^3] + "or";
        if (word.EndsWith("tre", StringComparison.Ordinal))
            word = word[..^3] + "ter";
        word = word.TrimEnd('e');
        if (word.EndsWith("enc", StringComparison.Ordinal))
            word = word[..^1] + "s";
        if (word.EndsWith("is", StringComparison.Ordinal) && word.Length > 5)
            word = word[..^1] + "z";
        return word.EndsWith('i') ? word[..^1] + "y" : word;
    }

    private static string Undouble(string word) =>
        word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('s' or 'e') ? word[..^1] : word;
}
