using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public sealed class CsvFieldTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Harbour strike", "Harbour strike")]
    [InlineData("strike, again", "\"strike, again\"")]
    [InlineData("a \"quoted\" word", "\"a \"\"quoted\"\" word\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"https://example.org\",\"x\")", "\"'=HYPERLINK(\"\"https://example.org\"\",\"\"x\"\")\"")]
    [InlineData("1=1", "1=1")]
    public void A_spreadsheet_reads_the_text_and_no_formula(string? value, string expected) => Assert.Equal(expected, CsvField.Of(value));
}
