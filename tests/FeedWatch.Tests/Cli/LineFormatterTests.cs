using FeedWatch.Cli;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests.Cli;

public sealed class LineFormatterTests
{
    [Theory]
    [InlineData("one\nerror Fake[0] two", "one ⏎ error Fake[0] two")]
    [InlineData("one\r\n\r\ntwo", "one ⏎  ⏎ two")]
    [InlineData("a\u2028b\u2029c\u0085d\vf\fg", null)]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m")]
    [InlineData("{Message} {0} %s", "{Message} {0} %s")]
    [InlineData("tab\there", "tab here")]
    public void Whatever_a_feed_writes_one_event_is_one_line(string printed, string? expected)
    {
        using var written = new StringWriter();

        new LineFormatter().Write(new LogEntry<string>(LogLevel.Warning, "FeedWatch.Pipeline.PollRound", 0, printed, null, (state, _) => state), null, written);

        var line = Assert.Single(written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn  PollRound\[0\] ", line);
        Assert.DoesNotContain(line, character => char.IsControl(character) || character is '\u2028' or '\u2029');
        if (expected is not null)
        {
            Assert.EndsWith("] " + expected, line, StringComparison.Ordinal);
        }
    }
}
