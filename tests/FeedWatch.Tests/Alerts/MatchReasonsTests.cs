using FeedWatch.Alerts;

namespace FeedWatch.Tests.Alerts;

public sealed class MatchReasonsTests
{
    private const string Text = "The U.S. and Mr. Kim met. Seoul founded a joint-procurement council for arms. It rained!";

    private static EvidencePlace Place(string words, string rule = "exact", string text = Text) =>
        new("clause", "content", text.IndexOf(words, StringComparison.Ordinal), words.Length, words, rule);

    /// <summary>The sentence with [marks].</summary>
    private static string Shown(MarkedText sentence) => sentence.Marks.Reverse().Aggregate(sentence.Text, (text, mark) =>
        text.Insert(mark.End, "]").Insert(mark.Offset, "["));

    private static MatchReason Reason(string text, params EvidencePlace[] places) =>
        Assert.Single(MatchReasons.From("topic", _ => text, places));

    [Fact]
    public void The_sentence_around_the_words_is_cut_out_and_the_words_are_marked() =>
        Assert.Equal("Seoul founded a joint-procurement [council] for [arms].", Shown(Reason(Text, Place("council"), Place("arms")).Sentence));

    [Fact]
    public void Abbreviations_do_not_end_a_sentence() =>
        Assert.Equal("The U.S. and Mr. [Kim] met.", Shown(Reason(Text, Place("Kim")).Sentence));

    [Fact]
    public void Words_that_stand_together_are_one_mark()
    {
        var reason = Reason(Text, Place("procurement"), Place("joint"), Place("council"), Place("arms"));

        Assert.Equal(["joint-procurement council", "arms"], reason.WordsFound);
        Assert.Equal("Seoul founded a [joint-procurement council] for [arms].", Shown(reason.Sentence));
    }

    [Fact]
    public void Words_in_two_sentences_show_both() =>
        Assert.Equal("Seoul founded a joint-procurement council for [arms]. It [rained]!", Shown(Reason(Text, Place("arms"), Place("rained")).Sentence));

    [Fact]
    public void Overlapping_places_make_one_mark() =>
        Assert.Equal("It [rained]!", Shown(Reason(Text, Place("rained"), Place("rain"), Place("ained")).Sentence));

    [Fact]
    public void Each_clause_and_field_has_its_own_reason_in_the_order_of_the_evidence()
    {
        var reasons = MatchReasons.From("topic", field => field == "title" ? "IP4 meets" : Text,
        [
            new EvidencePlace("IP4", "title", 0, 3, "IP4", "exact"),
            Place("council"),
            new EvidencePlace("IP4", "title", 4, 5, "meets", "inflected"),
        ]);

        Assert.Equal([("IP4", "title"), ("clause", "content")], reasons.Select(reason => (reason.Clause, reason.Field)));
        Assert.Equal(["exact", "inflected"], reasons[0].Rules);
    }

    [Fact]
    public void A_long_stretch_without_a_full_stop_is_cut_around_the_words()
    {
        var text = string.Join(' ', Enumerable.Repeat("before", 200)) + " needle " + string.Join(' ', Enumerable.Repeat("after", 200));

        var sentence = Reason(text, Place("needle", text: text)).Sentence;

        Assert.InRange(sentence.Text.Length, 100, 400);
        Assert.StartsWith("… before ", sentence.Text, StringComparison.Ordinal);
        Assert.EndsWith(" after …", sentence.Text, StringComparison.Ordinal);
        Assert.Contains(" [needle] ", Shown(sentence), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_without_spaces_is_cut_as_well()
    {
        var text = new string('前', 500) + "防衛" + new string('後', 500);

        var sentence = Reason(text, Place("防衛", text: text)).Sentence;

        Assert.InRange(sentence.Text.Length, 100, 400);
        Assert.Contains("前[防衛]後", Shown(sentence), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("한국은 갔다. 방위산업 협의체를 만든다. 끝.", "방위산업", "[방위산업] 협의체를 만든다.")]
    [InlineData("日本は行った。防衛産業の協議体を作る。終わり。", "防衛産業", "[防衛産業]の協議体を作る。")]
    public void Sentences_end_in_other_scripts_too(string text, string words, string shown) =>
        Assert.Equal(shown, Shown(Reason(text, Place(words, text: text)).Sentence));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("The text is another one since.")]
    public void Without_the_text_the_words_stand_alone(string? text)
    {
        var reason = Assert.Single(MatchReasons.From("topic", _ => text, [Place("council"), Place("arms", "inflected")]));

        Assert.Equal("[council … arms]", Shown(reason.Sentence));
        Assert.Equal(["council", "arms"], reason.WordsFound);
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(0, 0)]
    [InlineData(5, 1000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_place_outside_of_the_text_does_no_harm(int offset, int length) =>
        Assert.Equal("[words]", Shown(Reason(Text, new EvidencePlace("clause", "content", offset, length, "words", "exact")).Sentence));
}
