using System.Globalization;
using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds.Markup;

public class ItemDateTests
{
    [Theory]
    [InlineData("<pubDate>Thu, 26 Jun 2025 03:04:00 GMT</pubDate>", "26 03:04", null)]
    [InlineData("<published>2025-06-26T03:04:00Z</published><updated>2025-06-27T03:04:00Z</updated>", "26 03:04", "27 03:04")]
    [InlineData("<updated>2025-06-27T03:04:00Z</updated>", null, "27 03:04")]
    [InlineData("<issued>2025-06-26T03:04:00Z</issued><modified>2025-06-27T03:04:00Z</modified><created>2025-06-25T03:04:00Z</created>", "26 03:04", "27 03:04")]
    [InlineData("<created>2025-06-25T03:04:00Z</created>", "25 03:04", null)]
    [InlineData("<dcterms:issued>2025-06-26T03:04:00Z</dcterms:issued><dcterms:modified>2025-06-27T03:04:00Z</dcterms:modified>", "26 03:04", "27 03:04")]
    [InlineData("<dc:date>2025-06-27T03:04:00Z</dc:date>", "27 03:04", "27 03:04")]
    [InlineData("<dc:date>2025-06-27T03:04:00Z</dc:date><pubDate>Thu, 26 Jun 2025 03:04:00 GMT</pubDate>", "26 03:04", "27 03:04")]
    [InlineData("<pubDate>Thu, 26 Jun 2025 12:04:00 +0900</pubDate>", "26 03:04", null)]
    [InlineData("<pubDate>never</pubDate><dc:date>2025-06-27T03:04:00Z</dc:date>", "27 03:04", "27 03:04")]
    [InlineData("<pubDate></pubDate>", null, null)]
    public void The_date_comes_from_where_the_field_expects_it(string elements, string? published, string? updated)
    {
        var item = Parse(elements).Items.Single();

        Assert.Equal((published, updated), (Print(item.Published), Print(item.Updated)));
    }

    [Fact]
    public void A_date_that_cannot_be_read_is_a_problem_of_its_item_and_the_item_stays()
    {
        var feed = Parse("<pubDate>26 Jun 2025</pubDate></item><item><title>two</title><pubDate>Tue, 31 Feb 2025 10:00:00 GMT</pubDate>");

        Assert.Equal(["one", "two"], feed.Items.Select(item => item.Title));
        var problem = Assert.Single(feed.Problems);
        Assert.Equal((1, FeedProblemCodes.BadDate), (problem.Item, problem.Code));
        Assert.Contains("31 Feb 2025", problem.Detail, StringComparison.Ordinal);
    }

    private static string? Print(DateTimeOffset? date)
    {
        Assert.True(date is null || date.Value.Offset == TimeSpan.Zero);
        return date?.ToString("dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static Feed Parse(string elements) =>
        FeedSample.Parse(Encoding.UTF8.GetBytes($"<rss version='2.0'><channel><item><title>one</title>{elements}</item></channel></rss>"));
}
