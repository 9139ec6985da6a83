using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class StoryGrouperTests(ITestOutputHelper output)
{
    private const string Wire =
        "South Korea and Poland on Monday signed a contract for three frigates worth 3.2 billion dollars, the largest naval export in the history of Korean shipbuilding. "
        + "The ships will be built in Ulsan and the first is to be handed over in 2030. Polish Defence Minister Marek Wolski called the programme a turning point.";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly StoryIndex _recent = new();
    private int _items;

    [Theory]
    [InlineData("stories.json")]
    [InlineData("stories-held-out.json")]
    [InlineData("stories-loose.json")]
    [InlineData("stories-loose-held-out.json")]
    [InlineData("stories-third.json")]
    public void Labelled_reports_are_grouped_by_event(string file)
    {
        var report = GroupingReport.Of(LabelledStories.Read(file));

        output.WriteLine($"{file}: {report}");
        foreach (var mistake in report.Mistakes)
            output.WriteLine("  " + mistake);
        Assert.True(report.Precision >= 0.98, report.ToString());
        Assert.True(report.Recall >= 0.90, report.ToString());
    }

    [Fact]
    public void The_labelled_reports_are_many()
    {
        var sets = new[] { "stories.json", "stories-held-out.json", "stories-loose.json", "stories-loose-held-out.json", "stories-third.json" }.Select(LabelledStories.Read).ToList();

        Assert.True(sets.Sum(set => set.Events.Count) >= 60);
        Assert.True(sets.Sum(set => set.Events.Sum(e => e.Items.Count)) >= 400);
        Assert.All(sets, set => Assert.Equal(set.Events.Count, set.Events.Select(e => e.Event).Distinct().Count()));
    }

    [Fact]
    public void A_reprint_under_the_same_headline_is_a_reprint()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Assert.Equal(CopyKind.Reprint, Joined(1, "post", "Seoul and Warsaw sign frigate deal", Wire).Kind);
    }

    [Fact]
    public void A_trimmed_copy_under_another_headline_is_retitled()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Assert.Equal(CopyKind.Retitled, Joined(1, "post", "Record order for Ulsan", Wire[..Wire.IndexOf(" The ships", StringComparison.Ordinal)]).Kind);
    }

    [Fact]
    public void American_spelling_makes_no_other_story()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Joined(1, "post", "Seoul and Warsaw sign frigate deal", Wire.Replace("Defence", "Defense", StringComparison.Ordinal).Replace("programme", "program", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1 200")]
    [InlineData("1\u00a0200")]
    [InlineData("1\u202f200")]
    [InlineData("1200")]
    public void Another_way_to_group_thousands_makes_no_other_story(string figure)
    {
        const string report = "The yard in Ulsan will hire 1,200 welders for the frigates under a contract signed in Warsaw on Monday, its owner said.";
        Keep(1, "wire", "Yard in Ulsan to hire welders", report);

        Joined(1, "post", "Welders wanted in Ulsan for frigates", report.Replace("1,200", figure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("12 000")]
    [InlineData("1 300")]
    [InlineData("1 200 000")]
    public void Another_figure_in_groups_of_thousands_is_another_figure(string figure)
    {
        const string report = "The yard in Ulsan will hire 1,200 welders for the frigates under a contract signed in Warsaw on Monday, its owner said.";
        Keep(1, "wire", "Yard in Ulsan to hire welders", report);

        Opened("post", "Welders wanted in Ulsan for frigates", report.Replace("1,200", figure, StringComparison.Ordinal));
    }

    [Fact]
    public void Blocks_of_other_stories_do_not_join_two_stories()
    {
        const string block = "\nMost read: Actress reveals wedding plans. Storm warning lifted in the Highlands. Striker close to 30 million move. Ten recipes for a rainy weekend.";
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire + block);

        Opened("wire2", "Volcano erupts on Reykjanes", "Lava flows towards the harbour of Grindavik after an eruption." + block);
    }

    [Fact]
    public void The_sentences_a_site_puts_under_every_report_do_not_join_two_stories()
    {
        const string house = " This newspaper belongs to its readers, and its reporters work in forty countries around the clock. Write to the editors with hints and questions at any time of the day. Our app brings the news to the phone as soon as it breaks.";
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", "Three ships are to be built in Ulsan." + house);

        Opened("wire", "Volcano erupts on Reykjanes", "Lava flows towards the harbour of Grindavik." + house);
    }

    [Fact]
    public void The_same_event_in_own_words_is_the_same_story()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        var joins = Joined(1, "baltic", "Poland buys three warships from South Korea", "Warsaw has ordered three frigates from South Korean yards for 3.2 billion dollars. Defence Minister Marek Wolski signed the contract on Monday; the lead ship is due in 2030.");
        Assert.Equal(CopyKind.OwnWords, joins.Kind);
        Assert.InRange(joins.Similarity, 0.5, 1);
        Assert.NotEmpty(joins.Reason);
    }

    [Fact]
    public void A_headline_alone_finds_its_story()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Joined(1, "ticker", "South Korea, Poland sign $3.2bn contract for three frigates", null);
    }

    [Fact]
    public void A_later_text_of_the_same_item_is_an_update_however_different()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, key: "a");

        Assert.Equal(CopyKind.Update, Joined(1, "wire", "Talks in Warsaw", "Nothing has been signed.", key: "a", after: TimeSpan.FromDays(6)).Kind);
    }

    [Fact]
    public void The_same_key_in_another_feed_is_another_item()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, key: "7");

        Opened("post", "Volcano erupts on Reykjanes", "Lava flows towards the harbour of Grindavik.", key: "7");
    }

    [Fact]
    public void One_link_in_two_feeds_is_one_story()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, link: "https://example.org/frigates");

        Assert.Equal(CopyKind.SameLink, Joined(1, "aggregator", "Frigates", null, link: "http://www.example.org/frigates/?utm_source=x").Kind);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org/live")]
    public void Different_texts_under_one_address_stay_apart(string link)
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, link: link);

        Opened("post", "Volcano erupts on Reykjanes", "Lava flows towards the harbour of Grindavik, and the road is closed until the weekend.", link: link);
    }

    [Fact]
    public void A_feed_that_renews_its_keys_opens_no_new_stories()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, link: "https://example.org/frigates");

        Assert.Equal(CopyKind.Update, Joined(1, "wire", "Seoul and Warsaw sign frigate deal", Wire, link: "https://example.org/frigates").Kind);
    }

    [Fact]
    public void A_text_printed_again_after_the_window_is_another_story()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Opened("post", "Seoul and Warsaw sign frigate deal", Wire, after: StoryGrouper.Window + TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("Poland", "Romania")]
    [InlineData("Ulsan", "Geoje")]
    [InlineData("Monday", "Thursday")]
    [InlineData("three frigates", "two frigates")]
    [InlineData("3.2 billion", "3.7 billion")]
    public void A_text_that_is_equal_but_for_a_fact_is_another_event(string fact, string other)
    {
        Keep(1, "wire", "Frigate deal signed", Wire);

        Opened("post", "Frigate deal signed", Wire.Replace(fact, other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Markets at noon", "European shares rose. The index gained 0.4 percent.", "European shares rose. The index gained 0.9 percent.")]
    [InlineData("Weather tomorrow", "Rain in the west, 9 degrees.", "Rain in the west, 11 degrees.")]
    [InlineData("Morning briefing", "Parliament debates fish.", "The central bank decides.")]
    public void Routine_items_are_a_story_each(string title, string today, string tomorrow)
    {
        Keep(1, "post", title, today);

        Opened("post", title, tomorrow, after: TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData("Won closes at 1,382.1 per dollar", "Won closes at 1,379.4 per dollar")]
    [InlineData("Fire at warehouse in Lyon, four injured", "Fire at warehouse in Lille, two injured")]
    [InlineData("Parliament to vote on Monday", "Parliament to vote on Thursday")]
    public void Headlines_that_are_equal_but_for_a_figure_or_place_are_two_stories(string one, string other)
    {
        Keep(1, "wire", one, null);

        Opened("post", other, null);
    }

    /// <summary>What is said of both is the same, but for where.</summary>
    [Fact]
    public void A_town_that_no_report_of_a_story_names_is_another_place()
    {
        Keep(1, "wire", "Two soldiers hurt in K-9 howitzer exercise", "Two South Korean soldiers were injured on Wednesday when a K-9 howitzer caught fire during an exercise in Cheorwon. The army has suspended firing with the type. An investigation is under way.");
        Keep(1, "echo", "K-9 fire injures two during drill in Cheorwon", "Two troops suffered burns in Cheorwon on Wednesday as a K-9 self-propelled howitzer caught fire in a drill. Live firing with the gun has been suspended by the South Korean army.");

        Opened("post", "Warehouse fire in Lille injures two", "Two people were injured on Wednesday when a fire destroyed a warehouse in the north of Lille. About 90 firefighters were at work until the evening. Residents were told to keep their windows shut. The cause is not known.");
    }

    [Fact]
    public void A_commentary_is_not_the_event()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Opened("post", "Opinion: Seoul and Warsaw sign a frigate deal nobody can pay for", "Seoul and Warsaw have signed a contract for three frigates worth 3.2 billion dollars. Who is to pay for it?");
    }

    [Fact]
    public void A_live_ticker_is_not_the_event()
    {
        Keep(1, "wire", "Seoul and Warsaw sign frigate deal", Wire);

        Opened("post", "Live: Seoul and Warsaw sign frigate deal", "12:05 The ministers have arrived. 12:20 The contract for three frigates is signed.");
    }

    [Fact]
    public void An_item_without_words_opens_a_story_of_its_own()
    {
        Keep(1, "wire", null, null);

        Opened("post", null, null);
    }

    private void Keep(long story, string feed, string? title, string? body, string? key = null, string? link = null) =>
        _recent.Add(Version(feed, title, body, key, link, TimeSpan.Zero) with { StoryId = story });

    private Grouping.Joins Joined(long story, string feed, string? title, string? body, string? key = null, string? link = null, TimeSpan after = default)
    {
        var joins = Assert.IsType<Grouping.Joins>(StoryGrouper.Find(_recent, Version(feed, title, body, key, link, after)));
        Assert.Equal(story, joins.StoryId);
        return joins;
    }

    private void Opened(string feed, string? title, string? body, string? key = null, string? link = null, TimeSpan after = default) =>
        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(_recent, Version(feed, title, body, key, link, after)));

    private StoryVersion Version(string feed, string? title, string? body, string? key, string? link, TimeSpan after)
    {
        var text = new StoryText { FeedId = feed, Title = title, Body = body, Link = link, Language = "en", At = Noon + after };
        return new StoryVersion(0, feed, CanonicalLink.Of(link), key ?? "item" + _items++, text.At, StoryFingerprint.Of(text));
    }
}
