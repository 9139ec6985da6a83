using FeedWatch.Core.Topics;

namespace FeedWatch.Core.Tests.Topics;

public sealed class TopicParserTests
{
    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("   ", 0, "empty")]
    [InlineData("(frigate OR corvette", 20, "'(' at character 1 is not closed")]
    [InlineData("frigate (deal (export)", 22, "'(' at character 9 is not closed")]
    [InlineData("frigate)", 7, "closes nothing")]
    [InlineData("()", 0, "nothing between")]
    [InlineData("\"joint procurement", 0, "never closed")]
    [InlineData("\"...\"", 0, "no word between the quotes")]
    [InlineData("AND frigate", 0, "nothing on its left")]
    [InlineData("frigate AND", 8, "nothing on its right")]
    [InlineData("frigate OR OR corvette", 8, "nothing on its right")]
    [InlineData("frigate NOT", 8, "NOT needs something")]
    [InlineData("NOT", 0, "NOT needs something")]
    [InlineData("frigate NEAR export", 8, "needs a number")]
    [InlineData("frigate NEAR/x export", 8, "not a number")]
    [InlineData("frigate NEAR/5", 8, "nothing on its right")]
    [InlineData("NEAR/5 frigate", 0, "nothing on its left")]
    [InlineData("frigate NEAR/5000 export", 8, "too far")]
    [InlineData("frigate NEAR/5 (a AND b)", 15, "AND cannot stand beside NEAR/5")]
    [InlineData("frigate NEAR/5 title:export", 15, "A field cannot stand beside")]
    [InlineData("hy*", 0, "at least three letters in front")]
    [InlineData("*sonic", 0, "at least three letters in front")]
    [InlineData("ice-cla*", 0, "within one word")]
    [InlineData("headline:frigate", 0, "no field 'headline'")]
    [InlineData("title:", 0, "needs something to look for")]
    [InlineData("tug AND Title:", 8, "needs something to look for")]
    [InlineData("lang:english", 0, "one language tag")]
    [InlineData("= frigate", 0, "'=' needs a word")]
    [InlineData("/abc", 0, "no closing '/'")]
    [InlineData("/a(b/", 4, "not valid")]
    [InlineData("/(a)\\1/", 0, "cannot run in linear time")]
    [InlineData("/(?=a)b/", 0, "cannot run in linear time")]
    [InlineData("/(a{1000}){1000}/", 0, "cannot run in linear time")]
    [InlineData("/a*/", 0, "matches every text")]
    [InlineData("frigate && export", 8, "not an operator")]
    public void A_mistake_is_named_with_its_place_and_remedy(string expression, int position, string message)
    {
        var result = TopicParser.Parse(expression);

        Assert.False(result.IsValid);
        var error = result.Errors.First(e => !e.IsWarning);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Remedy);
        Assert.True(error.Position + error.Length <= expression.Length || error.Position == expression.Length);
    }

    [Theory]
    [InlineData("frigate NEAR/60 export", "wider than most sentences")]
    [InlineData("\"joint procurement\" or \"joint purchase\"", "in small letters is a word")]
    [InlineData("title:frigate export deal", "The field covers only")]
    [InlineData("frigate -museum", "'-' in front of a word is not read")]
    [InlineData("+frigate", "'+' in front of a word is not read")]
    [InlineData("frigate near/5 export", "in small letters is a word")]
    [InlineData("=Frigat*", "no wildcard behind '='")]
    public void A_doubtful_expression_still_works_and_is_warned_about(string expression, string message)
    {
        var result = TopicParser.Parse(expression);

        Assert.True(result.IsValid);
        Assert.Contains(message, Assert.Single(result.Errors, e => e.IsWarning).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fish and chips")]
    [InlineData("Title:frigate")]
    [InlineData("title: frigate")]
    [InlineData("NATO: what next?")]
    [InlineData("10:30 train")]
    [InlineData("either/or")]
    [InlineData("R&D")]
    [InlineData("frigate NOT museum")]
    [InlineData("((frigate))")]
    [InlineData("“joint procurement” OR «achats communs»")]
    [InlineData("\"AND\" gate")]
    [InlineData("방산 협의체")]
    [InlineData("/CVE-20\\d\\d/")]
    [InlineData("lang:pt-BR AND frigate")]
    [InlineData("a NEAR/0 b")]
    public void What_people_write_is_understood(string expression) => Assert.True(TopicParser.Parse(expression).IsValid);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Contains("levels", TopicParser.Parse(new string('(', 5_000) + "a").Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("longer than", TopicParser.Parse(new string('a', 9_000)).Errors[0].Message, StringComparison.Ordinal);
        Assert.False(TopicParser.Parse(string.Concat(Enumerable.Repeat("NOT ", 500)) + "a").IsValid);
    }

    [Fact]
    public void No_expression_makes_the_parser_throw()
    {
        var random = new Random(4);
        string[] parts = ["(", ")", "\"", "AND", "OR", "NOT", "NEAR/3", "ONEAR/2", "NEAR/", "title:", "lang:", "x:", "=", "/", "*", "?", "abc*", "fri", "NATO", " ", " ", "\\", "“", "나토", "\uD800", "\u00AD", "[", "+", "C++", "\0"];
        for (var i = 0; i < 20_000; i++)
        {
            var expression = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            var result = TopicParser.Parse(expression);
            Assert.True(result.IsValid || result.Errors.Any(e => !e.IsWarning), expression);
            Assert.All(result.Errors, e => Assert.InRange(e.Position + e.Length, 0, expression.Length + 1));
            if (result.IsValid)
                TopicSet.Compile([new TopicDefinition { Id = "t", Name = "t", Any = [expression] }]).Match(new TopicItem { Title = expression, Summary = "fri abc NATO 나토" });
        }
    }
}
