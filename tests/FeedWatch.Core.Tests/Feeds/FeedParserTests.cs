using System.Text;
using FeedWatch.Core.Feeds;

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

    [Fact]
    public void Texts_stay_as_they_are_while_other_feeds_are_read_and_given_back()
    {
        int[] lengths = [0, 1, 300, 3_000, 9_000, 30_000, 100_000, 8_192, 8_193];
        string[] Texts(char letter) => [.. Enumerable.Range(0, 40).Select(item => new string(letter, lengths[item % lengths.Length]))];
        Feed Read(char letter) => FeedSample.Parse(Encoding.UTF8.GetBytes(
            "<rss version='2.0'><channel>" + string.Concat(Texts(letter).Select((text, item) => $"<item><guid>{item}</guid><description>&lt;p&gt;{text}</description></item>")) + "</channel></rss>"));
        void AssertReads(char letter, Feed feed) => Assert.Equal(Texts(letter).Select(text => text.Length == 0 ? null : text), feed.Items.Select(item => item.Summary.ToPlainText()));

        var first = Read('a');
        var second = Read('b');
        second.Dispose();
        second.Dispose();
        using var third = Read('c');
        using var fourth = Read('d');

        AssertReads('a', first);
        AssertReads('c', third);
        AssertReads('d', fourth);
    }
}
