using System.Net;
using FeedWatch.Settings;

namespace FeedWatch.Web.Safety;

/// <summary>
/// The names this service may be asked for. A page of somebody else's whose name suddenly resolves to our address (DNS rebinding)
/// still sends its own name, and gets nothing.
/// </summary>
public static class HostList
{
    public static bool Allows(WebSettings web, HostString host)
    {
        var name = host.Host.TrimEnd('.');
        return IsLoopback(name)
            || (web.PublicUrl is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && Same(uri.IdnHost, name))
            || web.AllowedHosts.Any(allowed => Same(allowed, name))
            || web.Listen.Split(';').Any(listen => Uri.TryCreate(listen, UriKind.Absolute, out var address) && !IsAny(address.Host) && Same(address.Host, name));
    }

    /// <summary>
    /// Asked for by the very address that the request came in on, as a scraper does that finds replicas by DNS. A page of somebody
    /// else's cannot: it would send its name.
    /// </summary>
    public static bool IsOwnAddress(HostString host, IPAddress? local) => local is not null
        && IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && address.MapToIPv6().Equals(local.MapToIPv6());

    private static bool IsLoopback(string name) => Same(name, "localhost") || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsAny(string name) => IPAddress.TryParse(name.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
