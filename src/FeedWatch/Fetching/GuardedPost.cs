using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using FeedWatch.Settings;

namespace FeedWatch.Fetching;

/// <summary>What came of a POST.</summary>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Refused">It was not asked: the address is private or reserved, or not http(s).</param>
/// <param name="Text">The reason phrase, or what went wrong.</param>
public sealed record PostResult(int? Status, bool Refused, string Text);

/// <summary>POSTs to addresses that users configure, behind the same guard as feeds. Redirects are not followed.</summary>
public sealed class GuardedPost : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _invoker;
    private readonly TimeProvider _time;

    public GuardedPost(PollingSettings settings, TimeProvider time)
        : this(settings, time, NetworkAccess.System)
    {
    }

    public GuardedPost(PollingSettings settings, TimeProvider time, NetworkAccess network)
    {
        _time = time;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = new Connector(new AddressGuard(settings.AllowPrivate), network, time).ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 16 * 1024,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = CertificateCheck.ChainPolicy(),
                RemoteCertificateValidationCallback = CertificateCheck.Validate,
            },
        });
    }

    /// <summary>The body of the answer is not read.</summary>
    public async Task<PostResult> PostJsonAsync(
        Uri address, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            return new PostResult(null, Refused: true, "Only http and https can be posted to.");

        using var limit = new CancellationTokenSource(Within, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("FeedWatch", null));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _invoker.SendAsync(request, both.Token).ConfigureAwait(false);
            return new PostResult((int)response.StatusCode, Refused: false, Redaction.Text(response.ReasonPhrase ?? string.Empty));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PostResult(null, Refused: false, string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost} did not answer within {Within.TotalSeconds:0} s."));
        }
        catch (Exception failure) when (FetchFailure.From(failure, address.IdnHost, inBody: false) is { } result)
        {
            return result switch
            {
                FetchResult.Refused refused => new PostResult(null, Refused: true, refused.Reason),
                FetchResult.Failed failed => new PostResult(null, Refused: false, failed.Reason),
                _ => new PostResult(null, Refused: false, failure.Message),
            };
        }
    }

    public void Dispose() => _invoker.Dispose();
}
