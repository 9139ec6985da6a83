using System.Globalization;

namespace FeedWatch.Web.Parts;

/// <summary>Numbers, times and codes as people say them.</summary>
public static class Words
{
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>“26 Jun 2025, 03:04 UTC”: no day or month number to take for the other.</summary>
    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>“5 minutes”: the largest unit that fits.</summary>
    public static string Span(TimeSpan span)
    {
        span = span.Duration();
        return span switch
        {
            { TotalDays: >= 2 } => Count((long)span.TotalDays, "day"),
            { TotalHours: >= 2 } => Count((long)span.TotalHours, "hour"),
            { TotalMinutes: >= 1 } => Count((long)span.TotalMinutes, "minute"),
            _ => Count((long)span.TotalSeconds, "second"),
        };
    }

    /// <summary>“240 ms”, “1.3 s”.</summary>
    public static string Milliseconds(int milliseconds) => milliseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s");

    /// <summary>“5 minutes ago”, “in 2 hours”.</summary>
    public static string Ago(DateTimeOffset moment, DateTimeOffset now) => moment > now ? $"in {Span(moment - now)}" : now - moment < TimeSpan.FromSeconds(5) ? "just now" : $"{Span(now - moment)} ago";

    /// <summary>“4.2 MiB”.</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:N1} MiB");

    public static string Percent(long part, long whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F0} %");

    /// <summary>How a later report of a story relates to the earlier ones.</summary>
    public static string Copy(string kind) => kind switch
    {
        "same_link" => "same link",
        "reprint" => "reprint",
        "retitled" => "same text, other headline",
        "update" => "a later text of the same report",
        _ => "in its own words",
    };
}
