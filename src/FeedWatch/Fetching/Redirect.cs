using System.Net;
using System.Text;

namespace FeedWatch.Fetching;

/// <summary>Where a redirect leads, and whether we go there.</summary>
internal static class Redirect
{
    public static bool Is(HttpStatusCode status) => (int)status is 300 or 301 or 302 or 303 or 307 or 308;

    public static bool IsPermanent(HttpStatusCode status) => (int)status is 301 or 308;

    /// <summary>The next address, without credentials and fragment; or why not.</summary>
    /// <param name="from">The address that answered.</param>
    /// <param name="location">The Location header as received: octets as Latin-1.</param>
    public static (Uri? To, FetchResult.Refused? Refusal) Resolve(Uri from, string? location)
    {
        var text = AsUtf8(location ?? "").Trim();
        if (text.Length == 0 || text.Any(char.IsControl)) return (null, Bad("It does not say where to."));
        if (!Uri.TryCreate(from, text, out var to) || !to.IsAbsoluteUri) return (null, Bad("What it says is not an address."));
        if (to.Scheme is not ("http" or "https")) return (null, Bad($"It leads to {to.Scheme}:, which is not the web."));
        if (to.Host.Length == 0) return (null, Bad("What it says has no host."));
        if (!to.IsDefaultPort && to.Port is not (80 or 443) && !Origin.IsSame(from, to))
            return (null, new FetchResult.Refused(FetchCodes.BlockedPort, $"{from.IdnHost} redirects to port {to.Port} of {to.IdnHost}."));
        return (WithoutCredentials(to), null);

        FetchResult.Refused Bad(string what) => new(FetchCodes.BadRedirect, $"The redirect from {from.IdnHost} cannot be followed. {what}");
    }

    /// <summary>A redirect must not choose credentials for us, nor must they be shown or stored; a fragment is never sent.</summary>
    public static Uri WithoutCredentials(Uri uri) => uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
        ? uri
        : new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri;

    /// <summary>Headers are octets; a raw UTF-8 address is common in Location, though RFC 9110 wants it encoded.</summary>
    private static string AsUtf8(string latin1)
    {
        if (!latin1.Any(letter => letter > 0x7F)) return latin1;
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? latin1 : text;
    }
}
