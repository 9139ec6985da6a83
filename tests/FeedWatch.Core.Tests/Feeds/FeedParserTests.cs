namespace FeedWatch.Core.Tests.Feeds;

public class FeedParserTests
{
    public static TheoryData<string> Samples => [.. FeedSample.Names];

    /// <summary>Every sample has its expected reading beside it. To change many at once, set FEEDWATCH_WRITE_EXPECTED to the samples' folder.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_reads_as_expected(string name)
    {
        var printed = FeedSample.Print(FeedSample.Parse(FeedSample.Read(name)));
        if (Environment.GetEnvironmentVariable("FEEDWATCH_WRITE_EXPECTED") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, name + ".expected.json"), printed + "\n");
        }

        Assert.Equal(FeedSample.Expected(name), printed, ignoreLineEndingDifferences: true);
    }
}
