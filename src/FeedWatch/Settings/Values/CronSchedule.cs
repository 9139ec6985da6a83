using FeedWatch.Settings.Reading;
using Quartz;

namespace FeedWatch.Settings.Values;

/// <summary>A Quartz cron expression, read in the wall-clock time of a zone.</summary>
public sealed class CronSchedule
{
    private static readonly DateTimeOffset LastYear = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly CronExpression _expression;

    private CronSchedule(CronExpression expression) => _expression = expression;

    /// <summary>The schedule, for an expression that was validated before; throws <see cref="FormatException"/> otherwise.</summary>
    public static CronSchedule Parse(string text) => new(new CronExpression(text.Trim()) { TimeZone = TimeZoneInfo.Utc });

    /// <summary>
    /// The first moment after <paramref name="after"/>, or null when there is none before 2099. Once a day means once a day:
    /// a time that the clocks skip is due when they have been put forward, a time that they pass twice is due the first time.
    /// </summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        // The expression runs over wall-clock time (as if it were UTC), then the wall clock is put back into the zone:
        // CronExpression's own zones drop a run that falls into the skipped hour.
        var wall = new DateTimeOffset(TimeZoneInfo.ConvertTime(after, zone).DateTime, TimeSpan.Zero);
        while (_expression.GetNextValidTimeAfter(wall) is { } candidate && candidate < LastYear)
        {
            var moment = MomentOf(candidate.DateTime, zone);
            if (moment > after) return moment;
            wall = candidate;
        }

        return null;
    }

    /// <summary>What is wrong with an expression, or null.</summary>
    internal static Fault? Check(string text)
    {
        var trimmed = text.Trim();
        if (CronExpression.IsValidExpression(trimmed)) return null;
        var fields = trimmed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5) return new Fault($"\"{text}\" is no Quartz cron expression.", "Write six fields: second minute hour day month weekday, for example 0 30 7 ? * MON-FRI.");

        // Unix cron, the usual slip: five fields without seconds, and * for both kinds of day.
        var weekday = fields[4] == "*" ? "?" : fields[4];
        var day = weekday != "?" && fields[2] == "*" ? "?" : fields[2];
        var quartz = $"0 {fields[0]} {fields[1]} {day} {fields[3]} {weekday}";
        var certain = CronExpression.IsValidExpression(quartz) && !weekday.Any(char.IsAsciiDigit);
        return new Fault($"\"{text}\" has five fields; Quartz cron begins with the second.", certain ? $"Write {quartz}." : "Write six fields, with weekdays by name: 0 30 7 ? * MON-FRI.");
    }

    private static DateTimeOffset MomentOf(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsAmbiguousTime(wall)) return new DateTimeOffset(wall, zone.GetAmbiguousTimeOffsets(wall).Max());
        return zone.IsInvalidTime(wall) ? EndOfGap(wall, zone) : new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }

    private static DateTimeOffset EndOfGap(DateTime wall, TimeZoneInfo zone)
    {
        var minute = new DateTime(wall.Year, wall.Month, wall.Day, wall.Hour, wall.Minute, 0);
        while (zone.IsInvalidTime(minute)) minute = minute.AddMinutes(1);
        return new DateTimeOffset(minute, zone.GetUtcOffset(minute));
    }
}
