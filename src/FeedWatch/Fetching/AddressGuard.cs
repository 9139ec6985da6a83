using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Fetching;

/// <summary>
/// Says which addresses may be connected to: the public Internet, and the private networks that the user named. A feed's
/// address, a redirect or a DNS answer must not make us ask the cloud's metadata service or the neighbour's database.
/// Ranges: IANA special-purpose address registries (RFC 6890 and its updates).
/// </summary>
public sealed class AddressGuard
{
    private static readonly IPNetwork[] ReservedV4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    /// <summary>Only 2000::/3 is given out for the public Internet, and these parts of it are not.</summary>
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] ReservedV6 = Parse("2001::/23", "2001:db8::/32", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    private readonly IPNetwork[] _allowed;

    /// <param name="allowPrivate">Networks as CIDR (<c>10.1.0.0/16</c>) or single addresses.</param>
    /// <exception cref="FormatException">One of them is neither; <see cref="TryParseNetwork"/> tells beforehand.</exception>
    public AddressGuard(IEnumerable<string> allowPrivate)
    {
        _allowed = [.. allowPrivate.Select(text => TryParseNetwork(text) ?? throw new FormatException($"'{text}' is not a network."))];
    }

    /// <summary>A connection may be made.</summary>
    public bool Allows(IPAddress address) => IsPublic(address) || IsOwn(address);

    /// <summary>Not public, but named by the user: one's own servers.</summary>
    public bool IsOwn(IPAddress address)
    {
        var plain = Unmapped(address);
        foreach (var network in _allowed)
        {
            if (network.Contains(plain)) return true;
        }

        return Embedded(plain) is { Length: > 0 } inner && inner.All(IsOwn);
    }

    /// <summary>Reachable from anywhere on the Internet; an address that wraps others is as public as the least of them.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Unmapped(address);
        if (Embedded(plain) is { Length: > 0 } inner) return inner.All(IsPublic);
        if (plain.AddressFamily == AddressFamily.InterNetwork) return !IsIn(plain, ReservedV4);
        return PublicV6.Contains(plain) && !IsIn(plain, ReservedV6);
    }

    /// <summary>A CIDR network or a single address; bits beyond the prefix are ignored. Null when it is neither.</summary>
    public static IPNetwork? TryParseNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return null;
        var bytes = address.GetAddressBytes();
        var prefix = bytes.Length * 8;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= bytes.Length * 8))
            return null;
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), prefix);
    }

    /// <summary>::ffff:127.0.0.1 is 127.0.0.1 to the kernel.</summary>
    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The IPv4 addresses that a transition address leads to: NAT64 (RFC 6052), 6to4 (RFC 3056), Teredo's server and client (RFC 4380).</summary>
    private static IPAddress[] Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return [];
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Nat64.Contains(address)) return [new IPAddress(bytes[12..])];
        if (SixToFour.Contains(address)) return [new IPAddress(bytes[2..6])];
        if (!Teredo.Contains(address)) return [];
        var server = new IPAddress(bytes[4..8]);
        for (var i = 12; i < 16; i++) bytes[i] ^= 0xFF;
        return [server, new IPAddress(bytes[12..])];
    }

    private static bool IsIn(IPAddress address, IPNetwork[] networks)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
