using System.Text;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds.Json;

public class JsonFeedReaderTests
{
    [Theory]
    [InlineData("\"id\":\"a\"", "a")]
    [InlineData("\"id\":12", "12")]
    [InlineData("\"id\":1e999", "1e999")]
    [InlineData("\"id\":-1.5", "-1.5")]
    [InlineData("\"id\":true", null)]
    [InlineData("\"id\":null", null)]
    [InlineData("\"id\":NaN", null)]
    [InlineData("\"id\":Infinity", null)]
    [InlineData("\"id\":{\"a\":[1,2]}", null)]
    [InlineData("\"id\":[\"a\"]", null)]
    [InlineData("\"id\":\"  a  \"", "a")]
    [InlineData("\"id\":\"\"", null)]
    [InlineData("\"id\":\"a\",\"id\":\"b\"", "a")]
    public void An_id_is_a_string_or_a_number(string member, string? expected) => Assert.Equal(expected, ReadItem(member).Id);

    [Theory]
    [InlineData("caf\\u00e9", "café")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("a\\ud800b", "ab")]
    [InlineData("a\\udc00\\ud800b", "ab")]
    [InlineData("a\\u0000b", "ab")]
    [InlineData("a\\n\\tb", "a b")]
    [InlineData("\\\"q\\\" \\\\ \\/", "\"q\" \\ /")]
    [InlineData("bad \\x escape", "bad \\x escape")]
    [InlineData("short \\u12", "short \\u12")]
    [InlineData("<b>no HTML</b> &amp;", "<b>no HTML</b> &amp;")]
    public void A_title_is_plain_text(string printed, string expected) => Assert.Equal(expected, ReadItem($"\"title\":\"{printed}\"").Title);

    [Fact]
    public void A_broken_item_costs_no_more_than_itself()
    {
        var feed = Parse("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"title\":\"One\"},{\"title\" \"no colon\"},{\"id\":\"3\",\"title\":\"Three\"}]}");

        Assert.Equal(["One", "Three"], feed.Items.Select(item => item.Title));
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.BadItem);
        Assert.True(feed.IsDegraded);
    }

    [Theory]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"title\":\"One\"},{\"title\":\"Two")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"title\":\"One\"},")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"title\":\"One\"}")]
    public void A_document_that_is_cut_off_keeps_its_complete_items(string document)
    {
        var feed = Parse(document);

        Assert.Equal(["One"], feed.Items.Select(item => item.Title));
        Assert.Contains(feed.Problems, problem => problem.Code == FeedProblemCodes.CutOff);
        Assert.True(feed.IsDegraded);
    }

    [Fact]
    public void Html_is_preferred_to_text()
    {
        var item = ReadItem("\"content_text\":\"text\",\"content_html\":\"<p>html</p>\"");

        Assert.Equal((FeedTextKind.Html, "html"), (item.Content.Kind, item.Content.ToPlainText()));
    }

    [Fact]
    public void A_document_that_does_not_say_its_version_is_read_when_it_has_items()
    {
        var feed = Parse("{\"title\":\"Feed\",\"items\":[{\"id\":\"1\",\"title\":\"One\"}]}");

        Assert.Equal((FeedFormat.Json11, "Feed", "One"), (feed.Format, feed.Title, feed.Items.Single().Title));
        Assert.Equal(FeedProblemCodes.IllFormed, feed.Problems.Single().Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"items\":[]}")]
    [InlineData("{\"items\":[1,2]}")]
    [InlineData("{\"items\":\"none\"}")]
    [InlineData("{\"title\":\"Not found\",\"status\":404}")]
    public void Json_that_is_no_feed_is_none(string document) => Assert.Equal(FeedFormat.Unknown, Parse(document).Format);

    private static FeedItem ReadItem(string member) =>
        Assert.Single(Parse($"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{{member},\"summary\":\"s\"}}]}}").Items);

    private static Feed Parse(string document) => FeedSample.Parse(Encoding.UTF8.GetBytes(document));
}
