using System.Buffers;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Where a start tag ends.</summary>
internal static class StartTag
{
    // A '<' in a value is a tag's beginning to the one who reads it again: bounded, or broken tags cost quadratic time.
    private const int MaximumValuesWithLessThan = 16;

    private static readonly SearchValues<byte> Turns = SearchValues.Create("><\"'"u8);

    /// <summary>The '&gt;' that ends a start tag, past quoted values; -1 when another tag begins first.</summary>
    /// <param name="rest">The document from the tag on.</param>
    /// <param name="from">Where its name ends.</param>
    /// <param name="valuesWithLessThan">Counts the values in which a '&lt;' stands, which XML forbids.</param>
    public static int FindEnd(ReadOnlySpan<byte> rest, int from, ref int valuesWithLessThan)
    {
        while (valuesWithLessThan <= MaximumValuesWithLessThan)
        {
            var turn = rest[from..].IndexOfAny(Turns);
            if (turn < 0)
            {
                return -1;
            }

            var at = from + turn;
            switch (rest[at])
            {
                case (byte)'>':
                    return at;
                case (byte)'<':
                    return -1;
                default:
                    var length = QuotedLength(rest, at);
                    valuesWithLessThan += rest.Slice(at + 1, length).Contains((byte)'<') ? 1 : 0;
                    from = at + 1 + length;
                    break;
            }
        }

        return -1;
    }

    /// <summary>Length of a quoted value with its closing quote, or 0 when the quote quotes nothing.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> rest, int quoteAt)
    {
        if (!rest[..quoteAt].TrimEnd(" \t\r\n"u8).EndsWith("="u8))
        {
            return 0;
        }

        var value = rest[(quoteAt + 1)..];
        var length = value.IndexOf(rest[quoteAt]);
        if (length < 0)
        {
            return 0;
        }

        // XML forbids '<' in a value. It is met all the same; but where nothing fitting follows the closing quote,
        // that quote opens the value of a later tag and ours was never closed.
        var following = length + 1 < value.Length ? value[length + 1] : (byte)'>';
        var fits = following is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'/' or (byte)'>' or (byte)'?';
        return fits || !value[..length].Contains((byte)'<') ? length + 1 : 0;
    }
}
