using FeedWatch.Alerts;
using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Tests.Alerts.Rendering;

public sealed class MatchInWordsTests
{
    private static string Because(string clause, string[] words, string[] rules, string field = "content") =>
        MatchInWords.Because(new MatchReason("topic", clause, words, field, rules, new MarkedText("", [])));

    [Theory]
    [InlineData("IP4", "IP4", "exact", "as written")]
    [InlineData("IP4", "Indo-Pacific Four", "alias", "a name that the watchlist lists as an alias")]
    [InlineData("US", "U.S.", "initialism", "the abbreviation, with or without its dots")]
    [InlineData("lang:en", "en", "language", "the language asked for")]
    [InlineData("frigate", "frigates", "inflected", "frigate~frigates")]
    [InlineData("\"defence budget\"", "defense budget", "spelling", "all words together, defence~defense")]
    [InlineData("mice", "mouse", "inflected", "another form of the word")]
    [InlineData("hypersonic*", "hypersonics", "wildcard", "fits the wildcard")]
    [InlineData("/K-?9/", "K9", "regex", "fits the pattern")]
    [InlineData("shipyard", "ship yard", "compound", "written as one word, or as several")]
    [InlineData("x", "y", "a-rule-of-tomorrow", "a form that counts as the same")]
    public void A_rule_is_said_in_words(string clause, string words, string rule, string because) =>
        Assert.Equal(because, Because(clause, [words], [rule]));

    [Fact]
    public void Words_that_differ_are_paired_with_those_of_the_clause()
    {
        Assert.Equal("all words within one sentence, consultation~consultative",
            Because("defence industry consultation body", ["consultative body", "defence industry"], ["derived", "exact"]));
        Assert.Equal("all words within one sentence, consultation~consultative, defence~defense, industry~industrial",
            Because("defence industry consultation body", ["consultative body", "defense industrial"], ["derived", "exact", "spelling"]));
    }

    [Fact]
    public void In_a_headline_it_says_so() =>
        Assert.Equal("all words in the headline, as written", Because("frigate deal", ["frigate", "deal"], ["exact"], "title"));

    [Fact]
    public void What_is_the_same_in_headline_and_text_is_said_once()
    {
        var reason = new MatchReason("IP4", "IP4", ["IP4"], "title", ["exact"], new MarkedText("", []));
        var story = SampleMails.English() with { Matches = [reason, reason with { Field = "content" }, reason with { Field = "content", WordsFound = ["IP4s"] }] };

        Assert.Equal(["IP4 in the headline and in the text", "IP4s in the text"],
            MatchInWords.Of(story).Select(said => $"{said.Found} {said.Where}"));
    }

    [Fact]
    public void No_reason_shows_code() =>
        Assert.All(new[] { "inflected", "derived", "initialism", "regex", "compound", "ordered", "other_rule" },
            rule => Assert.DoesNotContain(rule, Because("abc", ["xyz"], [rule]), StringComparison.Ordinal));
}
