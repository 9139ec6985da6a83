using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Pipeline;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary>Reads a feed named on the command line: a file or a URL, the user's own choice and so private addresses are allowed.</summary>
public sealed class SourceReader(TimeProvider time) : IDisposable
{
    private readonly Fetcher _fetcher = new(new PollingSettings { AllowPrivate = ["0.0.0.0/0", "::/0"] }, time);

    /// <summary>The feed, or the reason why there is none. What is no feed is returned as one of format unknown, with its problems.</summary>
    public async Task<(Feed? Feed, string? Reason)> ReadAsync(string source, CancellationToken cancellation)
    {
        var url = source.Length == 0 || source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source);
        return await _fetcher.FetchAsync(new FetchRequest { Url = url }, cancellation) switch
        {
            FetchResult.Fetched fetched => (Parse(fetched), null),
            FetchResult.Failed failed => (null, failed.Reason),
            FetchResult.Refused refused => (null, refused.Reason),
            _ => (null, "nothing came back"),
        };
    }

    /// <summary>The feed at an address, or those that a page at the address advertises; with the reason when there are none.</summary>
    public async Task<(IReadOnlyList<(string Url, string? Title)> Found, string? Reason)> DiscoverAsync(string url, CancellationToken cancellation)
    {
        var result = await _fetcher.FetchAsync(new FetchRequest { Url = url }, cancellation);
        if (result is not FetchResult.Fetched fetched)
        {
            return ([], result switch { FetchResult.Failed failed => failed.Reason, FetchResult.Refused refused => refused.Reason, _ => null });
        }

        using var bytes = fetched.Bytes;
        using var document = FeedParser.Parse(fetched.Body, FeedVisit.OptionsOf(fetched));
        if (document.Format != FeedFormat.Unknown)
        {
            return ([(url, document.Title)], null);
        }

        var advertised = FeedDiscovery.Find(fetched.Body, fetched.Url);
        return ([.. advertised.Select(feed => (feed.Url, feed.Title))], "the page advertises none.");
    }

    private static Feed Parse(FetchResult.Fetched fetched)
    {
        using var bytes = fetched.Bytes;
        return FeedParser.Parse(fetched.Body, FeedVisit.OptionsOf(fetched));
    }

    public void Dispose() => _fetcher.Dispose();
}
