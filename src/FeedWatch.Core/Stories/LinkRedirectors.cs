namespace FeedWatch.Core.Stories;

/// <summary>Addresses that carry the real one inside: search alerts and AMP caches.</summary>
internal static class LinkRedirectors
{
    private static readonly string[] TargetParameters = ["url=", "q="];

    /// <summary>The address inside, or the address itself.</summary>
    internal static Uri Unwrap(Uri address)
    {
        var host = address.Host;
        var path = address.AbsolutePath;
        string? target = null;
        if (IsHost(host, "google.com") && path == "/url")
            target = Parameter(address.Query);
        else if (IsHost(host, "bing.com") && path.Equals("/news/apiclick.aspx", StringComparison.OrdinalIgnoreCase))
            target = Parameter(address.Query);
        else if (IsHost(host, "google.com") && path.StartsWith("/amp/", StringComparison.Ordinal))
            target = AfterAmp(path["/amp/".Length..], address.Query);
        else if (host.EndsWith(".cdn.ampproject.org", StringComparison.Ordinal) && path.Length > 3 && path[2] == '/')
            target = AfterAmp(path[3..], address.Query);

        return target is not null && Uri.TryCreate(target, UriKind.Absolute, out var inner) && CanonicalLink.IsWeb(inner) ? inner : address;
    }

    private static bool IsHost(string host, string domain) =>
        host.Equals(domain, StringComparison.Ordinal) || host.Equals("www." + domain, StringComparison.Ordinal);

    private static string? Parameter(string query)
    {
        foreach (var name in TargetParameters)
        {
            var pair = query.TrimStart('?').Split('&').FirstOrDefault(p => p.StartsWith(name, StringComparison.Ordinal));
            if (pair is not null)
                return Uri.UnescapeDataString(pair[name.Length..]);
        }

        return null;
    }

    /// <summary>AMP caches write <c>s/</c> before a host that is served over TLS.</summary>
    private static string AfterAmp(string rest, string query) =>
        "https://" + (rest.StartsWith("s/", StringComparison.Ordinal) ? rest[2..] : rest) + query;
}
