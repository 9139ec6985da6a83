using System.Text;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Tests.Text;

public class HtmlTextTests
{
    public static TheoryData<string, string> Table
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in CaseFile.Read<string[][]>("Text", "HtmlText.json"))
            {
                data.Add(row[0], row[1]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Html_reads_as_a_reader_would_see_it(string html, string expected) =>
        Assert.Equal(expected, HtmlText.ToPlainText(html));

    [Theory]
    [InlineData("Tom & Jerry", false)]
    [InlineData("1 < 2", false)]
    [InlineData("plain", false)]
    [InlineData("The <script> element", false)]
    [InlineData("Use <unknown></unknown>", false)]
    [InlineData("&undefined; thing", false)]
    [InlineData("AT&amp;T", true)]
    [InlineData("caf&#233;", true)]
    [InlineData("<b>bold</b>", true)]
    [InlineData("one<br>two", true)]
    [InlineData("one<img src=x>", true)]
    public void Html_is_told_from_plain_text(string text, bool isLikely) => Assert.Equal(isLikely, HtmlText.IsLikely(text));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div hidden>")]
    [InlineData("<!--")]
    [InlineData("<a b=\"")]
    [InlineData("<a b='<")]
    [InlineData("&")]
    [InlineData("&#")]
    [InlineData("<")]
    [InlineData("</")]
    [InlineData("<script>")]
    [InlineData("<svg>")]
    [InlineData("<![CDATA[")]
    [InlineData("<p hidden>x<p>")]
    [InlineData("word  ")]
    [InlineData("a long run of words without any markup at all and two spaces at its end  ")]
    public void Repetition_costs_linear_time_and_no_stack(string piece)
    {
        var html = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).Append(" end").ToString();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        HtmlText.ToPlainText(html);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed} for 1 MB of {piece}");
    }

    [Fact]
    public void A_long_text_is_cut_without_cutting_a_character()
    {
        var text = HtmlText.ToPlainText("<p>x" + string.Concat(Enumerable.Repeat("\uD83D\uDE00", 200_000)));

        Assert.InRange(text.Length, HtmlText.MaximumLength - 1, HtmlText.MaximumLength);
        Assert.False(char.IsHighSurrogate(text[^1]));
    }
}
