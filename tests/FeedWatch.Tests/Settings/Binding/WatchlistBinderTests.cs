namespace FeedWatch.Tests.Settings.Binding;

public class WatchlistBinderTests
{
    private static string With(string topics, string more = "") => $$"""{ "recipients": ["desk@example.org"], {{more}} "topics": [{{topics}}] }""";

    [Theory]
    [InlineData("", "$.topics[0]")]
    [InlineData("   ", "$.topics[0]")]
    [InlineData("(open", "$.topics[0]")]
    [InlineData("a AND", "$.topics[0]")]
    [InlineData("/(?=lookahead)/", "$.topics[0]")]
    [InlineData("***", "$.topics[0]")]
    public void A_wrong_topic_text_is_an_error_in_its_place(string topic, string path)
    {
        using var folder = ConfigurationFolder.WithWatchlist(With($"\"{topic}\""));

        var errors = folder.Errors();

        Assert.All(errors, error => Assert.Equal(("watchlists/desk.json", path), (error.File, error.Path)));
    }

    [Theory]
    [InlineData("""{}""", "$.topics[0]")]
    [InlineData("""{ "id": "a" }""", "$.topics[0]")]
    [InlineData("""{ "any": [] }""", "$.topics[0]")]
    [InlineData("""{ "none": ["x"] }""", "$.topics[0]")]
    [InlineData("""{ "any": [""] }""", "$.topics[0].any[0]")]
    [InlineData("""{ "any": "x", "weight": 2 }""", "$.topics[0].weight")]
    [InlineData("""{ "any": "x", "id": "two words" }""", "$.topics[0].id")]
    [InlineData("""{ "any": ["x", "(open"] }""", "$.topics[0].any[1]")]
    [InlineData("""{ "any": "x", "none": "(open" }""", "$.topics[0].none")]
    [InlineData("""{ "any": "x", "none": ["x"] }""", "$.topics[0]")]
    [InlineData("""{ "any": "x", "all": ["y"], "none": ["y"] }""", "$.topics[0]")]
    [InlineData("""{ "any": "x", "languages": ["en-GB"] }""", "$.topics[0].languages[0]")]
    [InlineData("""{ "any": "x", "recipients": ["night"] }""", "$.topics[0].recipients[0]")]
    [InlineData("""{ "any": "x", "recipients": ["Night <n@example.org>"] }""", "$.topics[0].recipients[0]")]
    [InlineData("""{ "any": "x", "expires": "31.12.2026" }""", "$.topics[0].expires")]
    [InlineData("""{ "any": "x", "aliases": { "x": ["(open"] } }""", "$.topics[0].aliases.x[0]")]
    [InlineData("""{ "any": "x", "aliases": { "": ["towboat"] } }""", "$.topics[0].aliases['']")]
    [InlineData("""{ "any": "x", "aliases": { "++": ["towboat"] } }""", "$.topics[0].aliases['++']")]
    [InlineData("""{ "any": "x", "deliver": { "mode": "digest" } }""", "$.topics[0].deliver.mode")]
    [InlineData("""{ "any": "x", "deliver": { "mode": "digest", "at": "0 0 9 1 1 ? 2020" } }""", "$.topics[0].deliver.at")]
    [InlineData("""{ "any": "x", "deliver": { "quietHours": { "from": "22:00", "to": "22:00" } } }""", "$.topics[0].deliver.quietHours")]
    [InlineData("""{ "any": "x", "deliver": { "quietHours": { "from": "25:00", "to": "06:00" } } }""", "$.topics[0].deliver.quietHours.from")]
    [InlineData("""{ "any": "x", "deliver": { "quietHours": { "from": "22:00" } } }""", "$.topics[0].deliver.quietHours")]
    [InlineData("""{ "any": "x", "deliver": { "maxPerHour": 0 } }""", "$.topics[0].deliver.maxPerHour")]
    [InlineData("""{ "any": "x", "deliver": { "gather": "25h" } }""", "$.topics[0].deliver.gather")]
    [InlineData("""{ "any": "x", "deliver": { "webhook": "http://example.org/hook" } }""", "$.topics[0].deliver.webhook")]
    [InlineData("""{ "any": "x", "deliver": { "onUpdate": "mail" } }""", "$.topics[0].deliver.onUpdate")]
    [InlineData("""{ "any": "x", "tests": { "match": ["nothing"] } }""", "$.topics[0].tests.match[0]")]
    [InlineData("""{ "any": "x", "tests": { "match": "x", "ignore": ["an x here"] } }""", "$.topics[0].tests.ignore[0]")]
    [InlineData("""{ "any": "x", "feeds": { "exclude": ["https://example.org/rss"] } }""", "$.topics[0].feeds")]
    public void A_wrong_topic_is_one_error_in_its_place(string topic, string path)
    {
        using var folder = ConfigurationFolder.WithWatchlist(With(topic));

        var error = Assert.Single(folder.Errors());

        Assert.Equal(("watchlists/desk.json", path), (error.File, error.Path));
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void The_same_text_twice_is_the_same_topic_twice()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("\"IP4\",\n\"\\\"IP4\\\"\""));

        var error = Assert.Single(folder.Errors());

        Assert.Equal((2, "$.topics[1]"), (error.Line, error.Path));
        Assert.Contains("first in line 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_an_alias_of_the_watchlist_is_told_once()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("\"IP4\", \"tug\", \"frigate\"", """ "aliases": { "IP4": ["Indo-Pacific Four", "(open"] }, """));

        Assert.Equal("$.aliases.IP4[1]", Assert.Single(folder.Errors()).Path);
    }

    [Fact]
    public void A_topic_takes_what_it_does_not_say_from_its_watchlist()
    {
        using var folder = ConfigurationFolder.WithWatchlist("""
            {
              "recipients": ["desk@example.org", "DESK@example.org"],
              "groups": { "night": "night@example.org" },
              "aliases": { "IP4": ["Indo-Pacific Four"], "tug": ["towboat"] },
              "topics": [
                "IP4",
                { "id": "own", "any": "IP4 deal", "recipients": "night", "aliases": { "IP4": ["AP4", "Indo-Pacific Four"] }, "deliver": { "quietHours": null, "maxPerHour": 3 } }
              ],
              "deliver": { "mode": "digest", "at": "0 0 8 * * ?", "quietHours": { "from": "22:00", "to": "06:00" }, "immediateMinScore": 90, "nothingNew": true, "onUpdate": "thread" }
            }
            """);

        var watchlist = Assert.Single(folder.LoadValid().Watchlists);

        var (plain, own) = (watchlist.Topics[0], watchlist.Topics[1]);
        Assert.Equal(["desk@example.org"], plain.Recipients);
        Assert.Equal(["night@example.org"], own.Recipients);
        Assert.Equal(watchlist.Deliver, plain.Deliver);
        Assert.Equal(watchlist.Deliver with { QuietHours = null, MaxPerHour = 3 }, own.Deliver);
        Assert.Equal(["Indo-Pacific Four", "AP4"], own.Definition.Aliases["IP4"]);
        Assert.Equal(["towboat"], own.Definition.Aliases["tug"]);
        Assert.Equal("IP4 deal", own.Definition.Name);
    }

    [Theory]
    [InlineData("""{ "topics": ["tug"] }""", "Nobody gets the hits of tug")]
    [InlineData("""{ "recipients": ["desk@example.org"], "topics": [] }""", "There are no topics")]
    [InlineData("""{ "recipients": ["desk@example.org"], "topics": ["tug"], "deliver": { "at": "0 0 8 * * ?" } }""", "\"at\" means nothing")]
    [InlineData("""{ "recipients": ["desk@example.org"], "topics": ["tug"], "deliver": { "immediateMinScore": 90 } }""", "\"immediateMinScore\" means nothing")]
    [InlineData("""{ "topics": ["tug"], "deliver": { "webhook": "https://example.org/hook" } }""", "unsigned")]
    [InlineData("""{ "recipients": ["desk@example.org"], "topics": [{ "any": "tug", "expires": "2025-06-26" }] }""", "has expired")]
    [InlineData("""{ "recipients": ["desk@example.org"], "topics": [{ "any": "tug", "feeds": { "exclude": ["tag:opinon"] } }] }""", "no feed with the tag \"opinon\"")]
    public void What_works_but_is_odd_is_a_warning(string watchlist, string message)
    {
        using var folder = ConfigurationFolder.WithWatchlist(watchlist);

        Assert.Contains(message, Assert.Single(folder.Warnings()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_is_matched_to_the_end_of_its_last_day_in_its_zone()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("""{ "any": "tug", "expires": "2025-06-27" }""", """ "timeZone": "America/New_York", """));

        Assert.Equal(new DateTimeOffset(2025, 6, 28, 4, 0, 0, TimeSpan.Zero), folder.LoadValid().Topics[0].Topic.Expires);
    }

    [Fact]
    public void Tests_of_a_topic_leave_its_feeds_and_languages_out()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("""
            { "any": ["title:tug", "body:frigate"], "feeds": { "include": ["https://example.org/rss"] }, "languages": "ko",
              "tests": { "match": ["A tug", "A frigate"], "ignore": ["A ferry"] } }
            """));

        Assert.Empty(folder.Load().Problems);
    }

    [Fact]
    public void Turkish_rules_for_letters_change_nothing()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("\"INDIGO LINE\"", """ "timeZone": "Asia/Seoul", "deliver": { "mode": "immediate" }, """));
        var before = System.Globalization.CultureInfo.CurrentCulture;
        string Revision()
        {
            var configuration = folder.LoadValid();
            return configuration.Revision + configuration.Topics[0].Topic.Definition.Id;
        }

        var invariant = Revision();
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal(invariant, Revision());
            Assert.EndsWith("indigo-line", invariant, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Two_topics_that_look_for_the_same_are_a_warning_at_the_second()
    {
        using var folder = ConfigurationFolder.WithWatchlist(With("""{ "id": "one", "any": "ice-class tug" }, { "id": "two", "any": ["ice-class tug"] }"""));

        var problem = Assert.Single(folder.Load().Problems);

        Assert.True(problem.IsWarning);
        Assert.Equal("$.topics[1]", problem.Path);
        Assert.Contains("'one'", problem.Message, StringComparison.Ordinal);
    }
}
