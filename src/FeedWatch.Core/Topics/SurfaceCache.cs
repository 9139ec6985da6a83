using System.Runtime.CompilerServices;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>The terms that one printed word stands for.</summary>
/// <param name="Hash">Of the word as printed, with the language.</param>
/// <param name="Terms">Each once.</param>
/// <param name="MayBeginJoined">Whether it and its right neighbour may be one word for a topic.</param>
internal sealed record SurfaceTerms(ulong Hash, FoundTerm[] Terms, bool MayBeginJoined);

/// <summary>
/// Remembers which terms a printed word stands for, so that folding and stemming happen once per distinct word and not once per word
/// read. Of fixed size, and lossy: a new word may displace an old one. A slot is one number, written at once, so that readers and
/// writers on many threads need no lock. A cache belongs to one state of the terms; when words are added a new one begins.
/// </summary>
internal sealed class SurfaceCache
{
    /// <summary>The word is not remembered.</summary>
    internal const int Unknown = -2;

    /// <summary>The word is remembered as one that no topic looks for.</summary>
    internal const int Nothing = -1;

    private const int ValueBits = 24;
    private const int ValueMask = (1 << ValueBits) - 1;
    private const int Several = 1 << (ValueBits - 1);
    private const int Probes = 8;

    private readonly TopicTerms _terms;
    private readonly ulong[] _slots;
    private readonly SurfaceTerms?[] _several;

    /// <summary>Slots of a cache that reads many items: the vocabulary of some days of news.</summary>
    internal const int Large = 1 << 17;

    /// <summary>Slots of a cache that reads one item.</summary>
    internal const int Small = 1 << 10;

    internal SurfaceCache(TopicTerms terms, int size)
    {
        _terms = terms;
        _slots = new ulong[size];
        _several = new SurfaceTerms?[size];
    }

    /// <summary>What the word with this hash stands for: a term, <see cref="Nothing"/>, <see cref="Unknown"/>, or see <see cref="IsSeveral"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(ulong hash)
    {
        var slots = _slots;
        var mask = slots.Length - 1;
        for (int probe = 0, at = (int)hash & mask; probe < Probes; probe++, at = (at + 1) & mask)
        {
            var slot = slots[at];
            if ((slot ^ hash) >> ValueBits == 0 && slot != 0)
                return (int)(slot & ValueMask) is var value && value == ValueMask ? Nothing : value == Several ? Several + at : value;
            if (slot == 0)
                return Unknown;
        }
        return Unknown;
    }

    /// <summary>Whether a value found stands for more than one plain term: see <see cref="SeveralAt"/>.</summary>
    internal static bool IsSeveral(int value) => value >= Several;

    /// <summary>The terms behind such a value; null when another thread has displaced them meanwhile.</summary>
    internal SurfaceTerms? SeveralAt(int value, ulong hash) => Volatile.Read(ref _several[value - Several]) is { } several && several.Hash == hash ? several : null;

    /// <summary>Finds out what a word stands for, and remembers it.</summary>
    internal SurfaceTerms Learn(ulong hash, ReadOnlySpan<char> printed, Language language, List<FoundTerm> buffer)
    {
        buffer.Clear();
        _terms.Find(printed, language, buffer);
        return Remember(new SurfaceTerms(hash, [.. buffer], _terms.MayBeginJoined(printed)));
    }

    /// <summary>The same for two neighbours taken as one word.</summary>
    internal SurfaceTerms LearnJoined(ulong hash, ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool hyphen, Language language, List<FoundTerm> buffer)
    {
        buffer.Clear();
        _terms.FindJoined(left, right, hyphen, language, buffer);
        return Remember(new SurfaceTerms(hash, [.. buffer], MayBeginJoined: false));
    }

    private SurfaceTerms Remember(SurfaceTerms learned)
    {
        var mask = _slots.Length - 1;
        var at = (int)learned.Hash & mask;
        for (var probe = 0; probe < Probes && _slots[at] != 0; probe++)
            at = (at + 1) & mask;
        if (_slots[at] != 0)
            at = ((int)learned.Hash + (int)(learned.Hash >> 60) % Probes) & mask; // full here: one of the old words goes
        var terms = learned.Terms;
        var value = terms.Length == 0 && !learned.MayBeginJoined ? ValueMask
            : terms.Length == 1 && !learned.MayBeginJoined && !terms[0].InCompound && terms[0].Term < Several ? terms[0].Term
            : Several;
        if (value == Several)
            Volatile.Write(ref _several[at], learned);
        _slots[at] = learned.Hash >> ValueBits << ValueBits | (uint)value;
        return learned;
    }
}
