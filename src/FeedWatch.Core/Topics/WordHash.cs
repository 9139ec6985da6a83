using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedWatch.Core.Topics;

/// <summary>A fast keyed hash of words. The key is drawn at start, so that nobody can prepare texts that collide.</summary>
internal static class WordHash
{
    private static readonly ulong Key1 = (ulong)Random.Shared.NextInt64() | 1;
    private static readonly ulong Key2 = (ulong)Random.Shared.NextInt64() | 1;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Never 0, which marks empty slots.</summary>
    internal static ulong Of(ReadOnlySpan<char> word, ulong seed = 0)
    {
        var hash = Key1 ^ seed * Multiplier ^ (ulong)word.Length;
        var units = MemoryMarshal.AsBytes(word);
        while (units.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(units), Key2);
            units = units[8..];
        }
        ulong rest = 0;
        for (var i = 0; i < units.Length; i++)
            rest |= (ulong)units[i] << (8 * i);
        hash = Mix(hash ^ rest, Key2 ^ Multiplier);
        return hash == 0 ? 1 : hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
