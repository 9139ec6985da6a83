namespace FeedWatch.Fetching;

/// <summary>What came of asking for a feed: one of <see cref="Fetched"/>, <see cref="NotModified"/>, <see cref="Refused"/>, <see cref="Failed"/>.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>Time from the request to the last byte.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Where the whole redirect chain was permanent (301, 308): the address it ended at.</summary>
    public string? PermanentUrl { get; init; }

    /// <summary>The address whose server answered last, without credentials; null when none did. A Retry-After speaks for its domain.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>A complete document.</summary>
    /// <param name="Bytes">After content decoding; never longer than the limit. To be disposed once they are read.</param>
    /// <param name="ContentType">Raw header, or null.</param>
    /// <param name="Url">Where it came from in the end.</param>
    /// <param name="Validators">To be stored with the items, never before them.</param>
    /// <param name="FreshFor">How long the publisher calls it fresh (Cache-Control max-age, Expires; RFC 9111), or null.</param>
    /// <param name="IsDelta">A feed delta (RFC 3229 A-IM, 226 IM Used): items that are absent have not vanished.</param>
    public sealed record Fetched(DocumentBytes Bytes, string? ContentType, Uri Url, Validators Validators, TimeSpan? FreshFor, bool IsDelta = false) : FetchResult
    {
        public ReadOnlyMemory<byte> Body => Bytes.Memory;

        /// <summary>Raw header Content-Language, or null.</summary>
        public string? ContentLanguage { get; init; }

        /// <summary>What relative addresses in the document start from: its Content-Location where the server says one, else <see cref="Url"/>.</summary>
        public Uri Base { get; init; } = Url;
    }

    /// <summary>304, or a file that did not change.</summary>
    public sealed record NotModified(TimeSpan? FreshFor) : FetchResult;

    /// <summary>We did not ask, or did not go on asking: an address or a redirect that we do not follow.</summary>
    /// <param name="Code">Typed, for example <c>blocked_address</c>.</param>
    /// <param name="Reason">A sentence for people, no secrets.</param>
    public sealed record Refused(string Code, string Reason) : FetchResult;

    /// <summary>It did not work.</summary>
    /// <param name="Code">Typed, for example <c>http_503</c>, <c>dns</c>, <c>timeout</c>, <c>tls_expired</c>.</param>
    /// <param name="Reason">A sentence for people, no secrets.</param>
    /// <param name="RetryAfter">What the server asked for (Retry-After, RFC 9110 section 10.2.3), clamped to 1 minute … 24 hours, or null.</param>
    public sealed record Failed(string Code, string Reason, TimeSpan? RetryAfter = null) : FetchResult;
}

/// <summary>What lets the next request be conditional (RFC 9110 section 8.8), byte-exact as received.</summary>
public sealed record Validators(string? ETag, string? LastModified)
{
    public static Validators None { get; } = new(null, null);
}

/// <summary>One question to a publisher.</summary>
public sealed record FetchRequest
{
    /// <summary>Absolute http(s) URL, or absolute path of a local file.</summary>
    public required string Url { get; init; }
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>The address that gave the validators, which <see cref="Url"/> may have redirected to; null for <see cref="Url"/> itself. No other is asked with them.</summary>
    public string? ValidatorsFrom { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public bool AllowInvalidCertificate { get; init; }

    /// <summary>What the document may take of the memory for documents, until whoever opened it disposes it; null for as much as it needs.</summary>
    public ByteBudget.Share? Share { get; init; }
}
