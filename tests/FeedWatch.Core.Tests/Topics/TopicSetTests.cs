using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicSetTests
{
    private static TopicSet Watch(params string[] expressions) => TopicSet.Compile(
        [.. expressions.Select(e => new TopicDefinition { Id = e, Name = e, Any = [e] })]);

    [Theory]
    [InlineData("women's rights", "The rights of women", null)]
    [InlineData("China’s exports", "Chinese exports fell", null)]
    [InlineData("COVID-19", "A new Covid 19 wave", null)]
    [InlineData("e-commerce", "Ecommerce grows", null)]
    [InlineData("\"K-9 howitzer\"", "Six K9 howitzers and a K9 howitzer crew", null)]
    [InlineData("\"G-7 summit\"", "The G7 summit opens", null)]
    [InlineData("\"F-35 deal\"", "An F35 deal, at last", null)]
    [InlineData("Su-57", "Su57 jets were shown", null)]
    [InlineData("CO2", "A tax on CO₂", null)]
    [InlineData("CO₂ storage", "Stores for CO2", null)]
    [InlineData("\"H2O mission\"", "The H₂O mission", null)]
    [InlineData("frigate", "The frigate¹ sailed", null)]
    [InlineData("أحمد", "احمد في القاهرة", "ar")]
    [InlineData("ايران", "إيران تعلن", "ar")]
    [InlineData("Boeing 737", "Two Boeing 737s collided", null)]
    [InlineData("최저임금", "최저 임금이 올랐다", "ko")]
    [InlineData("반도체 공장", "차세대반도체 공장을 짓는다", "ko")]
    [InlineData("기준금리 인하", "기준금리를 인하할 전망이다", "ko")]
    [InlineData("기준금리 인하", "기준금리의 인하", "ko")]
    [InlineData("국회 연설", "국회에서 연설했다", "ko")]
    [InlineData("strajk górników", "Górnicy ogłosili strajk", "pl")]
    [InlineData("strajk górników", "Strajk górniczy trwa", "pl")]
    [InlineData("wybory polityk", "Politycy czekają na wybory", "pl")]
    [InlineData("granica", "Na granicy stoją ciężarówki", "pl")]
    [InlineData("відбудова лікарень", "Відбудова лікарні триває", "uk")]
    [InlineData("рішення суду", "Скасовано п'ять рішень суду", "uk")]
    [InlineData("produzione di acciaio", "I produttori di acciaio chiedono dazi", "it")]
    [InlineData("construcción naval", "Ayudas para los constructores navales", "es")]
    [InlineData("produção de aço", "Os produtores de aço pedem tarifas", "pt")]
    [InlineData("production d'acier", "Les producteurs d'acier demandent des droits de douane", "fr")]
    [InlineData("ponte sullo Stretto", "Il ponte dello Stretto si farà", "it")]
    public void A_word_is_found_in_its_other_shapes(string topic, string text, string? language) => Assert.Single(Flagged(topic, text, language));

    [Theory]
    [InlineData("산불", "부산 불꽃축제", "ko")]
    [InlineData("나토", "나는 토요일에 간다", "ko")]
    [InlineData("기준금리 인하", "기준금리를 동결하고 인하 논의", "ko")]
    [InlineData("COVID-19", "The corvid, 19 years old", null)]
    [InlineData("CO₂", "CO of the regiment", null)]
    [InlineData("\"5 10\"", "510 ships", null)]
    public void Parts_of_two_other_words_are_no_word(string topic, string text, string? language) => Assert.Empty(Flagged(topic, text, language));

    private static IReadOnlyList<TopicMatch> Flagged(string topic, string text, string? language) =>
        TopicSet.Compile([new TopicDefinition { Id = "t", Name = "t", Any = [topic] }]).Match(new TopicItem { Summary = text, Language = language });

    [Theory]
    [InlineData("defence industry consultation body", "Seoul and Oslo agree on a consultative body on defense industrial cooperation")]
    [InlineData("defence industry consultation body", "They want a consultative body focused on defence industry cooperation.")]
    [InlineData("IP4", "The (IP4) met")]
    [InlineData("IP4", "IP4's leaders")]
    [InlineData("IP4", "IP4-led talks")]
    [InlineData("IP4", "IP4는 회의")]
    [InlineData("US", "U.S. troops")]
    [InlineData("NATO", "Nato chief")]
    [InlineData("frigate NEAR/3 (export OR deal)", "A deal on the frigate is close")]
    public void A_topic_finds_its_text(string topic, string text) =>
        Assert.Single(Watch(topic).Match(new TopicItem { Title = text, Language = "en" }));

    [Theory]
    [InlineData("인도태평양 4개국", "한국 등 인도태평양 4개국이 모였다", true)]
    [InlineData("인도태평양 사개국", "인도태평양의 사개국 회의", true)]
    [InlineData("印太四国 集团", "印太四国集团发表声明", true)]
    [InlineData("나토", "나는 토요일에 간다", false)]
    public void An_alias_counts_in_a_script_without_spaces(string alias, string text, bool counts)
    {
        var set = TopicSet.Compile([new TopicDefinition { Id = "t", Name = "t", Any = ["IP4"], Aliases = new Dictionary<string, IReadOnlyList<string>> { ["IP4"] = [alias] } }]);

        Assert.Equal(counts ? 1 : 0, set.Match(new TopicItem { Summary = text }).Count);
    }

    [Theory]
    [InlineData("IP4", "ip4 and IPv4 addresses")]
    [InlineData("US", "tell us more")]
    public void A_topic_leaves_other_text_alone(string topic, string text) =>
        Assert.Empty(Watch(topic).Match(new TopicItem { Title = text, Language = "en" }));

    [Theory]
    [InlineData("grain export ban", "The ban is on the export of all of their grain")]
    [InlineData("grain export ban", "Grain, of which Odesa exports more than others, is banned")]
    [InlineData("grain export ban", "Exports of grain to be banned: traders; ministers silent")]
    public void Small_words_and_single_breaks_keep_words_together(string topic, string text) => Assert.Single(Flagged(topic, text, "en"));

    [Theory]
    [InlineData("grain export ban", "A grain of salt ruined lunch, the cook said, and cars for export fell under the ban")]
    [InlineData("grain export ban", "Grain rots in silos; the export of statues is banned")]
    [InlineData("export ban", "Exports rose; bans on smoking stay")]
    [InlineData("export ban", "Exporters dined well while neighbours barbecued under new bans")]
    public void Words_between_which_something_else_is_said_are_not_together(string topic, string text) => Assert.Empty(Flagged(topic, text, "en"));

    [Theory]
    [InlineData("naval-wire", "wire", "en-GB", true)]
    [InlineData("NAVAL-WIRE", "", "EN", true)]
    [InlineData("other", "Ports", "en", true)]
    [InlineData("other", "wire", "en", false)] // neither the feed nor its tag
    [InlineData("naval-wire", "rumours", "en", false)] // a tag left out
    [InlineData("gossip", "ports", "en", false)] // a feed left out
    [InlineData("naval-wire", "wire", "de", false)] // another language
    [InlineData("naval-wire", "wire", null, false)] // no language said
    public void Feeds_and_languages_that_a_topic_names_are_the_only_ones_that_count(string feed, string tag, string? language, bool counts)
    {
        var topic = new TopicDefinition
        {
            Id = "t",
            Name = "t",
            Any = ["frigate"],
            IncludeFeeds = ["naval-wire", "tag:ports"],
            ExcludeFeeds = ["gossip", "tag:rumours"],
            Languages = ["en", "fr"],
        };
        var item = new TopicItem { Title = "A frigate sails", FeedId = feed, FeedTags = tag.Length == 0 ? [] : [tag], Language = language };

        Assert.Equal(counts ? 1 : 0, TopicSet.Compile([topic]).Match(item).Count);
        Assert.Equal(counts, TopicExplainer.Explain(topic, item).Match is not null);
    }

    [Theory]
    [InlineData("WHO", "Those who came", false)]
    [InlineData("WHO", "Who came?", false)]
    [InlineData("WHO", "MAN WHO FELL INTO DOCK IS SAFE", false)]
    [InlineData("WHO", "The WHO met", true)]
    [InlineData("START", "Start of talks", false)]
    [InlineData("START", "New START expires", true)]
    [InlineData("Aids", "It aids digestion", true)] // written as a plain word, it is one
    [InlineData("=Aids", "It aids digestion", false)]
    public void A_short_word_stands_for_its_head_only_as_the_alias_is_written(string alias, string text, bool counts)
    {
        var topic = new TopicDefinition { Id = "t", Name = "t", Any = ["treaty organisation"], Aliases = new Dictionary<string, IReadOnlyList<string>> { ["treaty organisation"] = [alias] } };

        Assert.Equal(counts ? 1 : 0, TopicSet.Compile([topic]).Match(new TopicItem { Summary = text, Language = "en" }).Count);
    }

    [Fact]
    public void Other_stories_on_the_page_of_a_report_do_not_count()
    {
        var item = new TopicItem { Title = "Buses late", Content = "Buses were late on Monday.\nRelated stories\nFrigate export deal signed\nTug sinks\nThe tram was late, too." };

        Assert.Empty(Watch("frigate", "/Tug/", "\"tug sinks\"").Match(item));
        Assert.Equal(item.Content.IndexOf("tram", StringComparison.Ordinal), Assert.Single(Watch("tram").Match(item)).Evidence[0].Offset);
    }

    [Fact]
    public void Evidence_points_at_the_words_as_printed()
    {
        var match = Assert.Single(Watch("choir").Match(new TopicItem { Title = "Choir festival opens" }));
        Assert.Equal(new Evidence("choir", "title", 0, 5, "Choir", EvidenceRules.Exact), Assert.Single(match.Evidence));
    }
}
