using FeedWatch.Cli;

namespace FeedWatch.Tests.Cli;

[Collection("console")] // what is printed belongs to the whole process
public sealed class VerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-verbs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_place_that_cannot_be_written_is_a_sentence_and_no_crash()
    {
        var taken = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(taken, "a file stands where a folder is to be", TestContext.Current.CancellationToken);

        var (code, said) = await RunAsync("schema", "--write", taken);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(taken, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parse", "")]
    [InlineData("match", "", "--topic", "tug")]
    public async Task An_empty_source_is_a_finding_and_no_crash(params string[] arguments) =>
        Assert.Equal(ExitCodes.Findings, (await RunAsync(arguments)).Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Standard_output_is_for_json_alone_when_it_is_asked_for(bool json)
    {
        var list = Path.Combine(_folder, "list.opml");
        await File.WriteAllTextAsync(
            list, """<opml version="2.0"><body><outline type="rss" text="Post" xmlUrl="https://post.example/feed"/></body></opml>""", TestContext.Current.CancellationToken);
        var config = Directory.CreateDirectory(Path.Combine(_folder, "config")).FullName;
        var before = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(printed));
        try
        {
            var (code, said) = await RunAsync(["feeds", "import", list, "--config", config, .. json ? new[] { "--json" } : []]);

            Assert.Equal(ExitCodes.Ok, code);
            Assert.Equal((json, !json), (said.Contains("1 feeds", StringComparison.Ordinal), printed.ToString().Contains("1 feeds", StringComparison.Ordinal)));
        }
        finally
        {
            Console.SetOut(before);
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var before = Console.Error;
        using var said = new StringWriter();
        Console.SetError(TextWriter.Synchronized(said));
        try
        {
            return (await CommandLine.RunAsync(arguments), said.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
