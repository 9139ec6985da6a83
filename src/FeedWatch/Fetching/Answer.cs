using System.Net;

namespace FeedWatch.Fetching;

/// <summary>Reads one HTTP response that is not a redirect. Headers are taken as they came, not as typed values: typed ones throw or vanish.</summary>
internal static class Answer
{
    private const int MaximumValidatorLength = 1024;

    public static async ValueTask<FetchResult> ReadAsync(HttpResponseMessage response, Uri uri, long maximum, ByteBudget.Share? share, Deadline deadline, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        switch (status)
        {
            case 200 or 203 or 226:
                var instanceManipulations = Header(response, "IM");
                if (status == 226 && instanceManipulations is not null && !instanceManipulations.Contains("feed", StringComparison.OrdinalIgnoreCase))
                    return new FetchResult.Failed(FetchCodes.BadEncoding, $"{uri.IdnHost} sent a kind of difference that we did not ask for.");
                var body = await BodyReader.ReadAsync(response.Content, Header(response, "Content-Encoding"), maximum, share, deadline).ConfigureAwait(false);
                var validators = Usable(new Validators(Header(response, "ETag"), Header(response, "Last-Modified")));
                return new FetchResult.Fetched(body, Header(response, "Content-Type"), uri, validators, FreshFor(response, now), IsDelta: status == 226)
                {
                    ContentLanguage = Header(response, "Content-Language"),
                    Base = Location(Header(response, "Content-Location"), uri),
                };
            case 304:
                return new FetchResult.NotModified(FreshFor(response, now));
            default:
                var retryAfter = status is 429 or 503 ? RetryAfter.Parse(Header(response, "Retry-After"), now) : null;
                return new FetchResult.Failed(FetchCodes.Http(status), $"{uri.IdnHost} answered {status}{Named(response.StatusCode)}.", retryAfter);
        }
    }

    /// <summary>Validators that may be stored and sent back; the others are dropped, which costs a full answer and nothing else.</summary>
    public static Validators Usable(Validators validators)
    {
        var etag = IsUsable(validators.ETag) ? validators.ETag : null;
        var lastModified = IsUsable(validators.LastModified) ? validators.LastModified : null;
        return etag is null && lastModified is null ? Validators.None : new Validators(etag, lastModified);
    }

    /// <summary>The first value of a header, as received, or null.</summary>
    public static string? Header(HttpResponseMessage response, string name)
    {
        if (!response.Headers.NonValidated.TryGetValues(name, out var values) && !response.Content.Headers.NonValidated.TryGetValues(name, out values))
            return null;
        foreach (var value in values) return value;
        return null;
    }

    private static Uri Location(string? printed, Uri uri) =>
        printed is { Length: > 0 } && Uri.TryCreate(uri, printed, out var location) && location.Scheme is "http" or "https" ? location : uri;

    private static bool IsUsable(string? value) =>
        value is { Length: > 0 and <= MaximumValidatorLength } && RequestHeaders.IsSafeValue(value);

    private static TimeSpan? FreshFor(HttpResponseMessage response, DateTimeOffset now) => Freshness.Of(
        Joined(response, "Cache-Control"), Header(response, "Age"), Header(response, "Expires"), Header(response, "Date"), now);

    private static string? Joined(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>Our name for the status: the server's own phrase is its text, not ours.</summary>
    private static string Named(HttpStatusCode status) => Enum.IsDefined(status) ? $" ({status})" : "";
}
