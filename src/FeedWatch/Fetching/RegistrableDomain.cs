using System.Net;

namespace FeedWatch.Fetching;

/// <summary>
/// Who runs a host, as far as its name tells: <c>feeds.bbc.co.uk</c> and <c>www.bbc.co.uk</c> are both <c>bbc.co.uk</c>.
/// The public suffix list has 10,000 entries and changes weekly; we only need to know whom a Retry-After speaks for, so
/// the generic second levels under country codes and the large hosters, whose customers are strangers to each other, will do.
/// An unknown suffix makes the group too large, which is the kind side to err on.
/// </summary>
public static class RegistrableDomain
{
    /// <summary>Second levels that registries under country codes sell names below.</summary>
    private static readonly HashSet<string> SecondLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "gv", "info", "ltd", "mil", "ne", "net", "nom", "or", "org", "plc", "re", "sch",
    };

    /// <summary>Hosters that give each customer a name below their own.</summary>
    private static readonly HashSet<string> Hosters = new(StringComparer.OrdinalIgnoreCase)
    {
        "blogspot.com", "github.io", "gitlab.io", "herokuapp.com", "netlify.app", "pages.dev", "substack.com", "tumblr.com", "vercel.app",
        "wordpress.com", "azurewebsites.net", "web.app", "firebaseapp.com", "ghost.io", "beehiiv.com", "typepad.com", "livejournal.com",
    };

    /// <summary>
    /// The domain of an absolute URL in lower case; an IP address or a single label (<c>localhost</c>) stays as it is with its port,
    /// because those are machines of one's own that run several services. Files are null.
    /// </summary>
    public static string? Of(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.IsFile || uri.Host.Length == 0) return null;
        var host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        if (IPAddress.TryParse(host, out _) || !host.Contains('.')) return uri.IsDefaultPort ? host : $"{host}:{uri.Port}";

        var labels = host.Split('.');
        var keep = labels.Length < 3 ? 2 : NeedsThree(labels[^2], labels[^1]) ? 3 : 2;
        return string.Join('.', labels[^Math.Min(keep, labels.Length)..]);
    }

    private static bool NeedsThree(string second, string top) =>
        (top.Length == 2 && SecondLevels.Contains(second)) || Hosters.Contains($"{second}.{top}");
}
