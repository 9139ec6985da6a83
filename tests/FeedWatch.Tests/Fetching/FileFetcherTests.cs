using System.Diagnostics;
using System.Text;
using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class FileFetcherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("feedwatch-files-").FullName;
    private readonly FetchHarness _harness = new(FetchHarness.Loopback with { MaximumBytes = 1000 });

    private string PathOf(string name) => Path.Combine(_folder, name);

    [Fact]
    public async Task A_file_is_a_feed()
    {
        await File.WriteAllTextAsync(PathOf("wire.xml"), FetchHarness.Rss, TestContext.Current.CancellationToken);

        var fetched = await _harness.FetchDocument(PathOf("wire.xml"));

        Assert.Equal(FetchHarness.Rss, Encoding.UTF8.GetString(fetched.Body.Span));
        Assert.Null(fetched.ContentType);
        Assert.NotNull(fetched.Validators.ETag);
    }

    [Fact]
    public async Task A_file_is_read_again_only_when_it_changed()
    {
        var path = PathOf("wire.xml");
        await File.WriteAllTextAsync(path, "one", TestContext.Current.CancellationToken);
        var first = await _harness.FetchDocument(path);
        var again = new FetchRequest { Url = path, Validators = first.Validators };
        Assert.IsType<FetchResult.NotModified>(await _harness.Fetch(again));

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.IsType<FetchResult.Fetched>(await _harness.Fetch(again));

        await File.WriteAllTextAsync(path, "other", TestContext.Current.CancellationToken);
        Assert.IsType<FetchResult.Fetched>(await _harness.Fetch(again));
    }

    [Fact]
    public async Task What_is_not_a_file_with_contents_is_not_opened()
    {
        await File.WriteAllTextAsync(PathOf("empty.xml"), "", TestContext.Current.CancellationToken);
        Assert.Equal(FetchCodes.FileMissing, await _harness.FetchCode(PathOf("nothing.xml")));
        Assert.Equal(FetchCodes.FileMissing, await _harness.FetchCode(PathOf("no/such/folder.xml")));
        Assert.Equal(FetchCodes.FileNotRegular, await _harness.FetchCode(_folder));
        Assert.Equal(FetchCodes.FileNotRegular, await _harness.FetchCode(PathOf("empty.xml")));
    }

    [Fact]
    public async Task Devices_and_pipes_are_not_opened()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Devices have no path on this system.");
        using var mkfifo = Process.Start("mkfifo", PathOf("pipe"));
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FetchCodes.FileNotRegular, await _harness.FetchCode(PathOf("pipe")));
        Assert.Equal(FetchCodes.FileNotRegular, await _harness.FetchCode("/dev/zero"));
        Assert.Equal(FetchCodes.FileNotRegular, await _harness.FetchCode("/dev/null"));
    }

    [Fact]
    public async Task Behind_a_link_it_is_the_file_that_counts()
    {
        await File.WriteAllTextAsync(PathOf("one.xml"), "the first version", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(PathOf("two.xml"), "the next", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(PathOf("current"), PathOf("one.xml"));
        File.CreateSymbolicLink(PathOf("wire.xml"), PathOf("current"));
        var first = await _harness.FetchDocument(PathOf("wire.xml"));
        Assert.Equal("the first version", Encoding.UTF8.GetString(first.Body.Span));

        File.Delete(PathOf("current"));
        File.CreateSymbolicLink(PathOf("current"), PathOf("two.xml"));
        var second = await _harness.FetchDocument(new FetchRequest { Url = PathOf("wire.xml"), Validators = first.Validators });
        Assert.Equal("the next", Encoding.UTF8.GetString(second.Body.Span));

        File.Delete(PathOf("two.xml"));
        Assert.Equal(FetchCodes.FileMissing, await _harness.FetchCode(PathOf("wire.xml")));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_not_read()
    {
        await File.WriteAllBytesAsync(PathOf("large.xml"), new byte[1001], TestContext.Current.CancellationToken);
        Assert.Equal(FetchCodes.TooLarge, await _harness.FetchCode(PathOf("large.xml")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task A_path_that_is_none_is_told_so(string path)
    {
        Assert.Contains(await _harness.FetchCode(path), new[] { FetchCodes.BadUrl, FetchCodes.FileMissing });
    }

    public void Dispose()
    {
        _harness.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
