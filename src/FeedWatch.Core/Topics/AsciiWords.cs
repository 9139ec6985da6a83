using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FeedWatch.Core.Topics;

/// <summary>
/// A text as bits, one for each character: does it belong to a word, does the end of a word there need the rules of
/// <see cref="Text.WordCutter"/>? Runs of ASCII letters and digits that end at a plain separator, which are nearly all words of most
/// texts, are then found by counting bits, and hashed eight letters at a time.
/// </summary>
internal sealed class AsciiWords
{
    private const int Block = 64;
    private static readonly ulong Key = (ulong)Random.Shared.NextInt64() | 1;
    private byte[] _bytes = [];
    private ulong[] _words = [];
    private ulong[] _starts = [];
    private ulong[] _joiners = [];
    private ulong[] _care = [];
    private int _blocks;

    internal void Read(ReadOnlySpan<char> text)
    {
        var full = text.Length / Block;
        _blocks = full + 1;
        if (_words.Length < _blocks + 1)
            Grow(_blocks + 1);
        for (var i = 0; i < full; i++)
            ReadBlock(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), i * Block), i);
        // The last block is filled up with blanks, so that every word has an end.
        Span<char> rest = stackalloc char[Block];
        rest.Fill(' ');
        text[(full * Block)..].CopyTo(rest);
        ReadBlock(ref MemoryMarshal.GetReference(rest), full);
        _starts[_blocks] = 0;
        // A dot or an apostrophe joins only when more follows it.
        for (var i = 0; i < _blocks; i++)
            _care[i] |= _joiners[i] & (_starts[i] >> 1 | _starts[i + 1] << 63);
    }

    private void Grow(int blocks)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)blocks);
        (_words, _starts, _joiners, _care) = (new ulong[size], new ulong[size], new ulong[size], new ulong[size]);
        _bytes = new byte[size * Block];
    }

    private void ReadBlock(ref char first, int block)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref first);
        ulong words = 0, beyondAscii = 0, joiners = 0, care = 0;
        for (var part = 0; part < Block; part += 16)
        {
            var low = Vector128.LoadUnsafe(ref from, (nuint)part);
            var high = Vector128.LoadUnsafe(ref from, (nuint)part + 8);
            var beyond = Vector128.Narrow(Vector128.GreaterThan(low, Vector128.Create((ushort)0x7F)), Vector128.GreaterThan(high, Vector128.Create((ushort)0x7F)));
            var bytes = Vector128.Narrow(low, high);
            bytes.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_bytes), (nuint)(block * Block + part));
            var letters = Vector128.LessThanOrEqual((bytes | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)25));
            var digits = Vector128.LessThanOrEqual(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
            var joins = Vector128.Equals(bytes, Vector128.Create((byte)'\'')) | Vector128.Equals(bytes, Vector128.Create((byte)'.'))
                | Vector128.Equals(bytes, Vector128.Create((byte)',')) | Vector128.Equals(bytes, Vector128.Create((byte)'&')) | Vector128.Equals(bytes, Vector128.Create((byte)'`'));
            var always = Vector128.Equals(bytes, Vector128.Create((byte)'+')) | Vector128.Equals(bytes, Vector128.Create((byte)'#'));
            words |= (ulong)Vector128.AndNot(letters | digits, beyond).ExtractMostSignificantBits() << part;
            beyondAscii |= (ulong)beyond.ExtractMostSignificantBits() << part;
            joiners |= (ulong)joins.ExtractMostSignificantBits() << part;
            care |= (ulong)always.ExtractMostSignificantBits() << part;
        }
        _words[block] = words;
        _starts[block] = words | beyondAscii;
        _joiners[block] = joiners;
        _care[block] = care | beyondAscii;
    }

    /// <summary>
    /// The next place at or after <paramref name="position"/> where a word may begin, and where its run of ASCII letters ends. With
    /// <paramref name="care"/> the rules must say where the word really begins and ends.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryNext(int position, out int start, out int end, out bool care)
    {
        start = end = 0;
        care = false;
        var block = position / Block;
        if (block >= _blocks)
            return false;
        var bits = _starts[block] & ulong.MaxValue << position;
        while (bits == 0)
        {
            if (++block >= _blocks)
                return false;
            bits = _starts[block];
        }
        start = block * Block + BitOperations.TrailingZeroCount(bits);
        var gaps = ~_words[block] & ulong.MaxValue << start;
        while (gaps == 0)
            gaps = ~_words[++block];
        end = block * Block + BitOperations.TrailingZeroCount(gaps);
        care = end == start || (_care[block] >> end & 1) != 0;
        return true;
    }

    /// <summary>A keyed hash of a run of ASCII, not the same as <see cref="WordHash"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Hash(int start, int length, ulong seed)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), start);
        var head = Unsafe.ReadUnaligned<ulong>(ref first);
        if (length <= 8)
            return WordHash.Mix(head << (64 - 8 * length) ^ seed, Key);
        var tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8));
        var hash = head ^ seed;
        for (var at = 8; at + 8 < length; at += 8)
            hash = WordHash.Mix(hash, Key) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
        return WordHash.Mix(hash, tail ^ Key ^ (ulong)length << 56);
    }
}
