using System.Text.RegularExpressions;
using FeedWatch.Tests.Settings;

namespace FeedWatch.Tests;

/// <summary>The topics in docs/cookbook.md are what people copy: each must be valid and pass its own tests.</summary>
public partial class CookbookTests
{
    [GeneratedRegex(@"^## (?<title>.+?)$.*?^```json$(?<topic>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Recipe();

    public static TheoryData<string, string> Recipes()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cookbook.md")).ReplaceLineEndings("\n");
        return new TheoryData<string, string>(Recipe().Matches(text).Select(recipe => (recipe.Groups["title"].Value, recipe.Groups["topic"].Value)));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_is_valid_and_does_what_its_tests_say(string title, string topic)
    {
        using var folder = ConfigurationFolder.WithWatchlist($$"""{ "recipients": ["desk@example.org"], "topics": [ {{topic}} ] }""");
        folder.Write("feeds.json", """{ "feeds": [{ "url": "https://example.org/rss", "tags": ["wire"] }, { "url": "https://example.org/views", "tags": ["opinion"] }] }""");

        var load = folder.Load();

        Assert.True(load.Problems.Count == 0, $"{title}: {string.Join('\n', load.Problems)}");
        Assert.Single(load.Configuration!.Topics);
    }

    [Fact]
    public void There_are_more_than_twenty_and_they_fit_together()
    {
        var recipes = Recipes();
        using var folder = ConfigurationFolder.WithWatchlist($$"""{ "recipients": ["desk@example.org"], "topics": [ {{string.Join(',', recipes.Select(recipe => recipe.Data.Item2))}} ] }""");
        folder.Write("feeds.json", """{ "feeds": [{ "url": "https://example.org/rss", "tags": ["wire"] }, { "url": "https://example.org/views", "tags": ["opinion"] }] }""");

        Assert.True(recipes.Count > 20);
        Assert.Empty(folder.Load().Problems);
    }
}
