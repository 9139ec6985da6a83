using System.Globalization;

namespace FeedWatch.Fetching;

/// <summary>Dates in HTTP headers (RFC 9110 section 5.6.7): the preferred form and the two obsolete ones. A wrong weekday does not matter.</summary>
internal static class HttpDate
{
    private static readonly string[] Forms =
    [
        "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss 'UTC'", "d MMM yyyy HH:mm:ss zzz", "d-MMM-yy HH:mm:ss 'GMT'", "d-MMM-yyyy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    public static DateTimeOffset? Parse(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return DateTimeOffset.TryParseExact(
            text.AsSpan(comma + 1).Trim(),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
            out var date)
            ? date
            : null;
    }
}
