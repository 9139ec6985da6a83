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
