using System.Globalization;

namespace FeedWatch.Settings.Values;

/// <summary>Times and dates as people write them: <c>06:30</c>, <c>2026-12-31</c>.</summary>
internal static class TimeOfDay
{
    public const string Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    public const string DatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    public static bool TryParse(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
