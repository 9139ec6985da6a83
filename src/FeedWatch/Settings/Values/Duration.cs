using System.Globalization;

namespace FeedWatch.Settings.Values;

/// <summary>Durations as people write them: <c>90s</c>, <c>15m</c>, <c>24h</c>, <c>30d</c>.</summary>
internal static class Duration
{
    public const string Pattern = "^[0-9]{1,9}(s|m|h|d)$";

    public static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length is < 2 or > 10) return false;
        if (!int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        var seconds = text[^1] switch { 's' => 1L, 'm' => 60L, 'h' => 3600L, 'd' => 86400L, _ => 0L };
        if (seconds == 0 || number * seconds > (long)Longest.TotalSeconds) return false;
        duration = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    public static TimeSpan Parse(string text) =>
        TryParse(text, out var duration) ? duration : throw new FormatException($"\"{text}\" is no duration.");

    /// <summary>The shortest way to write it: 1440 minutes are <c>24h</c>, 48 hours <c>2d</c>.</summary>
    public static string Write(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        // A day reads better as 24h, as the documentation writes it.
        if (seconds >= 2 * 86400 && seconds % 86400 == 0) return $"{seconds / 86400}d";
        if (seconds >= 3600 && seconds % 3600 == 0) return $"{seconds / 3600}h";
        if (seconds >= 60 && seconds % 60 == 0) return $"{seconds / 60}m";
        return $"{seconds}s";
    }
}
