using System.Buffers.Binary;
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
    private const int FirstGuess = 64 * 1024;

    /// <param name="share">Null for as much memory as it takes.</param>
    public static DocumentBytes Decode(DocumentBuffer received, string? contentEncoding, long maximum, ByteBudget.Share? share)
    {
        var layers = Layers(contentEncoding, received.Written.Span);
        if (layers.Length == 0 || received.Length == 0) return received.ToDocument();
        if (layers.Length > MaximumLayers)
            throw new FetchException(new FetchResult.Failed(FetchCodes.BadEncoding, $"The document is compressed {layers.Length} times over."));

        var packed = received.Written;
        for (var layer = layers.Length - 1; layer > 0; layer--)
            packed = Unpack(packed, layers[layer], () => new DocumentBuffer(maximum, share)).Memory;
        return Unpack(packed, layers[0], () => new DocumentBuffer(maximum, share));
    }

    private static string[] Layers(string? contentEncoding, ReadOnlySpan<byte> bytes)
    {
        var named = (contentEncoding ?? "").ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "identity")
            .ToArray();
        return named.Length == 0 && IsGzip(bytes) ? ["gzip"] : named;
    }

    private static DocumentBytes Unpack(ReadOnlyMemory<byte> packed, string encoding, Func<DocumentBuffer> output)
    {
        try
        {
            return encoding switch
            {
                "gzip" or "x-gzip" => Gunzip(packed, output),
                "deflate" when IsZlib(packed.Span) => ReadWhole(packed, input => new ZLibStream(input, CompressionMode.Decompress), output),
                "deflate" => ReadWhole(packed, input => new DeflateStream(input, CompressionMode.Decompress), output),
                "br" => ReadWhole(packed, input => new BrotliStream(input, CompressionMode.Decompress), output),
                _ => throw new InvalidDataException("We did not offer it."),
            };
        }
        catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException)
        {
            if (LooksLikeText(packed.Span)) return new DocumentBytes(packed.ToArray());
            throw new FetchException(new FetchResult.Failed(FetchCodes.BadEncoding, $"The document is not proper {encoding} data, or was cut off."));
        }
    }

    /// <summary>
    /// The decompressing streams take a cut-off input for its end. It is one when they ask for more after the last byte; only a
    /// gzip file may go on after its end, with another member, so there the length it states decides first (RFC 1952).
    /// </summary>
    private static DocumentBytes Gunzip(ReadOnlyMemory<byte> packed, Func<DocumentBuffer> output)
    {
        using var input = new EndMarkingStream(packed);
        using var unpacking = new GZipStream(input, CompressionMode.Decompress);
        var whole = ReadAll(unpacking, output);
        var isAsStated = packed.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(packed.Span[^4..]) == (uint)whole.Memory.Length;
        if (!isAsStated)
            ReadWhole(packed[GzipHeaderLength(packed.Span)..], rest => new DeflateStream(rest, CompressionMode.Decompress), output).Dispose();
        return whole;
    }

    private static DocumentBytes ReadWhole(ReadOnlyMemory<byte> packed, Func<Stream, Stream> unpacker, Func<DocumentBuffer> output)
    {
        using var input = new EndMarkingStream(packed);
        using var unpacking = unpacker(input);
        var whole = ReadAll(unpacking, output);
        return input.WasReadBeyondEnd ? throw new InvalidDataException("It was cut off.") : whole;
    }

    private static int GzipHeaderLength(ReadOnlySpan<byte> bytes)
    {
        const int hasChecksum = 2, hasExtra = 4, hasName = 8, hasComment = 16;
        var length = 10;
        if (bytes.Length < length) throw new InvalidDataException("It was cut off.");
        var flags = bytes[3];
        if ((flags & hasExtra) != 0 && bytes.Length > length + 2) length += 2 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[length..]);
        foreach (var text in new[] { hasName, hasComment })
        {
            if ((flags & text) == 0) continue;
            while (length < bytes.Length && bytes[length] != 0) length++;
            length++;
        }

        if ((flags & hasChecksum) != 0) length += 2;
        return length <= bytes.Length ? length : throw new InvalidDataException("It was cut off.");
    }

    private static DocumentBytes ReadAll(Stream stream, Func<DocumentBuffer> output)
    {
        using var buffer = output();
        while (stream.Read(buffer.Room(FirstGuess).Span) is var read and > 0) buffer.Advance(read);
        return buffer.ToDocument();
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

    /// <summary>Memory as a stream that remembers whether more was wanted than there was.</summary>
    private sealed class EndMarkingStream(ReadOnlyMemory<byte> memory) : MemoryStream(0)
    {
        private int _position;

        public bool WasReadBeyondEnd { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = Math.Min(buffer.Length, memory.Length - _position);
            WasReadBeyondEnd |= read == 0 && buffer.Length > 0;
            memory.Span.Slice(_position, read).CopyTo(buffer);
            _position += read;
            return read;
        }
    }
}
