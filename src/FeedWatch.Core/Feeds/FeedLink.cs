using System.Buffers;

namespace FeedWatch.Core.Feeds;

/// <summary>Addresses as feeds print them, made absolute; http and https only.</summary>
internal static class FeedLink
{
    /// <summary>Longer ones are no address that anybody follows.</summary>
    private const int MaximumLength = 8_192;

    private static readonly SearchValues<char> SafeInAddress = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%|");

    /// <summary>A longer label is refused by <see cref="Uri"/>; a whole host that is shorter has none.</summary>
    private const int MaximumLabelLength = 64;

    private static readonly SearchValues<string> OddInHost = SearchValues.Create(["..", ".-", "-."], StringComparison.Ordinal);

    private static readonly SearchValues<char> SafeInHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>The absolute address, as printed where it is one already; null when it is none.</summary>
    public static string? Resolve(ReadOnlySpan<char> printed, Uri? baseUri)
    {
        printed = printed.Trim();
        if (printed.IsEmpty || printed.Length > MaximumLength)
        {
            return null;
        }

        return IsPlainAbsolute(printed) ? new string(printed) : ResolveSlowly(printed, baseUri);
    }

    /// <summary>The base for what stands within an element, or the outer one when what is printed is no address.</summary>
    public static Uri? ResolveBase(ReadOnlySpan<char> printed, Uri? outer) =>
        Resolve(printed, outer) is { } address && Uri.TryCreate(address, UriKind.Absolute, out var inner) ? inner : outer;

    /// <summary>Whether a text prints an http or https address, whatever its state.</summary>
    public static bool IsWebAddress(ReadOnlySpan<char> printed) =>
        printed.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || printed.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Nearly all links are this: an address of plain ASCII, which needs no <see cref="Uri"/> to be seen as one.</summary>
    private static bool IsPlainAbsolute(ReadOnlySpan<char> printed)
    {
        var start = printed.StartsWith("https://") ? 8 : printed.StartsWith("http://") ? 7 : 0;
        if (start == 0)
        {
            return false;
        }

        var host = printed[start..];
        var end = host.IndexOfAny('/', '?', '#');
        host = end < 0 ? host : host[..end];
        return host.Length is > 0 and < MaximumLabelLength
            && char.IsAsciiLetter(host[0])
            && char.IsAsciiLetterOrDigit(host[^1])
            && !host.ContainsAnyExcept(SafeInHost)
            && !host.ContainsAny(OddInHost)
            && !printed[start..].ContainsAnyExcept(SafeInAddress);
    }

    private static string? ResolveSlowly(ReadOnlySpan<char> printed, Uri? baseUri)
    {
        // As browsers do (WHATWG URL): tabs and line breaks within an address do not count, nor do controls around it.
        var address = Text.HiddenCharacters.Remove(printed)
            .Replace("\t", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal)
            .Trim();
        if (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && HasScheme(address))
        {
            return IsWeb(absolute) ? absolute.AbsoluteUri : null;
        }

        if (baseUri is not null && Uri.TryCreate(baseUri, address, out var resolved) && IsWeb(resolved))
        {
            return resolved.AbsoluteUri;
        }

        return null;
    }

    // On Unix '/path' is an absolute file address to Uri: only what prints its scheme counts as absolute here.
    private static bool HasScheme(string address)
    {
        var colon = address.AsSpan().IndexOfAny(":/?#");
        return colon > 0 && address[colon] == ':';
    }

    private static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.Host.Length > 0;
}
