using System.Buffers;
using System.Globalization;

namespace FeedWatch.Core.Stories;

/// <summary>
/// One written form for all addresses of one page. It is a key (for item identity and for finding the same article in
/// several feeds), not an address to fetch or show.
/// </summary>
/// <remarks>
/// Written as <c>https</c> (http and https of a news site are one page), host in lower case and punycode without
/// <c>www.</c>, <c>m.</c>, <c>mobile.</c> or <c>amp.</c>, no default port, no user name, no fragment, no trailing
/// slash, no AMP marks, no tracking parameters or session ids; the other parameters sorted by name. The path keeps its
/// case. Redirectors that carry the address in themselves (Google Alerts, AMP caches) are unwrapped.
/// </remarks>
public static class CanonicalLink
{
    private const int LongestLink = 4096;

    private static readonly IdnMapping Punycode = new();

    private static readonly string[] HostPrefixes = ["www.", "m.", "mobile.", "amp."];

    private static readonly string[] IndexPages = ["/index.html", "/index.htm", "/index.php"];

    private const string Scheme = "https://";
    private const string SchemeAndPrefix = Scheme + "www.";

    /// <summary>In characters (RFC 1035 section 2.3.4: 255 octets with the lengths of the labels).</summary>
    private const int LongestHost = 253;

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/");

    /// <summary>What the canonical form of a path would lose; whoever has none of these keeps its path.</summary>
    private static readonly SearchValues<string> UnsettledInPath = SearchValues.Create(["//", "/.", "/index.", "/amp", ".amp"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Hosts whose addresses may carry another one, and names that may be written otherwise.</summary>
    private static readonly SearchValues<string> UnsettledInHost = SearchValues.Create(["google.", "bing.", "ampproject.", "--"], StringComparison.Ordinal);

    /// <summary>The canonical form, or null when <paramref name="link"/> is no absolute http(s) address (or over 4 kB).</summary>
    public static string? Of(string? link)
    {
        var bare = link is not null && link.StartsWith(SchemeAndPrefix, StringComparison.Ordinal) ? string.Concat(Scheme, link.AsSpan(SchemeAndPrefix.Length)) : link;
        if (bare is not null && IsSettled(bare))
            return bare;

        if (string.IsNullOrWhiteSpace(link) || link.Length > LongestLink
            || !Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address) || !IsWeb(address))
            return null;

        address = LinkRedirectors.Unwrap(address);
        var host = Host(address);
        if (host is null)
            return null;

        var port = address.IsDefaultPort ? "" : ":" + address.Port.ToString(CultureInfo.InvariantCulture);
        return Scheme + host + port + Path(address.AbsolutePath) + Query(address.Query);
    }

    /// <summary>Whether the address is in its canonical form already, as far as that shows at a glance. Most are, and taking one apart is dear.</summary>
    private static bool IsSettled(string link)
    {
        if (link.Length > LongestLink || !link.StartsWith(Scheme, StringComparison.Ordinal))
            return false;

        var slash = link.IndexOf('/', Scheme.Length);
        if (slash < 0 || link[^1] == '/')
            return false;

        var host = link.AsSpan(Scheme.Length, slash - Scheme.Length);
        var path = link.AsSpan(slash);
        var top = host.LastIndexOf('.');
        return host.Length <= LongestHost && top > 0 && top < host.Length - 1 && char.IsAsciiLetterLower(host[top + 1])
            && !host.ContainsAnyExcept(HostCharacters) && !path.ContainsAnyExcept(PathCharacters)
            && !host.ContainsAny(UnsettledInHost) && !path.ContainsAny(UnsettledInPath) && IsOfLabels(host) && !HasPrefix(host);
    }

    /// <summary>Labels as DNS allows them (RFC 1035 section 2.3.1): 1 to 63 characters, no hyphen at either end.</summary>
    private static bool IsOfLabels(ReadOnlySpan<char> host)
    {
        foreach (var label in host.Split('.'))
        {
            var text = host[label];
            if (text.Length is 0 or > 63 || text[0] == '-' || text[^1] == '-')
                return false;
        }

        return true;
    }

    private static bool HasPrefix(ReadOnlySpan<char> host)
    {
        foreach (var prefix in HostPrefixes)
        {
            if (host.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether the canonical link names a page of its own, and not the front page of a site.</summary>
    internal static bool NamesAPage(string canonicalLink)
    {
        var path = canonicalLink.IndexOf('/', Scheme.Length);
        return path >= 0 || canonicalLink.Contains('?', StringComparison.Ordinal);
    }

    internal static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static string? Host(Uri address)
    {
        string host;
        try
        {
            host = address.HostNameType == UriHostNameType.Dns ? Punycode.GetAscii(address.Host.TrimEnd('.')) : address.Host;
        }
        catch (ArgumentException)
        {
            return null; // a label over 63 octets or not encodable: such a host cannot exist
        }

        host = host.ToLowerInvariant();
        foreach (var prefix in HostPrefixes)
        {
            // "m.com" is a name of its own: a prefix goes only when a whole domain is left.
            if (host.StartsWith(prefix, StringComparison.Ordinal) && host.IndexOf('.', prefix.Length) > 0)
                host = host[prefix.Length..];
        }

        return host;
    }

    private static string Path(string path)
    {
        var session = path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase);
        if (session >= 0)
            path = path[..session];

        path = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where((part, i) => i > 0 || part != "amp"));
        path = path.Length == 0 ? "" : "/" + path;
        path = WithoutEnd(path, "/amp");
        path = WithoutEnd(path, ".amp");
        foreach (var page in IndexPages)
            path = WithoutEnd(path, page);
        return path;
    }

    private static string WithoutEnd(string path, string end) =>
        path.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? path[..^end.Length] : path;

    private static string Query(string query)
    {
        var kept = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !TrackingParameters.Contains(pair))
            .OrderBy(pair => pair.Split('=')[0], StringComparer.Ordinal)
            .ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }
}
