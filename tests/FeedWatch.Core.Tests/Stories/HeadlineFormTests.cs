using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

/// <summary>Short headlines of one form: each that names another thing is a story, each that is printed again is none.</summary>
public sealed class HeadlineFormTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string?> Forms => new()
    {
        { "{0} orders ice-class tug", null },
        { "{0} orders ice-class tug", "{0} has ordered an ice-class tug." },
        { "{0} orders ice-class tug", "The order of {0} was announced at noon on the quay by the harbour master and the yard." },
        { "{0} orders ice-class tug", "{1} and {2} spoke of it." },
        { "{0} orders ice-class tug", "Read the whole report with pictures and figures on our pages for subscribers." },
        { "{0} Orders Ice-Class Tug", null },
        { "Yard hands tug for {0} to its crew", null },
        { "Ice-class tug ordered by {0}", null },
        { "Ice-class tug ordered by {0}", "The tug for {0} is to be built by the end of next year." },
        { "Port of {0} orders ice-class tug", null },
        { "San {0} orders ice-class tug", null },
        { "{0} {1} elected mayor", null },
        { "Ferry sinks off {0}", null },
        { "{0} wins cup final", null },
        { "{0} sells tug to {1}", null },
        { "{0} sells tug to {4}", null },
        { "{0} orders ice-class tug", "{4} and {2} spoke of it." },
        { "Fire destroys market hall in {0}", "A fire has destroyed the market hall in {0}. Nobody was hurt." },
        { "Hull {3} leaves the yard", null },
        { "{0} bestellt Schlepper mit Eisklasse", null },
    };

    public static TheoryData<string, string?, string, string?> Reprints => new()
    {
        { "Keldal cuts defence budget", null, "Keldal cuts defense budget", null },
        { "Keldal orders ice-class tug", null, "UPDATE 1-Keldal orders ice-class tug", null },
        { "Keldal orders ice-class tug", null, "Keldal orders ice-class tug - Harbour Post", null },
        { "Keldal orders ice-class tug - Baltic Wire", null, "Keldal orders ice-class tug - Harbour Post", null },
        { "Keldal orders ice-class tug", null, "Keldal orders ice-class tugs", null },
        { "Keldal orders ice-class tug", null, "Keldal Orders Ice-Class Tug", null },
        { "Keldal orders ice-class tug", null, "KELDAL ORDERS ICE-CLASS TUG", null },
        { "Seoul signs frigate contract with Poland", null, "South Korea signs frigate contract with Poland", null },
        { "Seoul signs frigate contract", "South Korea has signed a contract for three frigates.", "South Korea signs frigate contract", "South Korea has signed a contract for three frigates." },
        { "Hyundai wins frigate order", "Hyundai of South Korea has won an order for three frigates, to be built in Ulsan.", "Ulsan wins frigate order", "Hyundai of South Korea has won an order for three frigates, to be built in Ulsan." },
        { "Shipbuilder wins frigate order", "Hyundai of South Korea has won an order for three frigates, to be built in Ulsan.", "Hyundai wins frigate order", "Hyundai of South Korea has won an order for three frigates, to be built in Ulsan." },
    };

    [Theory, MemberData(nameof(Forms))]
    public void Headlines_of_one_form_with_other_names_are_a_story_each_in_one_feed(string title, string? body) =>
        Assert.Equal(50, Stories(title, body, _ => "wire"));

    [Theory, MemberData(nameof(Forms))]
    public void Headlines_of_one_form_with_other_names_are_a_story_each_in_many_feeds(string title, string? body) =>
        Assert.Equal(50, Stories(title, body, i => "feed" + i));

    [Theory, MemberData(nameof(Reprints))]
    public void The_same_headline_printed_a_little_otherwise_is_the_same_story(string title, string? body, string again, string? bodyAgain)
    {
        var recent = new StoryIndex();
        recent.Add(Version(0, "wire", title, body) with { StoryId = 1 });

        Assert.IsType<Grouping.Joins>(StoryGrouper.Find(recent, Version(1, "post", again, bodyAgain)));
    }

    [Theory]
    [InlineData("wire", "Keldal orders ice-class tug", "Ostvik orders second ice-class tug")]
    [InlineData("wire", "Keldal orders ice-class tug", "Port authority of Ostvik orders ice-class tug")]
    [InlineData("wire", "Keldal orders ice-class tug", "Ostvik orders ice-class tug in May")]
    [InlineData("post", "Keldal orders ice-class tug", "Ostvik orders second ice-class tug")]
    [InlineData("post", "Keldal orders ice-class tug", "Port authority of Ostvik orders ice-class tug")]
    [InlineData("post", "Keldal orders ice-class tug", "Ostvik orders ice-class tug in May")]
    public void Another_name_with_another_word_is_another_story(string feed, string one, string other)
    {
        var recent = new StoryIndex();
        recent.Add(Version(0, "wire", one, null) with { StoryId = 1 });

        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(recent, Version(1, feed, other, null)));
    }

    [Theory]
    [InlineData("Port of Gdynia orders new tug from Remontowa yard", null, "Port of Gdynia orders new ferry from Remontowa yard")]
    [InlineData("Port of Gdynia orders new tug from Remontowa yard", null, "Port of Gdynia orders new ferry from Remontowa wharf")]
    [InlineData("Harbour master of Turku resigns", null, "Harbour master of Turku dies")]
    [InlineData("Oulu council rejects budget for new bridge", null, "Oulu council approves budget for new bridge")]
    [InlineData("Oulu council rejects budget for new bridge", "The councillors refused the money on Monday evening, after a debate of five hours.", "Oulu council approves budget for new bridge")]
    [InlineData("Keldal closes last border crossing with Osund", null, "Keldal reopens border crossing with Osund")]
    [InlineData("Former president Duarte arrested at airport", null, "Former president Duarte released on bail")]
    [InlineData("Fire at Oulu chemical plant injures five", null, "Fire at Oulu chemical depot kills one")]
    [InlineData("Hafenamt Turku bestellt neuen Schlepper", null, "Hafenamt Turku bestellt neuen Bagger")]
    public void Another_word_is_another_story_where_a_headline_is_all_there_is(string one, string? body, string other)
    {
        var recent = new StoryIndex();
        recent.Add(Version(0, "wire", one, body) with { StoryId = 1 });

        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(recent, Version(1, "post", other, null)));
    }

    [Theory]
    [InlineData("Fire destroys ferry terminal in Turku", null, "Blaze destroys ferry terminal in Turku")]
    [InlineData("Harbour master of Turku resigns", null, "Harbour master of Turku quits")]
    [InlineData("Port of Gdynia orders new tug from Remontowa yard", null, "Port of Gdynia orders new tug from Remontowa shipyard")]
    [InlineData("Oulu council rejects budget for new bridge", "Having refused to approve the money in May, the council of Oulu again rejected the budget for a new bridge.", "Oulu council refuses to approve budget for new bridge")]
    [InlineData("Keldal declares emergency after Osund pipeline spill", "The government has declared an emergency in Osund after 400 barrels of crude leaked.", "Keldal declares emergency after Osund oil spill")]
    public void One_other_word_for_the_same_is_the_same_story(string one, string? body, string other)
    {
        var recent = new StoryIndex();
        recent.Add(Version(0, "wire", one, body) with { StoryId = 1 });

        Assert.IsType<Grouping.Joins>(StoryGrouper.Find(recent, Version(1, "post", other, null)));
    }

    [Fact]
    public void One_that_says_otherwise_does_not_join_by_the_other_reports_of_the_story()
    {
        var recent = new StoryIndex();
        recent.Add(Version(0, "wire", "Oulu council rejects budget for new bridge", null) with { StoryId = 1 });
        recent.Add(Version(1, "post", "Bridge budget refused by Oulu council", "The council of Oulu refused the budget for a new bridge on Monday evening, after a debate of five hours.") with { StoryId = 1 });

        Assert.IsType<Grouping.OpensNew>(StoryGrouper.Find(recent, Version(2, "echo", "Oulu council approves budget for new bridge", null)));
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_reprint_among_headlines_of_one_form_finds_its_own(string title, string? body)
    {
        var recent = new StoryIndex();
        for (var i = 0; i < 50; i++)
            recent.Add(Version(i, "wire", Fill(title, i), Fill(body, i)) with { StoryId = i + 1 });

        for (var i = 0; i < 50; i++)
            Assert.Equal(i + 1, Assert.IsType<Grouping.Joins>(StoryGrouper.Find(recent, Version(100 + i, "post", Fill(title, i), Fill(body, i)))).StoryId);
    }

    private static int Stories(string title, string? body, Func<int, string> feed)
    {
        var recent = new StoryIndex();
        var stories = 0;
        for (var i = 0; i < 50; i++)
        {
            var version = Version(i, feed(i), Fill(title, i), Fill(body, i));
            var story = StoryGrouper.Find(recent, version) is Grouping.Joins joins ? joins.StoryId : ++stories;
            recent.Add(version with { StoryId = story });
        }

        return stories;
    }

    private static StoryVersion Version(int number, string feed, string title, string? body)
    {
        var text = new StoryText { FeedId = feed, Title = title, Body = body, Language = title.Contains("bestellt", StringComparison.Ordinal) ? "de" : "en", At = Noon.AddMinutes(number) };
        return new StoryVersion(0, feed, null, "item" + number, text.At, StoryFingerprint.Of(text));
    }

    private static string Fill(string? form, int number) =>
        form is null ? "" : string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Name(number), Name(number + 107), Name(number + 300), number + 20, Name(number + 7));

    /// <summary>A made-up name, another for every number.</summary>
    private static string Name(int number)
    {
        string[] start = ["Bar", "Kel", "Mon", "Tir", "Vas", "Dol", "Gim", "Lup", "Ner", "Zan"];
        string[] end = ["burg", "dal", "fors", "haven", "ik", "mark", "ness", "stad", "tun", "vik"];
        return start[number % 10] + (number >= 100 ? "o" : "a") + end[number / 10 % 10];
    }
}
