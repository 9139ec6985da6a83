using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicExplainerTests
{
    private static TopicDefinition Topic(params string[] any) => new() { Id = "t", Name = "Test", Any = any };

    [Theory]
    [InlineData("defence consultation", "The defence spoke.", "'consultation' not found")]
    [InlineData("defence consultation", "The defence spoke. A consultation began.", "all words found, but in two sentences")]
    [InlineData("frigate deal", "A frigate sailed far, far away along the old coast until, years later, somebody struck a deal", "words apart")]
    [InlineData("frigate deal", "A frigate sailed; somebody else struck a deal", "all words found, but too much else is said between them")]
    [InlineData("IP4", "the ip4 command", "found 'ip4', but the acronym must be written 'IP4'")]
    [InlineData("=Apple", "an apple", "asks for exactly 'Apple'")]
    [InlineData("\"joint procurement\"", "joint procurements", "found 'procurements', but a phrase asks for the form as written")]
    [InlineData("\"joint procurement\"", "procurement, joint", "not side by side")]
    [InlineData("wheat ONEAR/3 export", "export of wheat", "in the other order")]
    [InlineData("title:frigate", "a frigate", "in the item, but not in its title")]
    [InlineData("frigate NOT museum", "a frigate museum", "excluded: 'museum' was found")]
    [InlineData("lang:de AND frigate", "a frigate", "not 'de'")]
    [InlineData("(frigate OR corvette) AND deal", "a deal", "none of its alternatives: 'frigate' not found; 'corvette' not found")]
    public void A_clause_that_did_not_match_says_what_came_nearest(string topic, string text, string reason)
    {
        var explanation = TopicExplainer.Explain(Topic(topic), new TopicItem { Summary = text, Language = "en" });

        Assert.Null(explanation.Match);
        Assert.Contains(reason, Assert.Single(explanation.Clauses).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Exclusions_feeds_and_languages_are_reasons_too()
    {
        var topic = Topic("frigate") with { None = ["museum"], IncludeFeeds = ["tag:wire"], Languages = ["de"] };
        var explanation = TopicExplainer.Explain(topic, new TopicItem { Title = "Frigate museum", FeedId = "blog", Language = "en-GB" });

        Assert.Null(explanation.Match);
        Assert.Equal(["any[0]", "none[0]", "feeds", "languages"], explanation.Clauses.Select(c => c.Path));
        Assert.Equal(["", "excluded by none[0]", "the feed 'blog' is not included", "the language 'en' is not included"], explanation.Clauses.Select(c => c.Reason));
        Assert.Contains("No match: Test", explanation.ToText(), StringComparison.Ordinal);
        Assert.Contains("title at 0: \"Frigate\" (exact)", explanation.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_with_errors_is_explained_by_them() =>
        Assert.Contains("not closed", TopicExplainer.Explain(Topic("(frigate"), new TopicItem { Title = "x" }).ToText(), StringComparison.Ordinal);
}
