using FeedWatch.Settings.Reading;

namespace FeedWatch.Tests.Settings.Reading;

public sealed class FileContentTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_file_that_is_still_the_same_is_not_held_twice()
    {
        File.WriteAllText(_file, new string('a', 10_000));
        var first = FileContent.Read(_file);

        Assert.Same(first.Bytes, FileContent.Read(_file, first).Bytes);
        Assert.NotSame(first.Bytes, FileContent.Read(_file).Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(9_999)]
    public void A_change_of_one_byte_anywhere_is_seen(int place)
    {
        var bytes = new byte[10_000];
        File.WriteAllBytes(_file, bytes);
        var first = FileContent.Read(_file);
        bytes[place] = 1;
        File.WriteAllBytes(_file, bytes);

        Assert.Equal(bytes, FileContent.Read(_file, first).Bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9_999)]
    [InlineData(10_001)]
    public void Another_length_is_another_content(int length)
    {
        File.WriteAllBytes(_file, new byte[10_000]);
        var first = FileContent.Read(_file);
        File.WriteAllBytes(_file, new byte[length]);

        Assert.Equal(length, FileContent.Read(_file, first).Bytes!.Length);
    }

    [Fact]
    public void A_file_that_is_gone_is_not_what_it_was()
    {
        var first = FileContent.Read(_file);
        File.Delete(_file);

        Assert.Equal("The file does not exist.", FileContent.Read(_file, first).Fault!.Value.Message);
    }

    public void Dispose() => File.Delete(_file);
}
