using FeedWatch.Alerts.Rendering;

namespace FeedWatch.Tests.Alerts.Rendering;

public sealed class TextWrapTests
{
    private static string[] Lines(string text, int columns, string first = "", string next = "") =>
        [.. TextWrap.Lines(text, first, next, columns)];

    [Fact]
    public void Lines_break_between_words() =>
        Assert.Equal(["- one two", "  three"], Lines("one two three", 10, "- ", "  "));

    [Fact]
    public void A_word_longer_than_the_line_stays_whole() =>
        Assert.Equal(["a", "https://example.org/long", "b"], Lines("a https://example.org/long b", 10));

    [Fact]
    public void Wide_letters_count_twice_and_Korean_breaks_between_words() =>
        Assert.Equal(["방위산업", "협의체를", "만든다"], Lines("방위산업 협의체를 만든다", 10));

    [Fact]
    public void Chinese_and_Japanese_break_anywhere_without_a_space() =>
        Assert.Equal(["防衛産業の", "協議体を作", "る。"], Lines("防衛産業の協議体を作る。", 10));

    [Fact]
    public void Quotation_marks_stay_with_what_they_enclose() =>
        Assert.Equal(["防衛産業", "「協議体」", "を作る"], Lines("防衛産業「協議体」を作る", 10));

    [Fact]
    public void Nothing_makes_one_empty_line() => Assert.Equal([""], Lines("", 10));
}
