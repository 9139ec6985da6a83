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
