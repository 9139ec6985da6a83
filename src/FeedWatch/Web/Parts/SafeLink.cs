using System.Globalization;

namespace FeedWatch.Web.Parts;

/// <summary>A link out of a feed that may be clicked: http or https, without user and password.</summary>
/// <param name="Host">Where a click leads, in punycode: no other script can pass for Latin.</param>
public sealed record SafeLink(string Url, string Host)
{
    private const int Longest = 2000;

    /// <summary>Null when it must stay text.</summary>
    public static SafeLink? Parse(string? link)
    {
        if (link is null || link.Length > Longest || link.Any(char.IsControl) || !Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return null;
        }

        try
        {
            var host = uri.HostNameType == UriHostNameType.Dns ? new IdnMapping().GetAscii(uri.IdnHost) : uri.Host;
            return new SafeLink(new UriBuilder(uri) { Host = host, UserName = "", Password = "", Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri.AbsoluteUri, host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
