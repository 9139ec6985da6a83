using FeedWatch.Core.Feeds;

namespace FeedWatch.Core.Tests.Feeds;

public class FeedTextTests
{
    [Theory]
    [InlineData("The frigate sails\n\nDeal done", "The frigate sails\nDeal done")]
    [InlineData("The frigate sails\r\n \t\r\n\r\nDeal done\n\n", "The frigate sails\nDeal done")]
    [InlineData("\n\n  A line that is\n  wrapped ends\r\nno sentence", "A line that is wrapped ends no sentence")]
    [InlineData("One  line", "One line")]
    [InlineData(" \n\n ", null)]
    public void Blank_lines_part_the_paragraphs_of_plain_text(string printed, string? expected) =>
        Assert.Equal(expected, new FeedText(printed, FeedTextKind.Plain).ToPlainText());
}
