using System.Diagnostics;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

/// <summary>A fetcher with the settings that tests on loopback need.</summary>
internal sealed class FetchHarness : IDisposable
{
    public const string Rss = "<rss version=\"2.0\"><channel><title>Harbour notes</title></channel></rss>";

    public static readonly PollingSettings Loopback = new() { AllowPrivate = ["127.0.0.0/8", "::1/128"], Timeout = TimeSpan.FromSeconds(20) };

    private readonly Fetcher _fetcher;

    public FetchHarness(PollingSettings? settings = null, NetworkAccess? network = null, TimeProvider? time = null)
    {
        _fetcher = new Fetcher(settings ?? Loopback, time ?? TimeProvider.System, network);
    }

    /// <summary>On a test Internet nothing is private by permission.</summary>
    public static FetchHarness On(TestInternet internet, PollingSettings? settings = null) =>
        new(settings ?? new PollingSettings { Timeout = TimeSpan.FromSeconds(20) }, internet.Access);

    public Task<FetchResult> Fetch(string url) => Fetch(new FetchRequest { Url = url });

    public Task<FetchResult> Fetch(FetchRequest request) => _fetcher.FetchAsync(request, TestContext.Current.CancellationToken);

    public async Task<FetchResult.Fetched> FetchDocument(FetchRequest request) => Assert.IsType<FetchResult.Fetched>(await Fetch(request));

    public Task<FetchResult.Fetched> FetchDocument(string url) => FetchDocument(new FetchRequest { Url = url });

    /// <summary>The code of a fetch that must not succeed; its sentence is checked on the way.</summary>
    public async Task<string> FetchCode(FetchRequest request)
    {
        var (code, reason) = await Fetch(request) switch
        {
            FetchResult.Failed failed => (failed.Code, failed.Reason),
            FetchResult.Refused refused => (refused.Code, refused.Reason),
            var other => throw new InvalidOperationException($"It went well: {other}"),
        };
        Assert.InRange(reason.Length, 10, 500);
        Assert.DoesNotContain("Exception", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(reason, char.IsControl);
        return code;
    }

    public Task<string> FetchCode(string url) => FetchCode(new FetchRequest { Url = url });

    public async Task<(T Result, TimeSpan Processor)> Measure<T>(Task<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var result = await work;
        process.Refresh();
        return (result, process.TotalProcessorTime - before);
    }

    public void Dispose() => _fetcher.Dispose();
}
