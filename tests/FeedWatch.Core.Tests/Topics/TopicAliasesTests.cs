using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicAliasesTests
{
    [Fact]
    public void Synonyms_that_all_name_each_other_stand_for_each_other()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"name{i}x")];
        var set = TopicSet.Compile([Topic("name7x", names.ToDictionary(name => name, name => (IReadOnlyList<string>)[.. names.Where(other => other != name)]))]);

        Assert.All(names, name => Assert.Single(set.Match(new TopicItem { Title = $"A word on {name} and more", Language = "en" })));
    }

    [Fact]
    public void A_head_counts_within_the_alias_of_another_though_it_is_a_synonym_as_well()
    {
        var topic = Topic("frigate", new() { ["frigate"] = ["warship", "navy warship"], ["warship"] = ["cruiser"] });

        var set = TopicSet.Compile([topic]);

        Assert.All(["frigate", "warship", "cruiser", "navy cruiser"], text => Assert.Single(set.Match(new TopicItem { Title = text, Language = "en" })));
    }

    [Fact]
    public void What_is_more_than_the_words_of_a_head_is_no_synonym()
    {
        var set = TopicSet.Compile([Topic("ship", new() { ["ship"] = ["=Tug"], ["tug"] = ["barge"] })]);

        Assert.Single(set.Match(new TopicItem { Title = "A Tug", Language = "en" }));
        Assert.Empty(set.Match(new TopicItem { Title = "A barge", Language = "en" }));
    }

    [Fact]
    public void Aliases_that_double_at_every_step_are_an_error_that_names_the_head()
    {
        var aliases = Enumerable.Range(0, 40).ToDictionary(i => $"name{i}x", i => (IReadOnlyList<string>)[$"name{i + 1}x ship", $"name{i + 1}x boat"]);

        var error = Assert.Single(TopicCompiler.Check(Topic("name0x", aliases)), error => !error.IsWarning);

        Assert.Equal("any[0]", error.Path);
        Assert.Contains("'name0x' name each other too often", error.Message, StringComparison.Ordinal);
    }

    private static TopicDefinition Topic(string expression, Dictionary<string, IReadOnlyList<string>> aliases) => new() { Id = "t", Name = "t", Any = [expression], Aliases = aliases };
}
