using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Text;
using FeedWatch.Settings;

namespace FeedWatch.Fetching;

/// <summary>One question over HTTP with all that may come of it: redirects, a second try, a 304 that nobody asked for.</summary>
internal sealed class HttpFetcher : IDisposable
{
    private const int MaximumRedirects = 5;
    private const int MaximumHeaderKilobytes = 64;

    private readonly PollingSettings _settings;
    private readonly TimeProvider _time;
    private readonly RequestHeaders _headers;
    private readonly HttpMessageInvoker _invoker;

    public HttpFetcher(PollingSettings settings, TimeProvider time, NetworkAccess network, bool allowInvalidCertificate)
    {
        _settings = settings;
        _time = time;
        _headers = new RequestHeaders(settings);
        _invoker = new HttpMessageInvoker(Handler(settings, time, network, allowInvalidCertificate));
    }

    /// <summary>The stack, with everything off that acts on its own: cookies, redirects, proxies from the environment, decompression without a limit.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Only for feeds whose configuration says allowInvalidCertificate, in a handler of their own.")]
    private static SocketsHttpHandler Handler(PollingSettings settings, TimeProvider time, NetworkAccess network, bool allowInvalidCertificate)
    {
        var connector = new Connector(new AddressGuard(settings.AllowPrivate), network, time);

        // All of one answer, its head, its padding and its compressed body; beyond the largest document it cannot become one.
        var wireMaximum = settings.MaximumBytes + 1024 * 1024;
        return new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = connector.ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new WireStream(context.PlaintextStream, wireMaximum)),
            MaxConnectionsPerServer = settings.PerHost,
            MaxResponseHeadersLength = MaximumHeaderKilobytes,
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),

            // Feeds are polled minutes apart: connections are for redirects and for many feeds on one host, not for keeping.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // Validators go back as the octets they came as, whatever they are.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = CertificateCheck.ChainPolicy(),
                RemoteCertificateValidationCallback = allowInvalidCertificate ? CertificateCheck.AcceptAny : CertificateCheck.Validate,
            },
        };
    }

    /// <summary>Asks, and once more without conditions if the server says "not modified" to a question without any.</summary>
    public async Task<FetchResult> FetchAsync(Uri uri, FetchRequest request, Deadline deadline)
    {
        var validators = Answer.Usable(request.Validators);
        var result = await FetchAsync(uri, request, validators, deadline, noCache: false).ConfigureAwait(false);
        if (result is not FetchResult.NotModified || (validators != Validators.None && result.AnsweredBy == Giver(uri, request))) return result;

        var again = await FetchAsync(uri, request, Validators.None, deadline, noCache: true).ConfigureAwait(false);
        return again is FetchResult.NotModified
            ? new FetchResult.Failed(FetchCodes.UnexpectedNotModified, $"{uri.IdnHost} answers 304 to a request without conditions.") { AnsweredBy = again.AnsweredBy }
            : again;
    }

    /// <summary>Asks; when there is no memory for the answer, waits without holding the server up and asks again.</summary>
    private async Task<FetchResult> FetchAsync(Uri uri, FetchRequest request, Validators validators, Deadline deadline, bool noCache)
    {
        while (true)
        {
            try
            {
                var result = await FollowAsync(uri, request, validators, deadline, noCache).ConfigureAwait(false);
                request.Share?.Settle();
                return result;
            }
            catch (NoRoomException)
            {
                await deadline.ExcuseAsync(request.Share!).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The address that gave the validators: what one address said of its document says nothing of that of another (RFC 9110 section 13.1).</summary>
    private static string Giver(Uri uri, FetchRequest request) => request.ValidatorsFrom ?? Redirect.WithoutCredentials(uri).AbsoluteUri;

    private async Task<FetchResult> FollowAsync(Uri uri, FetchRequest request, Validators validators, Deadline deadline, bool noCache)
    {
        var userInfo = uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null;
        var at = Redirect.WithoutCredentials(uri);
        var seen = new List<string>(0);
        var isPermanent = true;
        var isOwnOrigin = true;
        while (true)
        {
            var own = at.AbsoluteUri == Giver(uri, request) ? validators : Validators.None;
            var (hop, result) = await AskAsync(at, request, own, userInfo, isOwnOrigin, deadline, noCache).ConfigureAwait(false);
            if (hop is null)
            {
                var hasMoved = seen.Count > 0 && isPermanent && result is (FetchResult.Fetched or FetchResult.NotModified);
                return hasMoved ? result! with { PermanentUrl = at.AbsoluteUri } : result!;
            }

            seen.Add(at.AbsoluteUri);
            if (seen.Count > MaximumRedirects || seen.Contains(hop.To.AbsoluteUri))
                return new FetchResult.Failed(FetchCodes.RedirectLoop, $"{uri.IdnHost} redirects in a circle or more than {MaximumRedirects} times.") { AnsweredBy = at.AbsoluteUri };
            isPermanent &= hop.IsPermanent;
            isOwnOrigin &= Origin.MayKeepCredentials(at, hop.To);
            at = hop.To;
        }
    }

    /// <summary>One hop: where to go next, or the result. A connection that dies before the first byte of an answer is tried once more.</summary>
    private async Task<(Hop? Hop, FetchResult? Result)> AskAsync(
        Uri uri, FetchRequest request, Validators validators, string? userInfo, bool isOwnOrigin, Deadline deadline, bool noCache)
    {
        for (var isRetry = false; ; isRetry = true)
        {
            var inBody = false;
            try
            {
                using var message = _headers.Build(uri, request, validators, userInfo, isOwnOrigin, noCache);
                using var response = await _invoker.SendAsync(message, deadline.Token).ConfigureAwait(false);
                if (Redirect.Is(response.StatusCode) && Answer.Header(response, "Location") is var location && (location is not null || (int)response.StatusCode != 300))
                {
                    var (to, refusal) = Redirect.Resolve(uri, location);
                    return to is null ? (null, refusal! with { AnsweredBy = uri.AbsoluteUri }) : (new Hop(to, Redirect.IsPermanent(response.StatusCode)), null);
                }

                inBody = true;
                var result = await Answer.ReadAsync(response, uri, _settings.MaximumBytes, request.Share, deadline, _time.GetUtcNow()).ConfigureAwait(false);
                return (null, result with { AnsweredBy = uri.AbsoluteUri });
            }
            catch (OperationCanceledException) when (deadline.IsOver)
            {
                return (null, TimeIsUp(uri, inBody && !deadline.IsTotal, deadline));
            }
            catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
            {
                return (null, new FetchResult.Failed(FetchCodes.Timeout, $"No connection to {uri.IdnHost} came about in time."));
            }
            catch (Exception failure) when (!isRetry && !inBody && DiedBeforeAnswer(failure))
            {
                // Once more, on a new connection.
            }
            catch (Exception failure) when (FetchFailure.From(failure, uri.IdnHost, inBody) is { } result)
            {
                return (null, result with { AnsweredBy = inBody ? uri.AbsoluteUri : null });
            }
        }
    }

    private static FetchResult.Failed TimeIsUp(Uri uri, bool isSilence, Deadline deadline) => isSilence
        ? new(FetchCodes.Stalled, $"{uri.IdnHost} fell silent in the middle of the document.")
        : new(FetchCodes.Timeout, $"{uri.IdnHost} did not finish within {deadline.Elapsed.TotalSeconds:0} s.");

    private static bool DiedBeforeAnswer(Exception failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
        {
            if (at is NoAnswerException) return true;
        }

        return false;
    }

    public void Dispose() => _invoker.Dispose();

    private sealed record Hop(Uri To, bool IsPermanent);
}
