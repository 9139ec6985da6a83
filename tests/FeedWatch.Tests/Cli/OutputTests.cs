using FeedWatch.Cli;

namespace FeedWatch.Tests.Cli;

public class OutputTests
{
    [Fact]
    public void Results_that_cannot_be_written_end_the_verb_with_a_sentence()
    {
        using var full = new FullWriter();
        var output = new Output(full, TextWriter.Null);

        Assert.Equal("Standard output cannot be written: No space left on device.", Assert.Throws<OutputLostException>(() => output.Line("a hit")).Message);
        Assert.Throws<OutputLostException>(() => output.Raw("a hit\n"));
        Assert.Throws<OutputLostException>(() => output.Json(new { hit = 1 }));
    }

    [Fact]
    public void Words_that_nobody_can_read_end_nothing()
    {
        using var full = new FullWriter();

        Assert.Null(Record.Exception(() => new Output(TextWriter.Null, full).Error("The mail server is away.")));
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
