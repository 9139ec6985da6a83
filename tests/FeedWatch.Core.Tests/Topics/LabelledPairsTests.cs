using System.Globalization;
using System.Text.Json;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

/// <summary>How well topics find what their author means, measured on labelled.json, which anyone can extend.</summary>
public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    private sealed record Row(string Topic, string? Language, Dictionary<string, IReadOnlyList<string>>? Aliases, string[] Match, string[] Ignore);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Precision_and_recall_are_at_least_0_97()
    {
        var rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Topics", "labelled.json")), Options)!;
        int right = 0, wrong = 0, missed = 0, pairs = 0;
        foreach (var row in rows)
        {
            var set = TopicSet.Compile([new TopicDefinition
            {
                Id = "t", Name = row.Topic, Any = [row.Topic], Aliases = row.Aliases ?? [],
            }]);
            Assert.Empty(set.Errors);
            foreach (var (text, expected) in row.Match.Select(t => (t, true)).Concat(row.Ignore.Select(t => (t, false))))
            {
                pairs++;
                var matched = set.Match(new TopicItem { Summary = text, Language = row.Language }).Count > 0;
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

        Assert.True(pairs >= 500 && rows.Length >= 60, $"{pairs} pairs over {rows.Length} topics");
        Assert.True(precision >= 0.97 && recall >= 0.97, $"precision {precision}, recall {recall}");
    }
}
