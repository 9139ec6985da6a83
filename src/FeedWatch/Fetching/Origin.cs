namespace FeedWatch.Fetching;

/// <summary>Scheme, host and port (RFC 6454): the border that credentials do not cross.</summary>
public static class Origin
{
    public static bool IsSame(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Credentials may go along: the same origin, or the same host's move from http to https.</summary>
    public static bool MayKeepCredentials(Uri from, Uri to) => IsSame(from, to)
        || (from is { Scheme: "http", Port: 80 } && to is { Scheme: "https", Port: 443 }
            && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase));
}
