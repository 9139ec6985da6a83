using System.Globalization;
using System.Text.Json;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

/// <summary>How well topics find what their author means, measured on labelled texts, which anyone can extend.</summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    private sealed record Row(
        string Topic, string? Language, string? Field, Dictionary<string, IReadOnlyList<string>>? Aliases, string[]? Any, string[]? All, string[]? None, string[] Match, string[] Ignore);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("labelled.json", 500, 0.97, 0.97)]
    [InlineData("labelled-second.json", 600, 0.95, 0.97)]
    [InlineData("labelled-held-out.json", 500, 0.97, 0.97)]
    [InlineData("labelled-third.json", 150, 0.67, 0.97)]
    [InlineData("labelled-fourth.json", 120, 0.68, 0.97)]
    [InlineData("labelled-fifth.json", 450, 0.97, 0.97)]
    [InlineData("labelled-world.json", 400, 0.97, 0.87)]
    public void Precision_and_recall_hold(string file, int atLeast, double holdPrecision, double holdRecall)
    {
        var rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Topics", file)), Options)!;
        int right = 0, wrong = 0, missed = 0, pairs = 0;
        foreach (var row in rows)
        {
            var set = TopicSet.Compile([new TopicDefinition
            {
                Id = "t", Name = row.Topic, Any = row.Any ?? (row.All is null ? [row.Topic] : []), All = row.All ?? [], None = row.None ?? [], Aliases = row.Aliases ?? [],
            }]);
            Assert.Empty(set.Errors);
            foreach (var (text, expected) in row.Match.Select(t => (t, true)).Concat(row.Ignore.Select(t => (t, false))))
            {
                pairs++;
                var item = row.Field == "title" ? new TopicItem { Title = text, Language = row.Language } : new TopicItem { Summary = text, Language = row.Language };
                var matched = set.Match(item).Count > 0;
                if (matched && expected)
                    right++;
                else if (matched)
                    wrong++;
                else if (expected)
                    missed++;
                if (matched != expected)
                    output.WriteLine($"{(expected ? "missed" : "wrong ")} [{row.Topic}] {text}");
            }
        }
        var precision = (double)right / (right + wrong);
        var recall = (double)right / (right + missed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pairs} pairs over {rows.Length} topics: precision {precision:0.000}, recall {recall:0.000}"));

        Assert.True(pairs >= atLeast && rows.Length >= 20, $"{pairs} pairs over {rows.Length} topics");
        Assert.True(precision >= holdPrecision && recall >= holdRecall, $"precision {precision}, recall {recall}");
    }
}
