using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class NearMissFinderTests
{
    [Theory]
    [InlineData("harbour tug", "The tug left. The harbour is quiet.", "all words found, but in two sentences")]
    [InlineData("harbour pilot strike", "Pilots in the harbour of Esbjerg want more pay", "'strike' not found")]
    [InlineData("\"ice-class tug\"", "A tug of ice class", "all words of '\"ice-class tug\"' found, but not side by side in this order")]
    [InlineData("\"ice-class tug\"", "Two ice-class tugs", "found 'tugs', but a phrase asks for the form as written")]
    [InlineData("harbour NEAR/2 tug", "The harbour has ordered yet another big tug", "both sides found, but with 5 words between them, and at most 2 count")]
    [InlineData("\"harbour master\" NEAR/2 tug", "The harbour master has ordered a big tug", "both sides found, but with 4 words between them, and at most 2 count")]
    [InlineData("harbour ONEAR/5 tug", "A tug for the harbour", "both sides found, but in the other order")]
    [InlineData("IP4", "The ip4 meet", "found 'ip4', but the acronym must be written 'IP4'")]
    [InlineData("=Apple", "An apple a day", "found 'apple', but '=' asks for exactly 'Apple'")]
    [InlineData("tug NOT toy", "A toy tug", "excluded: 'toy' was found")]
    [InlineData("title:tug", "A port waits for its tug", "'tug' is in the item, but not in its title")]
    [InlineData("\"ice-class tug\" OR harbour pilots", "Pilots left. The harbour is quiet.", "none of its alternatives: 'ice', 'class', 'tug' not found; all words found, but in two sentences")]
    [InlineData("(harbour NEAR/1 tug) AND strike", "A tug left for another harbour after the strike", "both sides found, but with 3 words between them, and at most 1 count")]
    public void All_that_a_topic_looks_for_is_there_but_not_as_it_asks(string clause, string text, string reason)
    {
        var miss = Assert.Single(Find(Topic(clause), new TopicItem { Summary = text }));

        Assert.Equal(("any[0]", clause, reason), (miss.Path, miss.Clause, miss.Reason));
    }

    [Theory]
    [InlineData("harbour tug", "The tug left the harbour")] // a hit
    [InlineData("harbour tug", "The tug left")]
    [InlineData("harbour pilot strike", "The harbour is quiet. Pilots slept.")]
    [InlineData("US", "tell us more")]
    [InlineData("tug", "toy")]
    [InlineData("tug NOT toy", "toy")]
    [InlineData("NOT toy", "toy")]
    [InlineData("lang:de", "tug")]
    [InlineData("/tug[0-9]/", "tug")]
    [InlineData("source:Courier", "The Courier reports")]
    [InlineData("반도체 공장", "공장 도체 반")]
    [InlineData("芯片管制", "管芯制片")]
    public void Less_is_not_near(string clause, string text) => Assert.Empty(Find(Topic(clause), new TopicItem { Summary = text, Language = "en" }));

    [Fact]
    public void An_alias_comes_near_as_its_head_does()
    {
        var topic = Topic("IP4") with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = ["Indo-Pacific Four"] } };

        Assert.Equal("'IP4' not found, nor an alias of it", Assert.Single(Find(topic, new TopicItem { Summary = "Four in the Indo-Pacific" })).Reason);
    }

    [Fact]
    public void What_all_none_feeds_and_languages_keep_out_is_near()
    {
        var topic = Topic("tug") with { All = ["harbour"], None = ["toy"], ExcludeFeeds = ["blog"], Languages = ["en"] };
        string? PathOf(string text, string feed = "post", string language = "en") =>
            Find(topic, new TopicItem { Summary = text, FeedId = feed, Language = language }).SingleOrDefault()?.Path;

        Assert.Equal("all[0]", PathOf("A tug"));
        Assert.Equal("none[0]", PathOf("A toy tug in the harbour"));
        Assert.Equal("feeds", PathOf("A tug in the harbour", feed: "blog"));
        Assert.Equal("languages", PathOf("A tug in the harbour", language: "fr"));
        Assert.Null(PathOf("A tug in the harbour"));
    }

    [Fact]
    public void Each_topic_has_its_own()
    {
        var misses = new NearMissFinder([Topic("\"red tug\""), Topic("red tug"), Topic("((")]).Find(new TopicItem { Title = "A tug in red" });

        Assert.Equal(0, Assert.Single(misses).Topic);
    }

    private static TopicDefinition Topic(string clause) => new() { Id = "t", Name = "t", Any = [clause] };

    private static IReadOnlyList<NearMiss> Find(TopicDefinition topic, TopicItem item) => new NearMissFinder([topic]).Find(item);
}
