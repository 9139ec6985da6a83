using System.Text.Json;
using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicCorpusTests
{
    private sealed record Row(string Topic, string? Language, Dictionary<string, IReadOnlyList<string>>? Aliases, string[] Match, string[] Ignore);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Whatever_a_topic_matches_is_among_its_candidates_and_they_are_few()
    {
        var rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Topics", "labelled.json")), Options)!;
        var items = rows.SelectMany(row => row.Match.Concat(row.Ignore).Select(text => new TopicItem { Title = "Report", Summary = text, Language = row.Language })).ToList();
        var corpus = Of(items);
        int named = 0, tried = 0;
        foreach (var row in rows)
        {
            var set = TopicSet.Compile([new TopicDefinition { Id = "t", Name = row.Topic, Any = [row.Topic], Aliases = row.Aliases ?? [] }]);
            if (corpus.Candidates(set) is not { } candidates)
            {
                continue; // a regular expression, or one that looks at sources
            }

            (named, tried) = (named + candidates.Count, tried + items.Count);
            Assert.Empty(Enumerable.Range(0, items.Count).Where(number => set.Match(items[number]).Count > 0).Except(candidates));
            Assert.All(items, item => Assert.Equal(set.Match(item).Select(match => match.Topic), set.Flagging(item)));
        }

        Assert.True(tried > 60 * items.Count, $"{tried / items.Count} topics could be looked up");
        Assert.True(named < tried / 10, $"{named} of {tried} pairs are left to match");
    }

    [Theory]
    [InlineData("K9", "The K-9 howitzer")]
    [InlineData("datacentre", "A data centre burns")]
    [InlineData("UAV", "Two UAVs were lost")]
    [InlineData("NATO", "The N.A.T.O. summit")]
    [InlineData("hypersonic*", "Hypersonics are tested")]
    [InlineData("muller", "Herr Müller")]
    [InlineData("쇄빙선", "차세대 쇄빙선 건조")]
    [InlineData("defence OR frigate", "A FRIGATE")]
    [InlineData("title:tug", "An ice-class tug")]
    [InlineData("=Tug", "A Tug")]
    public void A_word_is_found_however_it_is_printed(string topic, string text)
    {
        var corpus = Of([new TopicItem { Title = "Nothing of the kind" }, new TopicItem { Title = text }, new TopicItem { Title = "Another thing", Summary = "altogether" }]);

        Assert.Equal([1], corpus.Candidates(Topic(topic))!);
    }

    [Theory]
    [InlineData("/tug.*/")]
    [InlineData("NOT tug")]
    [InlineData("source:wire")]
    [InlineData("lang:en")]
    public void Where_words_cannot_tell_all_items_are_looked_at(string topic) => Assert.Null(Of([new TopicItem { Title = "A tug" }]).Candidates(Topic(topic)));

    [Fact]
    public void Topics_of_a_set_are_looked_up_together_and_an_empty_set_finds_nothing()
    {
        var corpus = Of([.. Enumerable.Range(0, 1000).Select(number => new TopicItem { Title = number % 100 == 7 ? "A tug" : number % 100 == 9 ? "A frigate" : "A thing" })]);

        Assert.Equal(Enumerable.Range(0, 10).SelectMany(hundred => new[] { hundred * 100 + 7, hundred * 100 + 9 }), corpus.Candidates(Topic("tug", "frigate", "corvette"))!);
        Assert.Empty(corpus.Candidates(TopicSet.Compile([]))!);
    }

    [Fact]
    public void Corpora_put_together_are_as_one_that_was_cut_at_once()
    {
        var items = Enumerable.Range(0, 3_000).Select(number => new TopicItem { Title = $"Item {number}", Summary = (number % 7, number % 300) switch { (_, 17) => "An ice-class tug", (3, _) => "Two icebreakers", _ => "A thing" }, Language = number % 2 == 0 ? "en" : "de" }).ToList();
        var whole = Of(items);
        var parts = Of(items[..1_000]);

        parts.Append(Of([]));
        parts.Append(Of(items[1_000..1_001]));
        parts.Append(Of(items[1_001..2_500]));
        foreach (var item in items[2_500..])
        {
            parts.Add(item);
        }

        Assert.Equal(items.Count, parts.Count);
        foreach (var topic in new[] { "tug", "icebreaker", "iceclass tug", "\"Item 999\"", "\"Item 1000\"", "thing AND item", "frigate" })
        {
            Assert.Equal(whole.Candidates(Topic(topic))!, parts.Candidates(Topic(topic))!);
        }
    }

    private static TopicCorpus Of(IReadOnlyList<TopicItem> items)
    {
        var corpus = new TopicCorpus();
        foreach (var item in items)
        {
            corpus.Add(item);
        }

        Assert.Equal(items.Count, corpus.Count);
        return corpus;
    }

    private static TopicSet Topic(params IEnumerable<string> topics) => TopicSet.Compile([.. topics.Select(topic => new TopicDefinition { Id = topic, Name = topic, Any = [topic] })]);
}
