using FeedWatch.Settings.Reading;
using Quartz;

namespace FeedWatch.Settings.Values;

/// <summary>A Quartz cron expression (six or seven fields, second first), read in the wall-clock time of a zone.</summary>
public sealed class CronSchedule
{
    private readonly CronExpression _expression;

    private CronSchedule(CronExpression expression) => _expression = expression;

    /// <summary>The schedule, for an expression that was validated before; throws <see cref="FormatException"/> otherwise.</summary>
    public static CronSchedule Parse(string text) => new(new CronExpression(text.Trim(), TimeZoneInfo.Utc));

    /// <summary>
    /// The first moment after <paramref name="after"/> in UTC, or null when there is none. Once a day means once a day: a time that
    /// the clocks skip is due when they have been put forward, a time that they pass twice is due the first time.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) =>
        _expression.WithTimeZone(zone).GetNextValidTimeAfter(after)?.ToUniversalTime();

    /// <summary>What is wrong with an expression, or null.</summary>
    internal static Fault? Check(string text)
    {
        var trimmed = text.Trim();
        if (CronExpression.TryParse(trimmed, CronFormat.Quartz, out _)) return null;

        // Unix cron, the usual slip: five fields without seconds, and weekdays that count from another day.
        if (CronExpression.TryParse(trimmed, CronFormat.Unix, out var unix))
            return new Fault($"\"{text}\" is Unix cron; Quartz cron begins with the second.", $"Write {unix.CronExpressionString}.");
        return new Fault($"\"{text}\" is no Quartz cron expression.", "Write second minute hour day month weekday, with ? for one of the days: 0 30 7 ? * MON-FRI.");
    }
}
