namespace FeedWatch.Tests.Settings.Binding;

public class OpmlBinderTests
{
    private const string Subscriptions = """
        <?xml version="1.0"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
          <outline text="World News"><outline type="rss" text="Harbour &amp; Port" xmlUrl="https://example.com/harbour"/></outline>
          <outline type="rss" text="Example" xmlUrl="https://example.org/rss"/>
        </body></opml>
        """;

    [Fact]
    public void An_opml_file_adds_feeds_with_folders_as_tags()
    {
        using var folder = ConfigurationFolder.WithFeeds("""{ "feeds": [] }""");
        folder.Write("subscriptions.opml", Subscriptions);

        var feeds = folder.LoadValid().Feeds;

        Assert.Equal(
            [("https://example.com/harbour", "Harbour & Port", "world-news"), ("https://example.org/rss", "Example", "")],
            feeds.Select(feed => (feed.Url, feed.Name, string.Join(' ', feed.Tags))));
    }

    [Fact]
    public void It_works_without_a_feeds_file_and_merges_with_one()
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Write("subscriptions.opml", Subscriptions);
        Assert.Equal(2, folder.LoadValid().Feeds.Count);

        folder.Delete("feeds.json");
        Assert.Equal(2, folder.LoadValid().Feeds.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<opml><body></body></opml>")]
    [InlineData("<html></html>")]
    [InlineData("""<opml><body><outline type="rss" xmlUrl="https://example.com/a"/>""")]
    public void A_file_without_feeds_or_without_its_end_is_an_error(string text)
    {
        using var folder = ConfigurationFolder.Valid();
        folder.Write("subscriptions.opml", text);

        Assert.Equal("subscriptions.opml", Assert.Single(folder.Errors()).File);
    }
}
