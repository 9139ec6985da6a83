using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicCompilerTests
{
    private static TopicDefinition Topic(params string[] any) => new() { Id = "t", Name = "t", Any = any };

    [Fact]
    public void A_topic_without_expressions_is_an_error() => Assert.Contains(TopicCompiler.Check(Topic()), e => !e.IsWarning && e.Message.Contains("never match"));

    [Fact]
    public void An_error_names_its_list_and_index()
    {
        var topic = Topic("frigate", "(corvette") with { None = ["/(/"] };

        Assert.Equal(["any[1]", "none[0]"], TopicCompiler.Check(topic).Where(e => !e.IsWarning).Select(e => e.Path));
        Assert.Equal(["any[1]", "none[0]"], TopicSet.Compile([topic]).Errors.Select(e => e.Path));
    }

    [Fact]
    public void What_excludes_itself_never_matches()
    {
        Assert.Contains(TopicCompiler.Check(Topic("frigate AND export AND NOT frigate")), e => !e.IsWarning && e.Message.Contains("never match"));
        Assert.Contains(TopicCompiler.Check(Topic("Frigate deal") with { None = ["frigate  deal"] }), e => !e.IsWarning && e.Message.Contains("never match"));
        Assert.Contains(TopicCompiler.Check(Topic("lang:de AND Fregatte") with { Languages = ["en"] }), e => !e.IsWarning && e.Message.Contains("never match"));
    }

    [Theory]
    [InlineData("NOT museum")]
    [InlineData("frigate OR NOT museum")]
    [InlineData("the")]
    [InlineData("government")]
    [InlineData("frigate OR new")]
    public void What_matches_nearly_everything_is_warned_about(string expression) =>
        Assert.Contains(TopicCompiler.Check(Topic(expression)), e => e.IsWarning && e.Message.Contains("item", StringComparison.Ordinal));

    [Fact]
    public void An_acronym_without_alias_is_warned_about()
    {
        var topic = Topic("IP4");

        Assert.Contains(TopicCompiler.Check(topic), e => e.IsWarning && e.Message.Contains("no alias"));
        Assert.Empty(TopicCompiler.Check(topic with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = ["Indo-Pacific Four"] } }));
    }

    [Theory]
    [InlineData("us", true)]
    [InlineData("who", true)]
    [InlineData("frigate OR it", true)]
    [InlineData("country", false)]
    public void An_alias_that_is_a_small_word_is_an_error_and_a_common_one_a_warning(string alias, bool isError)
    {
        var topic = Topic("United States") with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["United States"] = [alias] } };

        var error = Assert.Single(TopicCompiler.Check(topic));
        Assert.Equal(("aliases[\"United States\"][0]", !isError), (error.Path, error.IsWarning));
        Assert.Equal(isError ? 1 : 0, TopicSet.Compile([topic]).Errors.Count);
    }

    [Fact]
    public void A_whole_list_is_told_everything_that_is_doubtful_in_it()
    {
        var found = TopicCompiler.Check(
        [
            Topic("frigate NOT frigate") with { Id = "never" },
            Topic("government") with { Id = "always" },
            Topic("ice-class tug") with { Id = "first" },
            Topic("Ice-class  tug") with { Id = "again" },
            Topic("IP4") with { Id = "acronym" },
            Topic("hy*") with { Id = "wildcard" },
            Topic("frigate NEAR/60 export") with { Id = "wide" },
            Topic("\"joint procurement\" or \"joint purchase\"") with { Id = "small" },
            Topic("/(a)\\1/") with { Id = "regex" },
            Topic("frigate deal") with { Id = "good" },
        ]);

        Assert.Equal(
            [(0, "never match"), (1, "nearly every item"), (3, "same as 'first'"), (4, "no alias"), (5, "three letters in front"), (6, "wider than most"), (7, "in small letters"), (8, "linear time")],
            found.OrderBy(f => f.Topic).Select(f => (f.Topic, new[] { "never match", "nearly every item", "same as 'first'", "no alias", "three letters in front", "wider than most", "in small letters", "linear time" }
                .FirstOrDefault(part => f.Error.Message.Contains(part, StringComparison.Ordinal)) ?? f.Error.Message)));
        Assert.All(found, f => Assert.NotEmpty(f.Error.Remedy));
    }

    [Fact]
    public void A_duplicate_is_named_after_the_first()
    {
        var found = TopicCompiler.Check([Topic("frigate deal"), Topic("corvette deal") with { Id = "u" }, Topic("Frigate  deal") with { Id = "v" }]);

        var (topic, error) = Assert.Single(found);
        Assert.Equal(2, topic);
        Assert.Contains("same as 't'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_alias_is_an_error_of_the_topic()
    {
        var topic = Topic("IP4") with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = ["(four partners"] } };

        Assert.Contains(TopicCompiler.Check(topic), e => e.Path == "aliases[\"IP4\"][0]" && !e.IsWarning);
        Assert.NotEmpty(TopicSet.Compile([topic]).Errors);
    }
}
