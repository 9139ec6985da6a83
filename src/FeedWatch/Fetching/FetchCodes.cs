namespace FeedWatch.Fetching;

/// <summary>
/// Every code a fetch can end with. The sentence that goes with a code (<see cref="Explain"/>) says what happened and what it
/// means for the reader; <see cref="FetchResult.Failed.Reason"/> adds what was seen this time.
/// </summary>
public static class FetchCodes
{
    public const string BadUrl = "bad_url";
    public const string BadHeader = "bad_header";
    public const string BlockedAddress = "blocked_address";
    public const string BlockedPort = "blocked_port";
    public const string BadRedirect = "bad_redirect";
    public const string RedirectLoop = "redirect_loop";
    public const string Dns = "dns";
    public const string DnsTimeout = "dns_timeout";
    public const string Connect = "connect";
    public const string ConnectionLost = "connection_lost";
    public const string Timeout = "timeout";
    public const string Stalled = "stalled";
    public const string TlsExpired = "tls_expired";
    public const string TlsWrongHost = "tls_wrong_host";
    public const string TlsUntrusted = "tls_untrusted";
    public const string TlsHandshake = "tls_handshake";
    public const string BadResponse = "bad_response";
    public const string BadEncoding = "bad_encoding";
    public const string HeadersTooLarge = "headers_too_large";
    public const string TooLarge = "too_large";
    public const string Truncated = "truncated";
    public const string UnexpectedNotModified = "unexpected_not_modified";
    public const string NotAFeed = "not_a_feed";
    public const string FileMissing = "file_missing";
    public const string FileNotRegular = "file_not_regular";
    public const string FileUnreadable = "file_unreadable";
    public const string ResourcesExhausted = "resources_exhausted";

    /// <summary>The server answered with this status, for example <c>http_503</c>.</summary>
    public static string Http(int status) => $"http_{status}";

    /// <summary>True when the trouble may lie in our own network: nobody answered, so nobody was bothered either.</summary>
    public static bool MayBeOurNetwork(string code) => code is Dns or DnsTimeout or Connect or Timeout or ResourcesExhausted;

    /// <summary>True when a server answered in full and asking again soon would bring the same.</summary>
    public static bool IsAnswer(string code) => code is NotAFeed or TooLarge or BadEncoding or FileMissing or FileNotRegular or FileUnreadable
        || code.StartsWith("http_4", StringComparison.Ordinal) || code.StartsWith("http_2", StringComparison.Ordinal);

    /// <summary>What happened and what it means for the reader, in one plain sentence; every code has one.</summary>
    public static string Explain(string code) => code switch
    {
        BadUrl => "The address cannot be read as an http or https address; the feed is not polled until it is corrected.",
        BadHeader => "A header configured for the feed holds characters that cannot be sent; correct it in feeds.json.",
        BlockedAddress => "The address leads into a private or reserved network; list that network under polling.allowPrivate if it is meant to be polled.",
        BlockedPort => "The server redirected to a port that is not for web pages; the redirect was not followed.",
        BadRedirect => "The server redirected to something that is not a web address; the feed is tried again later.",
        RedirectLoop => "The server redirects in a circle or more than five times; the feed is tried again later.",
        Dns => "The host name could not be found; the feed is tried again later.",
        DnsTimeout => "The name server did not answer in time; the feed is tried again later.",
        Connect => "No connection to the server could be made; the feed is tried again later.",
        ConnectionLost => "The connection broke before the document was complete; nothing of it was used, and the feed is tried again later.",
        Timeout => "The server took too long; the feed is tried again later.",
        Stalled => "The server stopped sending in the middle of the document; nothing of it was used, and the feed is tried again later.",
        TlsExpired => "The server's certificate has expired or is not valid yet; nothing is read until the publisher renews it.",
        TlsWrongHost => "The server's certificate is for another host; nothing is read until the publisher corrects it.",
        TlsUntrusted => "The server's certificate was not issued by an authority we know; set allowInvalidCertificate for this feed only if you know the server.",
        TlsHandshake => "No secure connection could be agreed on with the server; the feed is tried again later.",
        BadResponse => "The server's answer is not proper HTTP; the feed is tried again later.",
        BadEncoding => "The document's compression is broken or of a kind we did not ask for; the feed is tried again later.",
        HeadersTooLarge => "The head of the server's answer is larger than we accept; the feed is tried again later.",
        TooLarge => "The document is larger than polling.maximumBytes; nothing of it was used.",
        Truncated => "The document ended before its announced length; nothing of it was used, and the feed is tried again later.",
        UnexpectedNotModified => "The server says nothing changed although we have nothing to compare with; the feed is tried again later.",
        NotAFeed => "The server sent something that is not a feed, for example an error page; what was known of the feed stays.",
        FileMissing => "The file does not exist; it is looked for again later.",
        FileNotRegular => "The path is a folder or a device, not a file; correct it in feeds.json.",
        FileUnreadable => "The file cannot be read; check its permissions.",
        ResourcesExhausted => "This machine has no connections or files left; polling goes on when some are free again.",
        "http_401" or "http_403" => "The server refuses us; the feed may need credentials, or the publisher does not want to be polled.",
        "http_404" => "There is nothing at this address; the feed may have moved.",
        "http_410" => "The publisher says the feed is gone for good; after three such answers over a day it is paused.",
        "http_429" => "The publisher asks us to poll less often; we wait as long as asked.",
        "http_451" => "The feed is withheld for legal reasons; it is tried again later.",
        _ when code.StartsWith("http_5", StringComparison.Ordinal) => "The server has trouble of its own; the feed is tried again later.",
        _ when code.StartsWith("http_", StringComparison.Ordinal) => "The server answered with something other than a document; the feed is tried again later.",
        _ => "The feed could not be fetched; it is tried again later.",
    };
}
