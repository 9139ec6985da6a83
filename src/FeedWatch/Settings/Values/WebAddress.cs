using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Values;

/// <summary>http(s) addresses in the configuration.</summary>
internal static class WebAddress
{
    public const int Longest = 4096;

    public static bool HasScheme(string text) => text.Contains("://", StringComparison.Ordinal);

    /// <summary>A complete http or https address.</summary>
    public static Fault? CheckHttp(string text)
    {
        // An address may hold a token or a password, so it is not repeated: line and path say which one is meant.
        const string remedy = "Write a complete address such as https://example.org/rss.";
        if (text.Length > Longest) return new Fault($"The address is longer than {Longest} characters.", remedy);
        if (text.Any(char.IsControl)) return new Fault("A line break or control character stands in the address.", remedy);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) return new Fault("This is no valid address.", remedy);
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            return new Fault($"\"{uri.Scheme}:\" addresses are not fetched.", "Write an http:// or https:// address; a local file is written as its path alone.");
        return uri.Host.Length == 0 ? new Fault("The address names no host.", remedy) : null;
    }

    public static Fault? CheckHttps(string text) =>
        CheckHttp(text) ?? (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? null
            : new Fault("This is not an https address.", "Write an https:// address: hits go over the net."));

    /// <summary>An http or https address that paths are put behind.</summary>
    public static Fault? CheckBase(string text) => CheckHttp(text) ?? (text.AsSpan().ContainsAny('?', '#')
        ? new Fault("Links are made by putting a path behind this address, but it has a query or a fragment.", "Write it without ? and #, such as https://watch.example.org.")
        : null);

    /// <summary>The name or address of a server, alone.</summary>
    public static Fault? CheckHost(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Fault("The text is empty.", "Write something, or leave it out.");
        return Uri.CheckHostName(text.Trim()) == UriHostNameType.Unknown
            ? new Fault("This is no name of a server.", "Write the name alone, such as mail.example.org; the port is a setting of its own.")
            : null;
    }

    /// <summary>Where the page listens: <c>http://localhost:8080</c>, <c>http://*:8080</c>; several with <c>;</c> between.</summary>
    public static Fault? CheckListen(string text)
    {
        const string remedy = "Write http://localhost:8080, or http://*:8080 to listen on all networks.";
        foreach (var part in text.Split(';'))
        {
            var plain = part.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return new Fault($"\"{part}\" is no address to listen on.", remedy);
            if (uri.Scheme == Uri.UriSchemeHttps) return new Fault("The page speaks http only.", "Write http://… and put a proxy with TLS in front.");
            if (uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/") return new Fault($"\"{part}\" is no address to listen on.", remedy);
        }

        return null;
    }

    /// <summary>Equal for addresses that fetch the same: case of scheme and host, default port, trailing slash and fragment don't count.</summary>
    public static string Canonical(string url)
    {
        if (!HasScheme(url) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) return url;
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        var user = uri.UserInfo.Length == 0 ? "" : uri.UserInfo + "@";
        return $"{uri.Scheme}://{user}{uri.IdnHost.TrimEnd('.')}{port}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}";
    }

    /// <summary>The port of a public server's address when it is not one that the web uses, else null.</summary>
    public static int? UnusualPort(string url) =>
        HasScheme(url) && !IsPrivate(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Port is not (80 or 443) ? uri.Port : null;

    /// <summary>On this machine or in a private network by its name; addresses behind other names are judged when fetched.</summary>
    public static bool IsPrivate(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return false;
        if (uri.IsLoopback || !uri.IdnHost.Contains('.', StringComparison.Ordinal)) return true;
        return System.Net.IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out _)
            || uri.IdnHost.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
            || uri.IdnHost.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)
            || uri.IdnHost.EndsWith(".lan", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address without what may be secret: user and password, and the values of the query.</summary>
    public static string Hidden(string url)
    {
        if (!HasScheme(url) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) return url;
        if (uri.UserInfo.Length == 0 && uri.Query.Length <= 1) return url;
        var user = uri.UserInfo.Length == 0 ? "" : "***@";
        var query = uri.Query.Length <= 1 ? "" : "?" + string.Join('&', uri.Query[1..].Split('&').Select(HiddenParameter));
        return $"{uri.Scheme}://{user}{uri.Authority}{uri.AbsolutePath}{query}{uri.Fragment}";
    }

    /// <summary>A text that may repeat the address, without what <see cref="Hidden"/> hides in it.</summary>
    public static string HideIn(string text, string url)
    {
        const int shortest = 4; // hiding every "1" would hide the text
        if (!HasScheme(url) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) return text;
        var values = uri.Query.TrimStart('?').Split('&').Select(parameter => parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return uri.UserInfo.Split(':').Concat(values).SelectMany(secret => new[] { secret, Uri.UnescapeDataString(secret) })
            .Where(secret => secret.Length >= shortest).Distinct().OrderByDescending(secret => secret.Length)
            .Aggregate(text, (hidden, secret) => hidden.Replace(secret, "***", StringComparison.Ordinal));
    }

    private static string HiddenParameter(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? "***" : parameter[..equals] + "=***";
    }
}
