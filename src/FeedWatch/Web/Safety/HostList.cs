using System.Net;
using FeedWatch.Settings;

namespace FeedWatch.Web.Safety;

/// <summary>
/// The names this service may be asked for. A page of somebody else's whose name suddenly resolves to our address (DNS rebinding)
/// still sends its own name, and gets nothing.
/// </summary>
public static class HostList
{
    /// <param name="own">The address of ours that the request came to. A name that is an address cannot be bent to another.</param>
    public static bool Allows(WebSettings web, HostString host, IPAddress? own)
    {
        var name = host.Host.TrimEnd('.');
        return IsLoopback(name) || IsOwn(name, own)
            || (web.PublicUrl is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && Same(uri.IdnHost, name))
            || web.AllowedHosts.Any(allowed => Same(allowed, name))
            || web.Listen.Split(';').Any(listen => Uri.TryCreate(listen, UriKind.Absolute, out var address) && !IsAny(address.Host) && Same(address.Host, name));
    }

    private static bool IsOwn(string name, IPAddress? own) =>
        own is not null && IPAddress.TryParse(name.Trim('[', ']'), out var address) && address.Equals(own.IsIPv4MappedToIPv6 ? own.MapToIPv4() : own);

    private static bool IsLoopback(string name) => Same(name, "localhost") || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsAny(string name) => IPAddress.TryParse(name.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
