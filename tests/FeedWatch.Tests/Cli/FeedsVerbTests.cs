using System.Text.Json;
using FeedWatch.Cli;
using FeedWatch.Core.Feeds;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Cli;

[Collection("console")] // what is printed belongs to the whole process
public sealed class FeedsVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-feeds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Adding_the_address_of_a_page_shows_the_feeds_that_it_names()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(
            200, "<html><head><link rel='alternate' type='application/rss+xml' title='News &amp; more' href='/rss'><link rel='alternate' type='application/atom+xml' href='/comments'></head></html>"));

        var (code, printed) = await RunAsync("feeds", "add", server.Url("/"), "--json");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal(
            [(server.Url("/rss"), "News & more"), (server.Url("/comments"), null)],
            Lines(printed).Select(found => (found.GetProperty("url").GetString(), found.GetProperty("title").GetString())));
    }

    [Fact]
    public async Task Adding_the_address_of_a_feed_shows_what_to_write()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "<rss version='2.0'><channel><title>Harbour</title></channel></rss>"));

        var (code, printed) = await RunAsync("feeds", "add", server.Url("/rss?a=1&b=2"));

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("Harbour", printed, StringComparison.Ordinal);
        Assert.Contains($$"""{ "url": "{{server.Url("/rss?a=1&b=2")}}" }""", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html><body>Nothing here</body></html>")]
    [InlineData(404, "no")]
    public async Task Adding_what_leads_to_no_feed_is_a_finding(int status, string document)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(status, document));

        Assert.Equal(ExitCodes.Findings, (await RunAsync("feeds", "add", server.Url("/"))).Code);
    }

    [Fact]
    public async Task Feeds_go_out_as_OPML_with_tags_as_folders_and_come_in_again()
    {
        Write("feeds.json", """
            { "feeds": [
              { "url": "https://example.org/rss?a=1&b=2", "name": "Wire & port", "tags": ["wire"] }, "https://example.com/plain", { "url": "local.xml" }
            ] }
            """);
        var (_, exported) = await RunAsync("feeds", "export");
        var opml = exported[exported.IndexOf("<?xml", StringComparison.Ordinal)..];
        Write("../mine.opml", opml[..(opml.IndexOf("</opml>", StringComparison.Ordinal) + "</opml>".Length)]);
        File.Delete(Path.Combine(_folder, "config", "feeds.json"));

        var (code, _) = await RunAsync("feeds", "import", Path.Combine(_folder, "mine.opml"));
        var (again, _) = await RunAsync("feeds", "import", Path.Combine(_folder, "mine.opml"));

        Assert.Equal((ExitCodes.Ok, ExitCodes.Usage), (code, again)); // what is there is not overwritten
        var outlines = Opml.Read(await File.ReadAllBytesAsync(Path.Combine(_folder, "config", "mine.opml"), TestContext.Current.CancellationToken)).Outlines;
        Assert.Equal(
            ["Wire & port https://example.org/rss?a=1&b=2 wire", "https://example.com/plain https://example.com/plain "],
            outlines.OrderByDescending(outline => outline.Folders.Count).Select(outline => $"{outline.Title} {outline.XmlUrl} {string.Join('/', outline.Folders)}"));
    }

    private static IEnumerable<JsonElement> Lines(string printed) =>
        printed.Split('\n').Where(line => line.StartsWith("{\"url\":", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, "config", file);
        Directory.CreateDirectory(Path.Combine(_folder, "config"));
        File.WriteAllText(path, text);
    }

    private async Task<(int Code, string Printed)> RunAsync(params string[] arguments)
    {
        var before = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(printed));
        try
        {
            return (await CommandLine.RunAsync([.. arguments, "--config", Path.Combine(_folder, "config"), "--data", Path.Combine(_folder, "data")]), printed.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
