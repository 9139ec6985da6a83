using FeedWatch.Pipeline;
using FeedWatch.Settings;

namespace FeedWatch.Tests.Pipeline;

public sealed class AlertPlannerTests
{
    [Theory]
    [InlineData("22:00", "06:30", "UTC", "2025-06-26T03:04Z", "2025-06-26T06:30Z")]
    [InlineData("22:00", "06:30", "UTC", "2025-06-26T23:00Z", "2025-06-27T06:30Z")]
    [InlineData("22:00", "06:30", "UTC", "2025-06-26T12:00Z", "2025-06-26T12:00Z")]
    [InlineData("22:00", "06:30", "UTC", "2025-06-26T06:30Z", "2025-06-26T06:30Z")]
    [InlineData("12:00", "13:00", "UTC", "2025-06-26T12:30Z", "2025-06-26T13:00Z")]
    [InlineData("22:00", "06:30", "Asia/Seoul", "2025-06-26T18:00Z", "2025-06-26T21:30Z")]
    [InlineData("23:00", "02:30", "Europe/Berlin", "2025-03-30T00:30Z", "2025-03-30T01:00Z")] // 02:30 does not exist that night
    [InlineData("23:00", "06:00", "Europe/Berlin", "2025-10-26T00:30Z", "2025-10-26T05:00Z")] // the night has an hour more
    public void Mail_is_held_until_quiet_hours_end_in_the_watchlists_zone(string from, string to, string zone, string moment, string free)
    {
        var quiet = new QuietHours(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null));

        var end = AlertPlanner.EndOfQuiet(quiet, TimeZoneInfo.FindSystemTimeZoneById(zone), DateTimeOffset.Parse(moment, null));

        Assert.Equal(DateTimeOffset.Parse(free, null), end);
    }
}
