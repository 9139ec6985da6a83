namespace FeedWatch.Fetching;

/// <summary>Scheme, host and port (RFC 6454): the border that credentials do not cross.</summary>
public static class Origin
{
    public static bool IsSame(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);
}
