using System.Text;
using FeedWatch.Settings;

namespace FeedWatch.Fetching;

/// <summary>What we say of ourselves and of what we want.</summary>
internal sealed class RequestHeaders(PollingSettings settings)
{
    private const string Accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.3, */*;q=0.1";

    /// <summary>Where a publisher reads what FeedWatch is, when the operator gives no address of their own.</summary>
    private const string DefaultContact = "https://feedwatch.example/about";

    private readonly string _userAgent = UserAgent(settings.ContactUrl);

    /// <summary><c>FeedWatch/1.2.3 (+https://…)</c></summary>
    public static string UserAgent(string? contactUrl)
    {
        var version = typeof(RequestHeaders).Assembly.GetName().Version?.ToString(3) ?? "0";
        var contact = string.Concat((contactUrl ?? DefaultContact).Where(letter => char.IsBetween(letter, '!', '~') && letter is not ('(' or ')' or '\\')));
        return $"FeedWatch/{version} (+{contact})";
    }

    /// <summary>A GET for one hop. HTTP/2 where the server offers it.</summary>
    /// <param name="isOwnOrigin">Credentials may be sent: the chain never left the configured origin.</param>
    public HttpRequestMessage Build(Uri uri, FetchRequest request, Validators validators, string? userInfo, bool isOwnOrigin, bool noCache)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, uri)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var headers = message.Headers;
        headers.TryAddWithoutValidation("User-Agent", _userAgent);
        headers.TryAddWithoutValidation("Accept", Accept);
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        if (validators.ETag is { } etag)
        {
            headers.TryAddWithoutValidation("If-None-Match", etag);

            // RFC 3229 with "feed": the server may send only the items that are new since that ETag, as 226.
            headers.TryAddWithoutValidation("A-IM", "feed");
        }

        if (validators.LastModified is { } lastModified) headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
        if (noCache) headers.TryAddWithoutValidation("Cache-Control", "no-cache");
        if (!isOwnOrigin) return message;

        if (userInfo is not null) headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));
        foreach (var (name, value) in request.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>The first configured header that cannot be sent, or null: a line break in one would write further headers (RFC 9110 section 5.5).</summary>
    public static string? FirstBad(IReadOnlyDictionary<string, string> headers) =>
        headers.FirstOrDefault(header => !IsToken(header.Key) || !IsSafeValue(header.Value) || IsConnectionHeader(header.Key)).Key;

    /// <summary>Free of what would end or split a header line.</summary>
    public static bool IsSafeValue(string value) => !value.AsSpan().ContainsAny('\r', '\n', '\0');

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal));

    /// <summary>Headers that frame the message are the stack's own business.</summary>
    private static bool IsConnectionHeader(string name) =>
        name.ToLowerInvariant() is "host" or "connection" or "content-length" or "transfer-encoding" or "upgrade" or "te" or "trailer" or "keep-alive" or "expect";
}
