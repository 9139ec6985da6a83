using System.Buffers;

namespace FeedWatch.Fetching;

/// <summary>Reads a body that may lie about its length, stall, or be larger once decompressed than any memory.</summary>
internal static class BodyReader
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private const int FirstGuess = 16 * 1024;
    private const int LargestGuess = 1024 * 1024;

    /// <summary>The document after content decoding, in memory of exactly its size.</summary>
    /// <exception cref="FetchException">It is too large, shorter than announced, or its compression is broken.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, string? contentEncoding, long maximum, Deadline deadline)
    {
        var announced = content.Headers.ContentLength;
        if (announced > maximum) throw TooLarge(maximum);

        // An announced length is a hint for the buffer, not a promise: memory follows what really arrives.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced + 1 ?? FirstGuess, LargestGuess));
        try
        {
            var length = 0;
            var stream = await content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            while (true)
            {
                deadline.Allow(LongestSilence);
                var read = await stream.ReadAsync(buffer.AsMemory(length), deadline.Token).ConfigureAwait(false);
                if (read == 0) break;
                length += read;
                if (length > maximum) throw TooLarge(maximum);
                if (length == buffer.Length) Grow(ref buffer);
            }

            // HTTP/1.1 bodies are held to their length by the stack, HTTP/2 bodies are not (RFC 9113 section 8.1.1).
            if (announced is { } expected && expected != length)
                throw new FetchException(new FetchResult.Failed(FetchCodes.Truncated, $"{expected:N0} bytes were announced, {length:N0} came."));
            return ContentDecoder.Decode(buffer, length, contentEncoding, maximum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Doubles a rented buffer.</summary>
    public static void Grow(ref byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    public static FetchException TooLarge(long maximum) =>
        new(new FetchResult.Failed(FetchCodes.TooLarge, $"The document has more than {maximum:N0} bytes."));
}
