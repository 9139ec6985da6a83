using System.Text.Json;
using FeedWatch.Cli;

namespace FeedWatch.Tests.Cli;

[Collection("console")] // what is printed belongs to the whole process
public sealed class MissesVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-misses-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stored_items_that_came_near_are_counted_and_listed()
    {
        Write("watchlists/port.json", """{ "name": "Port", "recipients": ["desk@example.org"], "topics": ["harbour tug", "\"ice-class tug\"", "quay"] }""");
        Write("feeds.json", """{ "feeds": [{ "url": "port.xml" }] }""");
        Write("port.xml", """
            <rss version="2.0"><channel><title>Port</title>
            <item><guid>1</guid><title>Tug leaves</title><description>The tug left. The harbour is quiet.</description></item>
            <item><guid>2</guid><title>Ice-class tugs wanted</title></item>
            <item><guid>3</guid><title>Harbour orders tug</title></item>
            </channel></rss>
            """);
        await RunAsync("poll", "--once");

        var counts = await RunAsync("misses");
        var listed = await RunAsync("misses", "harbour-tug");
        var tried = await RunAsync("misses", "tug ONEAR/5 harbour");

        Assert.Equal([1, 1, 0], counts.Select(line => line.GetProperty("nearMisses").GetInt32()));
        var miss = Assert.Single(listed);
        Assert.Equal("all words found, but in two sentences", miss.GetProperty("reason").GetString());
        Assert.Equal("1", miss.GetProperty("item").GetProperty("id").GetString());
        Assert.Equal(["1", "3"], tried.Select(line => line.GetProperty("item").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_wrong_expression_is_a_wrong_command_line()
    {
        Write("feeds.json", """{ "feeds": [] }""");

        Assert.Equal(ExitCodes.Usage, await CommandLine.RunAsync(["misses", "(tug", "--config", Path.Combine(_folder, "config"), "--data", Path.Combine(_folder, "data")]));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, "config", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs a verb and gives the topics' lines that it printed; tests beside this one may print others.</summary>
    private async Task<List<JsonElement>> RunAsync(params string[] arguments)
    {
        var before = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(printed));
        try
        {
            Assert.Equal(ExitCodes.Ok, await CommandLine.RunAsync([.. arguments, "--json", "--config", Path.Combine(_folder, "config"), "--data", Path.Combine(_folder, "data")]));
        }
        finally
        {
            Console.SetOut(before);
        }

        return [.. printed.ToString().Split('\n').Where(line => line.StartsWith("{\"watchlist\":", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
