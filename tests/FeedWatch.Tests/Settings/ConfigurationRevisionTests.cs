namespace FeedWatch.Tests.Settings;

public class ConfigurationRevisionTests
{
    [Fact]
    public void The_same_settings_have_the_same_revision_wherever_they_lie()
    {
        using var one = ConfigurationFolder.Valid();
        using var other = ConfigurationFolder.Valid();
        foreach (var folder in new[] { one, other })
        {
            folder.Write("samples/a.xml", "<rss/>");
            folder.Write("feeds.json", """{ "feeds": ["samples/a.xml"] }""");
        }

        other.Write("feedwatch.json", "{ /* defaults, said or not */ \"polling\": { \"every\": \"15m\" } }");

        Assert.Equal(one.LoadValid().Revision, other.LoadValid().Revision);
        Assert.Matches("^[0-9a-f]{12}$", one.LoadValid().Revision);
    }

    [Theory]
    [InlineData("feedwatch.json", """{ "polling": { "every": "16m" } }""")]
    [InlineData("feeds.json", """{ "feeds": ["https://example.org/rss?page=2"] }""")]
    [InlineData("watchlists/desk.json", """{ "recipients": ["desk@example.org"], "topics": ["ice-class tugs"] }""")]
    public void Another_setting_has_another_revision(string file, string text)
    {
        using var folder = ConfigurationFolder.WithFeeds("""{ "feeds": ["https://example.org/rss?page=1"] }""");
        var before = folder.LoadValid().Revision;

        folder.Write(file, text);

        Assert.NotEqual(before, folder.LoadValid().Revision);
    }
}
