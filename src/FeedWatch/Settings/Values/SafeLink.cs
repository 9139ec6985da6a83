using System.Globalization;

namespace FeedWatch.Settings.Values;

/// <summary>A link out of a feed that may be clicked: http or https, nothing else.</summary>
/// <param name="Url">In ASCII, without user and password.</param>
/// <param name="Host">The host that a click leads to, in punycode, so that no other script can pass for Latin.</param>
internal sealed record SafeLink(string Url, string Host)
{
    private const int Longest = 2000;

    /// <summary>Null when it must stay text.</summary>
    public static SafeLink? Parse(string? link)
    {
        if (link is null || link.Length > Longest || link.Any(char.IsControl)
            || !Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return null;
        }

        string host;
        try
        {
            host = uri.HostNameType == UriHostNameType.Dns ? new IdnMapping().GetAscii(uri.IdnHost) : uri.Host;
        }
        catch (ArgumentException)
        {
            return null;
        }

        // https://bank.example@evil.example/ leads to evil.example: what stands before the @ has no use but to deceive.
        var url = new UriBuilder(uri) { Host = host, UserName = "", Password = "", Port = uri.IsDefaultPort ? -1 : uri.Port };
        return new SafeLink(url.Uri.AbsoluteUri, host);
    }
}
