using System.Diagnostics;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

/// <summary>Random mutations of the samples, and what must hold for every one of them.</summary>
public class FeedParserFuzzTests(ITestOutputHelper output)
{
    private const int Most = 20_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);
    private const long MemoryPerDocument = 64 << 20;

    /// <summary>One second a megabyte; a pause of the machine is not the parser's.</summary>
    private static readonly TimeSpan PerDocument = TimeSpan.FromSeconds(1);
    private const int Tries = 3;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "&", "\"", "'", "/>", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE x [", "&amp;", "&#0;", "&#xD800;", "&nbsp;", "<item>", "</item>",
            "<entry>", "</channel>", "<title>", "</title>", "<description>", "<link>", "<x:y", " xmlns='", " xml:base='//x'", " type='xhtml'", " mode='base64'", "<script>", "<div hidden>",
            "{", "}", "[", "]", ",", ":", "\\u", "\\", "\0", "\uFEFF", "\u202E", "encoding='utf-16'", "encoding='euc-kr'", "31 Feb 2025", "9999-12-31T23:59:59+23:59",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xFF], [0xFE, 0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x00, 0x3C], [0x81],
    ];

    [Fact]
    public void No_mutation_of_a_sample_throws_hangs_or_lets_a_forbidden_character_out()
    {
        var seed = Environment.GetEnvironmentVariable("FEEDWATCH_FUZZ_SEED") is { Length: > 0 } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"FEEDWATCH_FUZZ_SEED={seed}");
        byte[][] samples = [.. FeedSample.Names.Select(FeedSample.Read)];
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; count < Most && watch.Elapsed < Time; count++)
        {
            var random = new Random(seed + count);
            var document = Mutate(samples[random.Next(samples.Length)], samples, random);
            Check(document, $"FEEDWATCH_FUZZ_SEED={seed + count}");
        }

        output.WriteLine($"{count} documents in {watch.Elapsed}");
    }

    private static void Check(byte[] document, string seed)
    {
        Feed feed;
        try
        {
            feed = ParseInTime(document, seed);
            foreach (var item in feed.Items)
            {
                AssertClean(item.Title, item.Id, item.Link, item.Language, item.Summary.Value.ToString(), item.Content.Value.ToString(), item.Summary.ToPlainText(), item.Content.ToPlainText());
                AssertClean([.. item.Authors, .. item.Categories]);
                Assert.True(item.Link is null || new Uri(item.Link).Scheme is "http" or "https");
            }

            AssertClean(feed.Title, feed.Description, feed.Link, feed.Language);
            AssertClean([.. feed.Problems.Select(problem => problem.Detail)]);
            FeedDiscovery.Find(document, new Uri("https://x.example/"));
            Opml.Read(document);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{seed}: {Convert.ToBase64String(document.AsSpan(0, Math.Min(document.Length, 4_000)))}", exception);
        }
    }

    private static Feed ParseInTime(byte[] document, string seed)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var feed = FeedSample.Parse(document);
            var elapsed = watch.Elapsed;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryPerDocument);
            if (elapsed < PerDocument * Math.Max(1, document.Length / 1e6))
            {
                return feed;
            }

            Assert.True(attempt < Tries, $"{seed}: {elapsed} for {document.Length} bytes");
        }
    }

    private static void AssertClean(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            for (var at = 0; at < (text?.Length ?? 0); at++)
            {
                var character = text![at];
                Assert.True(character is not '\0' and not '\uFFFE' and not '\uFFFF', "a forbidden character came out");
                Assert.True(!char.IsSurrogate(character) || char.IsSurrogatePair(text, at) || (at > 0 && char.IsSurrogatePair(text, at - 1)), "a lone surrogate came out");
            }
        }
    }

    private static byte[] Mutate(byte[] sample, byte[][] samples, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var times = random.Next(1, 12); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at) + 1));
                    break;
                case 3 when random.Next(3) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(400, bytes.Count - at) + 1)));
                    break;
                case 5:
                    var other = samples[random.Next(samples.Length)];
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(400))]);
                    break;
                case 6:
                    var piece = Pieces[random.Next(Pieces.Length)];
                    bytes.InsertRange(at, Enumerable.Repeat(piece, random.Next(200)).SelectMany(repeated => repeated));
                    break;
            }
        }

        return [.. bytes];
    }
}
