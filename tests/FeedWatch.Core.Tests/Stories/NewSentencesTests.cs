using FeedWatch.Core.Stories;

namespace FeedWatch.Core.Tests.Stories;

public sealed class NewSentencesTests
{
    private const string Early = "Three people died when a ferry caught fire off Split on Monday. The coast guard took 310 people off the ship.";

    [Fact]
    public void The_same_text_has_nothing_new() => Assert.Empty(NewSentences.In(Early, [Early]));

    [Fact]
    public void Without_an_earlier_text_everything_is_new() => Assert.Equal(2, NewSentences.In(Early, []).Count);

    [Fact]
    public void Only_the_added_sentence_is_new() =>
        Assert.Equal(
            ["The captain, Mr. Horvat, is being questioned by U.S. investigators."],
            NewSentences.In(Early + " The captain, Mr. Horvat, is being questioned by U.S. investigators.", [Early]));

    [Fact]
    public void A_changed_figure_makes_a_sentence_new() =>
        Assert.Equal(
            ["Five people died when a ferry caught fire off Split on Monday."],
            NewSentences.In("Five people died when a ferry caught fire off Split on Monday. The coast guard took 310 people off the ship.", [Early]));

    [Fact]
    public void Spelling_and_order_make_nothing_new() =>
        Assert.Empty(NewSentences.In(
            "The programme recognises the harbour. The ministry of defence will pay.",
            ["The ministry of defense will pay.\nThe program recognizes the harbor."]));

    [Fact]
    public void Each_earlier_text_counts() => Assert.Empty(NewSentences.In(Early, Early.Split(". ")));

    [Fact]
    public void A_story_that_goes_on_is_told_as_if_each_text_were_held_against_all_earlier_ones()
    {
        string[] texts = [Early, Early + " The captain is being questioned.", "Die Fähre brannte vor Split. Der Kapitän wird befragt.", "The captain is being questioned. The ferry was towed to port.", "Der Kapitän wird befragt. Die Fähre wurde abgeschleppt."];
        var story = new NewSentences();
        for (var at = 0; at < texts.Length; at++)
        {
            Assert.Equal(NewSentences.In(texts[at], texts[..at]), story.In(texts[at]));
            story.Add(texts[at]);
        }
    }

    [Fact]
    public void A_sentence_is_told_once() => Assert.Single(NewSentences.In("The port is closed to all ships. The port is closed to all ships.", []));

    [Fact]
    public void Blocks_of_other_stories_are_not_news() =>
        Assert.Empty(NewSentences.In(Early + "\nRelated stories: Mayor opens library. Striker leaves club.", [Early]));

    [Fact]
    public void Korean_sentences_are_told_apart() =>
        Assert.Equal(
            ["선장은 조사를 받고 있다."],
            NewSentences.In("여객선에서 불이 나 세 명이 숨졌다. 선장은 조사를 받고 있다.", ["여객선에서 불이 나 세 명이 숨졌다."]));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("...")]
    public void A_text_without_words_has_no_sentences(string text) => Assert.Empty(NewSentences.In(text, [Early]));
}
