using System.Buffers;
using System.IO.Compression;

namespace FeedWatch.Fetching;

/// <summary>
/// Undoes Content-Encoding (RFC 9110 section 8.4), never beyond a limit. Labels in the wild are wrong both ways: text called gzip
/// is taken as text, and an unlabelled gzip file (feed.xml.gz) is unpacked.
/// </summary>
internal static class ContentDecoder
{
    /// <summary>Encodings on top of each other; more is an attack, not a feed.</summary>
    private const int MaximumLayers = 2;

    public static ReadOnlyMemory<byte> Decode(byte[] bytes, int length, string? contentEncoding, long maximum)
    {
        var layers = Layers(contentEncoding, bytes.AsSpan(0, length));
        if (layers.Length == 0 || length == 0) return bytes.AsSpan(0, length).ToArray();
        if (layers.Length > MaximumLayers)
            throw new FetchException(new FetchResult.Failed(FetchCodes.BadEncoding, $"The document is compressed {layers.Length} times over."));

        ReadOnlyMemory<byte> decoded = bytes.AsMemory(0, length);
        for (var layer = layers.Length - 1; layer >= 0; layer--)
            decoded = Unpack(decoded, layers[layer], maximum);
        return decoded;
    }

    private static string[] Layers(string? contentEncoding, ReadOnlySpan<byte> bytes)
    {
        var named = (contentEncoding ?? "").ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "identity")
            .ToArray();
        return named.Length == 0 && IsGzip(bytes) ? ["gzip"] : named;
    }

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, string encoding, long maximum)
    {
        using var input = new MemoryStream(packed.ToArray(), writable: false);
        Stream? unpacking = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(input, CompressionMode.Decompress),
            "deflate" => IsZlib(packed.Span) ? new ZLibStream(input, CompressionMode.Decompress) : new DeflateStream(input, CompressionMode.Decompress),
            "br" => new BrotliStream(input, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacking is null)
        {
            return LooksLikeText(packed.Span)
                ? packed.ToArray()
                : throw new FetchException(new FetchResult.Failed(FetchCodes.BadEncoding, $"The document is compressed as '{Redaction.Text(encoding)}', which we did not ask for."));
        }

        using (unpacking)
        {
            try
            {
                return ReadAll(unpacking, maximum);
            }
            catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException)
            {
                if (LooksLikeText(packed.Span)) return packed.ToArray();
                throw new FetchException(new FetchResult.Failed(FetchCodes.BadEncoding, $"The document is not proper {Redaction.Text(encoding)} data, or was cut off."));
            }
        }
    }

    private static byte[] ReadAll(Stream stream, long maximum)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0;
            while (stream.Read(buffer, length, buffer.Length - length) is var read and > 0)
            {
                length += read;
                if (length > maximum) throw BodyReader.TooLarge(maximum);
                if (length == buffer.Length) BodyReader.Grow(ref buffer);
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;

    /// <summary>"deflate" means zlib (RFC 1950), but many servers send the raw stream (RFC 1951).</summary>
    private static bool IsZlib(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;

    private static bool LooksLikeText(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        return bytes is [(byte)'<' or (byte)'{', ..];
    }
}
