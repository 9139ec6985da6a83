using System.Globalization;

namespace FeedWatch.Fetching;

/// <summary>How long the publisher calls an answer fresh (RFC 9111 section 4.2): asking sooner could only bring the same.</summary>
internal static class Freshness
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>More than zero and at most 24 hours, or null when the answer says nothing or says that it is stale at once.</summary>
    public static TimeSpan? Of(string? cacheControl, string? age, string? expires, string? date, DateTimeOffset now)
    {
        var directives = (cacheControl ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (directives.Any(directive => IsNamed(directive, "no-cache") || IsNamed(directive, "no-store"))) return null;

        // max-age wins over Expires, also when it is zero.
        if (directives.FirstOrDefault(directive => directive.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase)) is { } maxAge)
            return Seconds(maxAge[8..]) is { } lifetime ? Clamp(lifetime - (Seconds(age) ?? TimeSpan.Zero)) : null;
        if (expires is null || HttpDate.Parse(expires) is not { } until) return null;
        return Clamp(until - ((date is null ? null : HttpDate.Parse(date)) ?? now));
    }

    private static bool IsNamed(string directive, string name) =>
        directive.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (directive.Length == name.Length || directive[name.Length] == '=');

    private static TimeSpan? Seconds(string? text)
    {
        var digits = (text ?? "").Trim().Trim('"');
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit)) return null;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            : TimeSpan.FromSeconds(int.MaxValue);
    }

    private static TimeSpan? Clamp(TimeSpan lifetime) => lifetime <= TimeSpan.Zero ? null : lifetime > Longest ? Longest : lifetime;
}
