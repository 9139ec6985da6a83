using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings.Binding;

public class FeedsBinderTests
{
    [Fact]
    public void A_feed_listed_twice_is_polled_once_with_the_tags_of_both()
    {
        using var folder = ConfigurationFolder.WithFeeds("""
            { "feeds": [
              { "id": "wire", "url": "https://example.org/rss", "tags": ["a", "b"], "every": "5m" },
              { "id": "again", "url": "HTTPS://EXAMPLE.ORG:443/rss/", "tags": ["b", "c"], "every": "10m" }
            ] }
            """);
        folder.Write("watchlists/desk.json", """{ "recipients": "desk@example.org", "topics": [{ "any": "tug", "feeds": { "include": "again" } }] }""");

        var configuration = folder.LoadValid();

        var feed = Assert.Single(configuration.Feeds);
        Assert.Equal(("wire", TimeSpan.FromMinutes(5), "a b c"), (feed.Id, feed.Every, string.Join(' ', feed.Tags)));
        Assert.Equal(["wire"], configuration.Topics[0].Topic.Definition.IncludeFeeds);
        Assert.Equal(("feeds.json", 3), Assert.Single(folder.Warnings().Select(problem => (problem.File, problem.Line))));
    }

    [Theory]
    [InlineData("""[]""", "$")]
    [InlineData("""null""", "$")]
    [InlineData("""{}""", "$")]
    [InlineData("""{ "feeds": null }""", "$.feeds")]
    [InlineData("""{ "feeds": {} }""", "$.feeds")]
    [InlineData("""{ "feeds": [""] }""", "$.feeds[0]")]
    [InlineData("""{ "feeds": [5] }""", "$.feeds[0]")]
    [InlineData("""{ "feeds": ["gopher://example.org"] }""", "$.feeds[0]")]
    [InlineData("""{ "feeds": [{ "url": "file:///etc/passwd" }] }""", "$.feeds[0].url")]
    [InlineData("""{ "feeds": [{ "uri": "https://example.org" , "url": "https://example.org" }] }""", "$.feeds[0].uri")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "id": "" }] }""", "$.feeds[0].id")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "id": "tag:wire" }] }""", "$.feeds[0].id")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "tags": ["two words"] }] }""", "$.feeds[0].tags[0]")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "every": "0s" }] }""", "$.feeds[0].every")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "every": "5m", "cron": "0 0 * * * ?" }] }""", "$.feeds[0].cron")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "cron": "0 * * * *" }] }""", "$.feeds[0].cron")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "language": "english" }] }""", "$.feeds[0].language")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "firstPoll": true }] }""", "$.feeds[0].firstPoll")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "identity": "id" }] }""", "$.feeds[0].identity")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "headers": { "Host": "x" } }] }""", "$.feeds[0].headers.Host")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "headers": { "X-Key": "a\r\nX: y" } }] }""", "$.feeds[0].headers['X-Key']")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "headers": { "X": { "file": "missing" } } }] }""", "$.feeds[0].headers.X.file")]
    [InlineData("""{ "feeds": [{ "url": "https://example.org", "headers": { "X": "a", "x": "b" } }] }""", "$.feeds[0].headers.x")]
    [InlineData("""{ "feeds": [{ "id": "a", "url": "https://example.org" }, { "id": "a", "url": "https://example.com" }] }""", "$.feeds[1].id")]
    public void A_wrong_feed_is_one_error_in_its_place(string feeds, string path)
    {
        using var folder = ConfigurationFolder.WithFeeds(feeds);

        var error = Assert.Single(folder.Errors());

        Assert.Equal(("feeds.json", path), (error.File, error.Path));
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("""{ "url": "https://example.org/rss", "every": "30s" }""", "once a minute")]
    [InlineData("""{ "url": "missing.xml" }""", "The file missing.xml does not exist")]
    [InlineData("""{ "url": "http://example.org:25/rss" }""", "Port 25")]
    [InlineData("""{ "url": "https://example.org:6379/rss" }""", "Port 6379")]
    [InlineData("""{ "url": "http://example.org/rss", "allowInvalidCertificate": true }""", "without https")]
    public void What_works_but_is_odd_is_a_warning(string feed, string message)
    {
        using var folder = ConfigurationFolder.WithFeeds($"{{ \"feeds\": [{feed}] }}");

        Assert.Contains(message, Assert.Single(folder.Warnings()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:9000/rss")]
    [InlineData("http://feeds.lan/rss")]
    [InlineData("http://10.1.2.3/rss")]
    [InlineData("http://feedserver/rss")]
    public void Ones_own_server_may_be_asked_every_second(string url)
    {
        using var folder = ConfigurationFolder.WithFeeds($$"""{ "feeds": [{ "url": "{{url}}", "every": "1s" }] }""");

        Assert.Empty(folder.Warnings());
    }

    [Theory]
    [InlineData("http://example.org:80/rss")]
    [InlineData("https://example.org:443/rss")]
    [InlineData("http://feeds.lan:8080/rss")]
    [InlineData("http://localhost:22/rss")]
    public void A_usual_port_and_any_of_ones_own_servers_is_fine(string url)
    {
        using var folder = ConfigurationFolder.WithFeeds($$"""{ "feeds": ["{{url}}"] }""");

        Assert.Empty(folder.Warnings());
    }

    [Fact]
    public void A_forgotten_scheme_is_recognised()
    {
        using var folder = ConfigurationFolder.WithFeeds("""{ "feeds": ["example.org/rss"] }""");

        Assert.Contains("https://example.org/rss", Assert.Single(folder.Warnings()).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_feeds_is_a_warning_when_it_is_meant()
    {
        using var folder = ConfigurationFolder.WithFeeds("""{ "feeds": [] }""");

        Assert.Contains("no feeds", Assert.Single(folder.Warnings()).Message, StringComparison.Ordinal);
        Assert.Empty(folder.LoadValid().Feeds);
    }

    [Fact]
    public void A_string_entry_is_its_own_id()
    {
        using var folder = ConfigurationFolder.WithFeeds("""{ "feeds": ["https://Example.org/rss", "samples/../a.xml"] }""");
        folder.Write("a.xml", "<rss/>");

        var feeds = folder.LoadValid().Feeds;

        Assert.Equal(["https://Example.org/rss", "samples/../a.xml"], feeds.Select(feed => feed.Id));
        Assert.Equal(Path.Combine(folder.Path, "a.xml"), feeds[1].Url);
        Assert.Equal(FeedIdentity.Auto, feeds[0].Identity);
    }
}
