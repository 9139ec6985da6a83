using System.Globalization;

namespace FeedWatch.Fetching;

/// <summary>Retry-After (RFC 9110 section 10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    private const NumberStyles Number =
        NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Between 1 minute and 24 hours, whatever the server says; null when it says nothing that can be read.</summary>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (decimal.TryParse(value, Number, CultureInfo.InvariantCulture, out var seconds))
            return Clamp(seconds > 86_400 ? Longest : seconds < 60 ? Shortest : TimeSpan.FromSeconds((double)seconds));
        if (value.Trim() is { Length: > 18 } digits && digits.All(char.IsAsciiDigit)) return Longest;
        return HttpDate.Parse(value) is { } date ? Clamp(date - now) : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
}
