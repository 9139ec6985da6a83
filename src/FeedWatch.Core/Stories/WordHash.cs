using System.Globalization;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Stories;

/// <summary>Words as 32-bit numbers, the same on every machine and in every run: they are stored.</summary>
internal static class WordHash
{
    private const uint Offset = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>Of a word's stem.</summary>
    internal static uint OfStem(ReadOnlySpan<char> printed, Language language) =>
        Of(Stemmer.Stem(Folding.Fold(Folding.ExactForm(printed)), language));

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
}
