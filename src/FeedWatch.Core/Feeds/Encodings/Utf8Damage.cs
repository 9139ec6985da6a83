using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>How much of a document that is not valid UTF-8 is UTF-8 all the same.</summary>
internal static class Utf8Damage
{
    /// <summary>
    /// Whether invalid bytes are damage within UTF-8 rather than the sign of another encoding: they are few, and where UTF-8 was
    /// not even declared there are well-formed letters beyond ASCII that outnumber them.
    /// </summary>
    public static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes, bool isDeclared)
    {
        const int Few = 2;
        Count(bytes, int.MaxValue, out var sequences, out var bad);
        return sequences >= bad || (isDeclared && bad <= Few);
    }

    public static int CountBad(ReadOnlySpan<byte> bytes)
    {
        Count(bytes, int.MaxValue, out _, out var bad);
        return bad;
    }

    /// <summary>Letters beyond ASCII, counted up to a maximum.</summary>
    public static int CountSequences(ReadOnlySpan<byte> bytes, int maximum)
    {
        Count(bytes, maximum, out var sequences, out _);
        return sequences;
    }

    private static void Count(ReadOnlySpan<byte> bytes, int maximumSequences, out int sequences, out int bad)
    {
        sequences = 0;
        bad = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0 && sequences < maximumSequences)
        {
            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
            {
                sequences++;
            }
            else
            {
                bad++;
            }

            bytes = bytes[length..];
        }
    }
}
