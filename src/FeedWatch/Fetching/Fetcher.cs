using FeedWatch.Settings;

namespace FeedWatch.Fetching;

/// <summary>
/// Asks for feeds: over http and https, or from a file. Whatever a server, a network or a file does, the answer is a
/// <see cref="FetchResult"/>; only the caller's own cancellation is thrown. Safe for many fetches at once. How many of them go
/// to one host, and how soon after one another, is the business of <see cref="HostGate"/>.
/// </summary>
public sealed class Fetcher : IDisposable
{
    private readonly PollingSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpFetcher _strict;
    private readonly Lazy<HttpFetcher> _lenient;

    /// <param name="network">Name resolution and sockets; the machine's own when null.</param>
    public Fetcher(PollingSettings settings, TimeProvider time, NetworkAccess? network = null)
    {
        _settings = settings;
        _time = time;
        _strict = new HttpFetcher(settings, time, network ?? NetworkAccess.System, allowInvalidCertificate: false);
        _lenient = new Lazy<HttpFetcher>(() => new HttpFetcher(settings, time, network ?? NetworkAccess.System, allowInvalidCertificate: true));
    }

    /// <summary>One fetch, redirects included, within <see cref="PollingSettings.Timeout"/>.</summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> asks for it.</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        using var deadline = new Deadline(_settings.Timeout, _time, cancellation);
        var result = await FetchWithinAsync(request, deadline).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return Shown(result) with { Elapsed = deadline.Elapsed };
    }

    /// <summary>Reasons quote addresses, paths and what servers said; this is the one place they all pass on their way to people.</summary>
    private static FetchResult Shown(FetchResult result) => result switch
    {
        FetchResult.Failed failed => failed with { Reason = Redaction.Text(failed.Reason) },
        FetchResult.Refused refused => refused with { Reason = Redaction.Text(refused.Reason) },
        _ => result,
    };

    private async Task<FetchResult> FetchWithinAsync(FetchRequest request, Deadline deadline)
    {
        if (!request.Url.Contains("://", StringComparison.Ordinal))
            return await FileFetcher.FetchAsync(request.Url, request.Validators, _settings.MaximumBytes, request.Share, deadline).ConfigureAwait(false);
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return new FetchResult.Refused(FetchCodes.BadUrl, $"'{request.Url}' is not an http or https address.");
        if (RequestHeaders.FirstBad(request.Headers) is { } name)
            return new FetchResult.Refused(FetchCodes.BadHeader, $"The configured header '{name}' cannot be sent.");

        var http = request.AllowInvalidCertificate ? _lenient.Value : _strict;
        return await http.FetchAsync(uri, request, deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _strict.Dispose();
        if (_lenient.IsValueCreated) _lenient.Value.Dispose();
    }
}
