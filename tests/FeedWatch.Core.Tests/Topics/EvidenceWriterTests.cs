using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class EvidenceWriterTests
{
    private static TopicMatch Match(TopicDefinition topic, TopicItem item) => Assert.Single(TopicSet.Compile([topic]).Match(item));

    private static TopicDefinition Topic(params string[] any) => new() { Id = "t", Name = "t", Any = any };

    private static string Marked(TopicMatch match) => string.Join(' ', match.Evidence.Select(e => $"{e.Field}:{e.Text}={e.Rule}"));

    [Theory]
    [InlineData("IP4", "NATO and IP4 meet", "title:IP4=exact", 90)]
    [InlineData("IP4", "The IP4's plan", "title:IP4=exact", 90)]
    [InlineData("US", "The U.S. plan", "title:U.S.=initialism", 89)]
    [InlineData("NATO", "Nato plan", "title:Nato=spelling", 89)]
    [InlineData("UAV", "UAVs seen", "title:UAVs=inflected", 78)]
    [InlineData("defence industry", "Defense industry grows", "title:Defense=spelling title:industry=exact", 89)]
    [InlineData("defence industry", "Industrial defence", "title:Industrial=derived title:defence=exact", 67)]
    [InlineData("frigate deal", "Deals for frigates", "title:Deals=inflected title:frigates=inflected", 68)]
    [InlineData("frigate deal", "Frigate export deal", "title:Frigate=exact title:deal=exact", 80)]
    [InlineData("data centre", "Datacentres grow", "title:Datacentres=compound", 78)]
    [InlineData("\"joint procurement\"", "Joint-procurement plan", "title:Joint-procurement=exact", 90)]
    [InlineData("hypersonic*", "Hypersonics race", "title:Hypersonics=wildcard", 78)]
    [InlineData("/CVE-\\d+/", "Bug CVE-12 found", "title:CVE-12=regex", 90)]
    [InlineData("K9", "The K-9 howitzer", "title:K-9=compound", 78)]
    public void Every_match_shows_its_words_and_their_rule(string topic, string title, string marked, int score)
    {
        var match = Match(Topic(topic), new TopicItem { Title = title, Language = "en" });

        Assert.Equal(marked, Marked(match));
        Assert.Equal(score, match.Score);
    }

    [Fact]
    public void An_alias_says_so_under_the_clause_as_written()
    {
        var topic = Topic("IP4 summit") with { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = ["Indo-Pacific Four"] } };
        var match = Match(topic, new TopicItem { Title = "Summit of the Indo-Pacific Four", Language = "en" });

        Assert.Equal("title:Summit=exact title:Indo-Pacific Four=alias", Marked(match));
        Assert.All(match.Evidence, e => Assert.Equal("IP4 summit", e.Clause));
    }

    [Theory]
    [InlineData("frigate NEAR/8 (export OR contract)", "frigate NEAR/8 (export OR contract)")]
    [InlineData("(frigate OR tug) NEAR/8 contract", "(frigate OR tug) NEAR/8 contract")]
    [InlineData("frigate (export OR contract)", "frigate (export OR contract)")]
    [InlineData("Oslo AND frigate NEAR/8 (export OR (contract))", "frigate NEAR/8 (export OR (contract))")]
    public void A_clause_is_shown_with_all_its_brackets(string topic, string clause)
    {
        var match = Match(Topic(topic), new TopicItem { Title = "Oslo signs frigate contract", Language = "en" });

        Assert.Contains(clause, match.Evidence.Select(e => e.Clause));
        Assert.All(match.Evidence, e => Assert.Equal(e.Clause.Count(c => c == '('), e.Clause.Count(c => c == ')')));
    }

    [Fact]
    public void Offsets_point_into_the_field_as_given()
    {
        var item = new TopicItem { Title = "“Straße” gesperrt — Fregatten…", Summary = "Eine\u00AD Fre\u00ADgatte. 🚢 Die FREGATTE", Language = "de", Categories = ["Marine"] };
        var match = Match(Topic("Fregatte", "Straße", "tag:Marine"), item);

        foreach (var evidence in match.Evidence)
        {
            var field = evidence.Field switch { "title" => item.Title, "summary" => item.Summary, _ => item.Categories[0] };
            Assert.Equal(field.Substring(evidence.Offset, evidence.Length), evidence.Text);
        }
        Assert.Equal(["title", "summary", "title", "tag"], match.Evidence.Select(e => e.Field));
    }

    [Fact]
    public void The_title_is_worth_more_than_the_body_and_both_more_than_one()
    {
        var topic = Topic("frigate");
        var title = Match(topic, new TopicItem { Title = "A frigate" }).Score;
        var body = Match(topic, new TopicItem { Summary = "A frigate" }).Score;
        var both = Match(topic, new TopicItem { Title = "A frigate", Summary = "A frigate" }).Score;

        Assert.True(both > title && title > body, $"{both} {title} {body}");
    }

    /// <summary>Title above summary above content, and in each of them exact above ordered above unordered.</summary>
    [Fact]
    public void Scores_fall_from_exact_to_unordered_and_from_title_to_content()
    {
        string[] texts = ["A frigate deal", "A frigate for the deal", "A deal for the frigate"];
        int Score(TopicItem item) => Match(Topic("frigate deal"), item).Score;
        int[][] scores =
        [
            [.. texts.Select(text => Score(new TopicItem { Title = text }))],
            [.. texts.Select(text => Score(new TopicItem { Summary = text }))],
            [.. texts.Select(text => Score(new TopicItem { Content = text }))],
        ];

        Assert.All(scores, ofField => Assert.Equal(ofField.Order().Reverse().Distinct(), ofField));
        for (var text = 0; text < texts.Length; text++)
            Assert.True(scores[0][text] > scores[1][text] && scores[1][text] > scores[2][text], string.Join(' ', scores.Select(s => s[text])));
        Assert.True(scores[0][^1] > scores[1][0], "what stands in the title, in any order, is worth more than the phrase in the summary");
    }

    [Fact]
    public void A_phrase_scores_as_the_exact_words_do() => Assert.Equal(
        Match(Topic("frigate deal"), new TopicItem { Summary = "A frigate deal" }).Score, Match(Topic("\"frigate deal\""), new TopicItem { Summary = "A frigate deal" }).Score);

    [Fact]
    public void Clauses_come_in_their_order_with_the_text_they_were_written_as()
    {
        var match = Match(Topic("frigate AND \"export deal\"") with { All = ["Seoul OR Busan"] },
            new TopicItem { Title = "Export deal signed in Seoul", Summary = "The frigate is new." });

        Assert.Equal(["frigate", "\"export deal\"", "Seoul"], match.Evidence.Select(e => e.Clause));
    }
}
