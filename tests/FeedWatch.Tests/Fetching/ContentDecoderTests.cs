using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class ContentDecoderTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(FetchHarness.Rss, 50)));

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var output = new MemoryStream();
        using (var packing = compressor(output)) packing.Write(bytes);
        return output.ToArray();
    }

    private static byte[] Gzip(byte[] bytes) => Pack(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest));

    private static byte[] Brotli(byte[] bytes) => Pack(bytes, stream => new BrotliStream(stream, CompressionLevel.Fastest));

    public static TheoryData<string, string> Encodings => new()
    {
        { "gzip", "gzip" }, { "x-gzip", "gzip" }, { "GZIP", "gzip" }, { "deflate", "zlib" }, { "deflate", "deflate" }, { "br", "br" },
        { "identity", "none" }, { "", "none" }, { "identity, gzip", "gzip" }, { "none at all", "gzip" }, { "gzip", "none" }, { "br", "none" },
        { "deflate", "none" }, { "utf-8", "none" }, { "gzip, gzip", "gzip twice" }, { "br, gzip", "br in gzip" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_document_comes_out_whatever_it_was_packed_in(string label, string packing)
    {
        var body = packing switch
        {
            "gzip" => Gzip(Document),
            "zlib" => Pack(Document, stream => new ZLibStream(stream, CompressionLevel.Fastest)),
            "deflate" => Pack(Document, stream => new DeflateStream(stream, CompressionLevel.Fastest)),
            "br" => Brotli(Document),
            "gzip twice" => Gzip(Gzip(Document)),
            "br in gzip" => Gzip(Brotli(Document)),
            _ => Document,
        };
        var headers = label == "none at all" ? Array.Empty<string>() : [$"Content-Encoding: {label}"];
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, body, headers));
        using var harness = new FetchHarness();

        Assert.Equal(Document, (await harness.FetchDocument(server.Url())).Body.ToArray());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_bomb_is_stopped_at_the_limit(string encoding)
    {
        var bomb = Bomb(encoding);
        Assert.InRange(bomb.Length, 1, 11_000_000);
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, bomb, $"Content-Encoding: {encoding}"));
        using var harness = new FetchHarness();
        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();

        Assert.Equal(FetchCodes.TooLarge, await harness.FetchCode(server.Url()));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }

    /// <summary>One gigabyte of nothing.</summary>
    private static byte[] Bomb(string encoding)
    {
        var nothing = new byte[16 * 1024 * 1024];
        using var output = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(output, CompressionLevel.Fastest),
            _ => new BrotliStream(output, CompressionLevel.Fastest),
        })
        {
            for (var i = 0; i < 64; i++) packing.Write(nothing);
        }

        return output.ToArray();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_document_that_was_cut_off_is_no_document(string encoding)
    {
        var whole = encoding switch
        {
            "gzip" => Gzip(Document),
            "deflate" => Pack(Document, stream => new ZLibStream(stream, CompressionLevel.Fastest)),
            _ => Brotli(Document),
        };
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, whole[..^20], $"Content-Encoding: {encoding}"));
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.BadEncoding, await harness.FetchCode(server.Url()));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip, gzip")]
    public async Task Bytes_that_are_not_what_the_label_says_are_a_typed_failure(string encoding)
    {
        var noise = Enumerable.Range(0, 5000).Select(number => (byte)(255 - (number * 7 % 251))).ToArray();
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, noise, $"Content-Encoding: {encoding}"));
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.BadEncoding, await harness.FetchCode(server.Url()));
    }

    [Fact]
    public async Task A_gzip_file_with_a_name_padding_or_further_members_is_whole()
    {
        var packed = Gzip(Document);
        byte[] named = [.. packed[..3], 8, .. packed[4..10], .. "feed.xml\0"u8, .. packed[10..]];
        foreach (var body in new byte[][] { named, [.. packed, 0, 0, 0, 0, 0], [.. named, 0, 0, 0], packed[..^3] })
        {
            await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, body, "Content-Encoding: gzip"));
            using var harness = new FetchHarness();
            Assert.Equal(Document, (await harness.FetchDocument(server.Url())).Body.ToArray());
        }

        await using var two = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, [.. packed, .. packed], "Content-Encoding: gzip"));
        using var other = new FetchHarness();
        Assert.Equal(2 * Document.Length, (await other.FetchDocument(two.Url())).Body.Length);
    }

    [Fact]
    public async Task An_empty_body_under_a_label_is_an_empty_document()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "", "Content-Encoding: gzip"));
        using var harness = new FetchHarness();
        Assert.Equal(0, (await harness.FetchDocument(server.Url())).Body.Length);
    }
}
