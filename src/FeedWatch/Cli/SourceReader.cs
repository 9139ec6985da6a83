using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Settings;

namespace FeedWatch.Cli;

/// <summary>Reads a feed named on the command line: a file or a URL, the user's own choice and so private addresses are allowed.</summary>
public sealed class SourceReader(TimeProvider time) : IDisposable
{
    private readonly Fetcher _fetcher = new(new PollingSettings { AllowPrivate = ["0.0.0.0/0", "::/0"] }, time);

    /// <summary>The feed, or the reason why there is none. What is no feed is returned as one of format unknown, with its problems.</summary>
    public async Task<(Feed? Feed, string? Reason)> ReadAsync(string source, CancellationToken cancellation)
    {
        var url = source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source);
        return await _fetcher.FetchAsync(new FetchRequest { Url = url }, cancellation) switch
        {
            FetchResult.Fetched fetched => (FeedParser.Parse(fetched.Body, new FeedParserOptions { ContentType = fetched.ContentType, BaseUri = fetched.Url }), null),
            FetchResult.Failed failed => (null, failed.Reason),
            FetchResult.Refused refused => (null, refused.Reason),
            _ => (null, "nothing came back"),
        };
    }

    public void Dispose() => _fetcher.Dispose();
}
