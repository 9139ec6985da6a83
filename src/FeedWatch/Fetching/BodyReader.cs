using System.Buffers;

namespace FeedWatch.Fetching;

/// <summary>Reads a body that may lie about its length, stall, or be larger once decompressed than any memory.</summary>
internal static class BodyReader
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private const int FirstGuess = 16 * 1024;
    private const int LargestGuess = 1024 * 1024;
    private const int Chunk = 64 * 1024;

    /// <summary>The document after content decoding.</summary>
    /// <param name="share">What it may take of the memory for documents; null for as much as it needs.</param>
    /// <exception cref="NoRoomException">The share got no more; ask again when it does.</exception>
    /// <exception cref="FetchException">It is too large, shorter than announced, or its compression is broken.</exception>
    public static async ValueTask<DocumentBytes> ReadAsync(HttpContent content, string? contentEncoding, long maximum, ByteBudget.Share? share, Deadline deadline)
    {
        var announced = content.Headers.ContentLength;
        if (announced > maximum) throw DocumentBuffer.TooLarge(maximum);

        using var buffer = new DocumentBuffer(maximum, share);
        var stream = await content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (true)
            {
                // An announced length is a hint for the buffer, not a promise: large memory follows what really arrives.
                var guess = announced + 1 ?? FirstGuess;
                var room = buffer.Room(buffer.Length == 0 ? Math.Min(guess, LargestGuess) : guess, contentEncoding is null ? announced + 1 : null);
                deadline.Allow(LongestSilence);

                // A connection that is kept for the next request holds on to the memory that it last read into: never to that of a document.
                var read = await stream.ReadAsync(chunk.AsMemory(0, Math.Min(Chunk, room.Length)), deadline.Token).ConfigureAwait(false);
                if (read == 0) break;
                chunk.AsSpan(0, read).CopyTo(room.Span);
                buffer.Advance(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        // HTTP/1.1 bodies are held to their length by the stack, HTTP/2 bodies are not (RFC 9113 section 8.1.1).
        if (announced is { } expected && expected != buffer.Length)
            throw new FetchException(new FetchResult.Failed(FetchCodes.Truncated, $"{expected:N0} bytes were announced, {buffer.Length:N0} came."));
        return ContentDecoder.Decode(buffer, contentEncoding, maximum, share);
    }
}
