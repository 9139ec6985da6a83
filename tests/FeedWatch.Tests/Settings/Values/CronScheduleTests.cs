using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class CronScheduleTests
{
    [Theory]
    [InlineData("0 30 7 ? * MON-FRI", "Asia/Seoul", "2025-06-27T00:00Z", "2025-06-29T22:30Z")] // Friday after 07:30, so Monday
    [InlineData("0 0 9 * * ?", "UTC", "2025-06-27T09:00Z", "2025-06-28T09:00Z")] // strictly after
    [InlineData("0 30 7 * * ?", "Europe/Berlin", "2025-03-29T12:00Z", "2025-03-30T05:30Z")] // summer time begins: one hour earlier in UTC
    [InlineData("0 30 7 * * ?", "Europe/Berlin", "2025-10-25T12:00Z", "2025-10-26T06:30Z")] // and ends
    [InlineData("0 30 2 * * ?", "Europe/Berlin", "2025-03-29T12:00Z", "2025-03-30T01:00Z")] // a time the clocks skip: when they have moved
    [InlineData("0 30 2 * * ?", "Europe/Berlin", "2025-03-30T01:00Z", "2025-03-31T00:30Z")] // and not twice
    [InlineData("0 30 2 * * ?", "Europe/Berlin", "2025-10-25T12:00Z", "2025-10-26T00:30Z")] // a time that comes twice: the first time
    [InlineData("0 30 2 * * ?", "Europe/Berlin", "2025-10-26T00:30Z", "2025-10-27T01:30Z")] // and not again
    [InlineData("0 15 0 * * ?", "Australia/Lord_Howe", "2025-10-04T20:00Z", "2025-10-05T13:15Z")] // clocks that move by half an hour
    [InlineData("0 0 0 29 2 ?", "UTC", "2025-01-01T00:00Z", "2028-02-29T00:00Z")]
    public void The_next_time_is_that_of_the_wall_clock(string cron, string zone, string after, string next)
    {
        var schedule = CronSchedule.Parse(cron);

        Assert.Equal(At(next), schedule.Next(At(after), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Fact]
    public void A_time_in_the_past_never_comes_again() =>
        Assert.Null(CronSchedule.Parse("0 0 9 1 1 ? 2020").Next(At("2025-06-27T09:00Z"), TimeZoneInfo.Utc));

    [Fact]
    public void Every_day_of_a_year_has_exactly_one_run()
    {
        var schedule = CronSchedule.Parse("0 30 2 * * ?");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var days = new List<DateOnly>();
        for (var at = At("2025-01-01T05:00Z"); (at = schedule.Next(at, zone)!.Value) < At("2026-01-01T05:00Z");)
            days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).Date));

        Assert.Equal(365, days.Count);
        Assert.Equal(365, days.Distinct().Count());
    }

    [Theory]
    [InlineData("30 7 * * 1-5", "Write 0 30 7 ? * MON-FRI.")]
    [InlineData("*/5 * * * *", "Write 0 */5 * * * ?.")]
    [InlineData("0 30 7 * *  8", "second minute hour")]
    [InlineData("0 61 7 ? * MON", "second minute hour")]
    [InlineData("every morning", "second minute hour")]
    [InlineData("", "second minute hour")]
    public void A_wrong_expression_comes_with_a_right_one(string cron, string remedy) =>
        Assert.Contains(remedy, CronSchedule.Check(cron)!.Value.Remedy, StringComparison.Ordinal);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
