using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Values;

/// <summary>Extra request headers of a feed (RFC 9110 section 5).</summary>
internal static class RequestHeader
{
    /// <summary>Headers that the connection, the validators and the etiquette need for themselves.</summary>
    private static readonly string[] Reserved =
    [
        "Host", "Connection", "Content-Length", "Content-Type", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Keep-Alive",
        "Proxy-Connection", "Proxy-Authorization", "If-None-Match", "If-Modified-Since", "Accept-Encoding", "A-IM", "Range",
    ];

    public static Fault? CheckName(string name)
    {
        const string remedy = "Write a header name such as X-Api-Key.";
        if (name.Length is 0 or > 100 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            return new Fault("This is no valid header name.", remedy);
        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new Fault($"The header {name} is set by FeedWatch itself.", "Remove it.")
            : null;
    }

    /// <summary>The value itself is secret and is not repeated in the message.</summary>
    public static Fault? CheckValue(string value)
    {
        if (value.Any(c => c is '\r' or '\n' or '\0')) return new Fault("A line break stands in the header's value.", "Write the value in one line.");
        if (value.Any(c => c is < ' ' and not '\t' or > '~')) return new Fault("The header's value holds control or non-ASCII characters.", "Write it in ASCII.");
        return value.Length > 8192 ? new Fault("The header's value is longer than 8192 characters.", "Write a shorter one.") : null;
    }
}
