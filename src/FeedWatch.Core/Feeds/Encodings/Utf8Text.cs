using System.Buffers;
using System.Text;

namespace FeedWatch.Core.Feeds.Encodings;

/// <summary>Gathers text of other encodings as UTF-8, a piece at a time.</summary>
internal sealed class Utf8Text(int capacity)
{
    private const int Piece = 16 * 1024;

    // Text in the alphabets that have encodings of their own takes up to three bytes a letter, the markup around it one.
    private readonly ArrayBufferWriter<byte> _written = new(Math.Max(16, capacity + (capacity / 2)));
    private readonly char[] _characters = new char[Piece];
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();

    public ReadOnlyMemory<byte> Written => _written.WrittenMemory;

    /// <summary>How many characters are U+FFFD.</summary>
    public int Bad { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var decoder = encoding.GetDecoder();
        while (!bytes.IsEmpty)
        {
            // The decoder and the encoder keep what a piece cuts in two.
            var piece = bytes[..Math.Min(bytes.Length, Piece / 2)];
            bytes = bytes[piece.Length..];
            var count = decoder.GetChars(piece, _characters, flush: bytes.IsEmpty);
            Append(_characters.AsSpan(0, count), flush: bytes.IsEmpty);
        }
    }

    public void AppendBad() => Append("\uFFFD", flush: true);

    private void Append(ReadOnlySpan<char> characters, bool flush)
    {
        Bad += characters.Count('\uFFFD');
        var room = _written.GetSpan(Encoding.UTF8.GetMaxByteCount(characters.Length));
        _written.Advance(_encoder.GetBytes(characters, room, flush));
    }
}
