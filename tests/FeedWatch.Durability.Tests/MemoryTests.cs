using System.Text;
using System.Text.Json;
using FeedWatch.Durability.Tests.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FeedWatch.Durability.Tests;

/// <summary>Many large feeds at once, in the little memory of a container.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Mebibyte = 1024 * 1024;
    private const int Limit = 256;

    /// <summary>What .NET takes for its heap where 256 MiB are all there is.</summary>
    private const string Heap = "0xC000000";

    public static TheoryData<int, int> Feeds => new()
    {
        { LongForm.IsAsked ? 200 : 40, 50_000 }, // much that nobody reads
        { LongForm.IsAsked ? 12 : 3, 10_000_000 }, // text to the last byte
    };

    [Theory, MemberData(nameof(Feeds))]
    public async Task Feeds_of_ten_mebibytes_wait_for_each_other_instead_of_running_out_of_memory(int feeds, int textLength)
    {
        var text = Text(textLength);
        var padding = Encoding.UTF8.GetBytes(new string('x', 10 * Mebibyte - text.Length));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0").ConfigureKestrel(kestrel => kestrel.Limits.MinResponseDataRate = null); // this is about memory, not about haste
        await using var server = builder.Build();
        server.MapGet("/{feed}", async (string feed, HttpContext context) =>
        {
            var head = Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><title>{feed}</title><x:blob xmlns:x='urn:x'>");
            context.Response.ContentType = "application/rss+xml";
            context.Response.ContentLength = feed.Contains("odd", StringComparison.Ordinal) ? null : head.Length + padding.Length + text.Length;
            await context.Response.Body.WriteAsync(head, context.RequestAborted);
            await context.Response.Body.WriteAsync(padding, context.RequestAborted);
            await context.Response.Body.WriteAsync(text, context.RequestAborted);
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("feedwatch-memory-").FullName;
        try
        {
            Write(folder, new Uri(server.Urls.Single()).Port, feeds);
            using var poll = FeedWatchProcess.Start(["poll", "--once", "--json", "--config", folder, "--data", folder], [("DOTNET_GCHeapHardLimit", Heap)]);
            var most = 0L;
            while (!poll.HasExited)
            {
                most = Math.Max(most, poll.OwnMemory);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            output.WriteLine($"{feeds} feeds, {most / Mebibyte} MiB at most");
            Assert.True(poll.ExitCode == 0, poll.Said);
            Assert.True(Fetched(poll.Said) >= feeds * 0.95, poll.Said); // a busy machine may keep one of them waiting too long
            Assert.True(most < Limit * Mebibyte, $"{most / Mebibyte} MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Fetched(string said) => JsonDocument.Parse(said.Split('\n').First(line => line.StartsWith('{'))).RootElement.GetProperty("fetched").GetInt32();

    /// <summary>The rest of the document: one item for each 50 kB.</summary>
    private static byte[] Text(int length)
    {
        var text = new StringBuilder("</x:blob>");
        for (var item = 0; item < length / 50_000; item++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<item><guid>{item}</guid><title>Quarry {item}</title><description>{new string('y', 49_900)}</description></item>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</channel></rss>").ToString());
    }

    /// <summary>Each feed has a host of its own: all addresses of 127.0.0.0/8 are this machine. Every second does not say how long it is.</summary>
    private static void Write(string folder, int port, int feeds)
    {
        File.WriteAllText(Path.Combine(folder, "feedwatch.json"), JsonSerializer.Serialize(new { polling = new { concurrency = feeds, timeout = "10m", firstPoll = "all", allowPrivate = new[] { "127.0.0.0/8" } } }));
        File.WriteAllText(Path.Combine(folder, "feeds.json"), JsonSerializer.Serialize(
            new { feeds = Enumerable.Range(1, feeds).Select(number => $"http://127.0.1.{number}:{port}/{(number % 2 == 0 ? "even" : "odd")}-{number}") }));
        Directory.CreateDirectory(Path.Combine(folder, "watchlists"));
        File.WriteAllText(Path.Combine(folder, "watchlists", "stones.json"), JsonSerializer.Serialize(new { name = "stones", recipients = new[] { "cat@example.org" }, topics = new[] { "marble" } }));
    }
}
