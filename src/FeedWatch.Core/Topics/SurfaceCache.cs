using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>The terms that one printed word stands for.</summary>
/// <param name="Hash">Of the word as printed, with the language.</param>
/// <param name="Terms">Each once.</param>
/// <param name="MayBeginJoined">Whether it and its right neighbour may be one word for a topic.</param>
/// <param name="MayEndJoined">Whether it and its left neighbour may be one word.</param>
internal sealed record SurfaceTerms(ulong Hash, FoundTerm[] Terms, bool MayBeginJoined = false, bool MayEndJoined = false)
{
    internal static readonly SurfaceTerms Nothing = new(0, []);
}

/// <summary>
/// Remembers which terms a printed word stands for, so that folding and stemming happen once per distinct word and not once per word
/// read. Of fixed size, and lossy: a new word may displace an old one. Readers and writers on many threads need no lock: a slot is two
/// numbers, each with its own part of the hash, and a pair that does not fit together counts as not remembered. A cache belongs to one
/// state of the terms; when words are added a new one begins.
/// </summary>
internal sealed class SurfaceCache
{
    /// <summary>Slots of a cache that reads many items: the vocabulary of some days of news.</summary>
    internal const int Large = 1 << 17;

    /// <summary>Slots of a cache that reads one item.</summary>
    internal const int Small = 1 << 10;

    /// <summary>No term.</summary>
    internal const int None = TermMask;

    /// <summary>More or other terms than a slot can hold.</summary>
    internal const int Several = TermMask - 1;

    private const int TermBits = 24;
    private const int TermMask = (1 << TermBits) - 1;
    private const ulong MayBeginBit = 1UL << (2 * TermBits);
    private const ulong MayEndBit = MayBeginBit << 1;
    private const int CheckShift = 2 * TermBits + 2;
    private const int Probes = 8;

    /// <summary>Places of one pair among the strangers: side by side, so that one fetch brings them all.</summary>
    private const int Places = 4;

    private readonly TopicTerms _terms;
    private readonly Slot[] _slots;
    private readonly SurfaceTerms?[] _several;

    /// <summary>Hashes of pairs that are no word looked for: there is no end of pairs, and they must not displace words.</summary>
    private readonly ulong[] _strangers;

    private struct Slot
    {
        /// <summary>40 bits of the hash, the first term.</summary>
        internal ulong Low;

        /// <summary>14 other bits of the hash, whether it may end and begin a joined word, the second and the third term.</summary>
        internal ulong High;
    }

    /// <summary>What a word stands for, as remembered.</summary>
    internal readonly ref struct Found(ulong low, ulong high)
    {
        internal int First => (int)low & TermMask;

        internal int Second => (int)(high >> TermBits) & TermMask;

        internal int Third => (int)high & TermMask;

        internal bool MayBeginJoined => (high & MayBeginBit) != 0;

        internal bool MayEndJoined => (high & MayEndBit) != 0;
    }

    internal SurfaceCache(TopicTerms terms, int size)
    {
        _terms = terms;
        _slots = new Slot[size];
        _several = new SurfaceTerms?[size];
        _strangers = new ulong[size];
    }

    /// <summary>What the word with this hash stands for; false when it is not remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryFind(ulong hash, out Found found)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (int probe = 0, at = (int)hash & mask; probe < Probes; probe++, at = (at + 1) & mask)
        {
            var low = slots[at].Low;
            if ((low ^ hash) >> TermBits == 0 && low != 0)
            {
                var high = slots[at].High;
                found = new Found(low, high);
                return high >> CheckShift == Check(hash);
            }
            if (low == 0)
                break;
        }
        found = default;
        return false;
    }

    /// <summary>Asks the processor to fetch what is remembered of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[(int)hash & (_slots.Length - 1)]));
    }

    private static ulong Check(ulong hash) => hash * 0x9E3779B97F4A7C15 >> CheckShift;

    /// <summary>The terms of a word whose slot could not hold them; null when another thread has displaced them.</summary>
    internal SurfaceTerms? FindSeveral(ulong hash)
    {
        var mask = _slots.Length - 1;
        for (int probe = 0, at = (int)hash & mask; probe < Probes; probe++, at = (at + 1) & mask)
        {
            if (Volatile.Read(ref _several[at]) is { } several && several.Hash == hash)
                return several;
        }
        return null;
    }

    /// <summary>Finds out what a word stands for, and remembers it.</summary>
    internal SurfaceTerms Learn(ulong hash, ReadOnlySpan<char> printed, Language language, List<FoundTerm> buffer)
    {
        buffer.Clear();
        _terms.Find(printed, language, buffer);
        return Remember(new SurfaceTerms(hash, [.. buffer], _terms.MayBeginJoined(printed), TopicTerms.MayEndJoined(printed)));
    }

    /// <summary>Whether two neighbours are known to be no word looked for.</summary>
    internal bool AreStrangers(ulong hash) => Vector256.EqualsAny(Vector256.LoadUnsafe(ref FirstPlace(hash)), Vector256.Create(hash));

    private ref ulong FirstPlace(ulong hash) => ref _strangers[(int)hash & (_strangers.Length - Places)];

    private void RememberStrangers(ulong hash)
    {
        ref var first = ref FirstPlace(hash);
        var place = (int)(hash >> 62); // full here: one of the old pairs goes
        for (var i = 0; i < Places; i++)
        {
            if (Unsafe.Add(ref first, i) == 0)
                place = i;
        }
        Volatile.Write(ref Unsafe.Add(ref first, place), hash);
    }

    /// <summary>The same as <see cref="Learn"/> for two neighbours taken as one word.</summary>
    internal SurfaceTerms LearnJoined(ulong hash, ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool hyphen, Language language, List<FoundTerm> buffer)
    {
        buffer.Clear();
        _terms.FindJoined(left, right, hyphen, language, buffer);
        if (buffer.Count > 0)
            return Remember(new SurfaceTerms(hash, [.. buffer]));
        RememberStrangers(hash);
        return SurfaceTerms.Nothing;
    }

    private SurfaceTerms Remember(SurfaceTerms learned)
    {
        var mask = _slots.Length - 1;
        var at = (int)learned.Hash & mask;
        for (var probe = 0; probe < Probes && _slots[at].Low != 0; probe++)
            at = (at + 1) & mask;
        if (_slots[at].Low != 0)
            at = ((int)learned.Hash + (int)(learned.Hash >> 61)) & mask; // full here: one of the old words goes
        Span<int> terms = [None, None, None];
        if (Array.TrueForAll(learned.Terms, t => t.Compound == 0 && t.Term < Several) && learned.Terms.Length <= terms.Length)
        {
            for (var i = 0; i < learned.Terms.Length; i++)
                terms[i] = learned.Terms[i].Term;
        }
        else
        {
            terms[0] = Several;
            Volatile.Write(ref _several[at], learned);
        }
        Volatile.Write(ref _slots[at].High, Check(learned.Hash) << CheckShift | (learned.MayBeginJoined ? MayBeginBit : 0) | (learned.MayEndJoined ? MayEndBit : 0) | (ulong)terms[1] << TermBits | (uint)terms[2]);
        Volatile.Write(ref _slots[at].Low, learned.Hash >> TermBits << TermBits | (uint)terms[0]);
        return learned;
    }
}
