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

    [Theory]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name><uri>https://desk.example</uri></author>{0}</feed>", "<entry><id>1</id></entry>", "Desk")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'>{0}<author><name>Desk</name></author><author><email>night@desk.example</email></author></feed>", "<entry><id>1</id></entry>", "Desk, night@desk.example")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author>{0}</feed>", "<entry><id>1</id><author><name>Ada</name></author></entry>", "Ada")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author>{0}</feed>", "<entry><id>1</id><source><title>Wire</title><author><name>Wire</name></author></source></entry>", "Wire")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author>{0}</feed>", "<entry><id>1</id><source><title>Wire</title></source></entry>", "")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author>{0}</feed>", "<entry><id>1</id><source><author><name>Wire</name></author></source><author><name>Ada</name></author></entry>", "Ada")]
    [InlineData("<rss version='2.0'><channel><managingEditor>Desk</managingEditor>{0}</channel></rss>", "<item><guid>1</guid></item>", "")]
    [InlineData("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{0}],\"authors\":[{{\"name\":\"Desk\"}},{{\"url\":\"https://x.example\"}}]}}", "{\"id\":\"1\"}", "Desk")]
    [InlineData("{{\"version\":\"https://jsonfeed.org/version/1\",\"author\":{{\"name\":\"Desk\"}},\"items\":[{0}]}}", "{\"id\":\"1\",\"author\":{\"name\":\"Ada\"}}", "Ada")]
    public void An_item_without_authors_has_those_of_the_feed_that_it_comes_from(string feed, string item, string authors)
    {
        using var read = FeedSample.Parse(Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, feed, item)));

        Assert.Equal(authors, string.Join(", ", Assert.Single(read.Items).Authors));
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
