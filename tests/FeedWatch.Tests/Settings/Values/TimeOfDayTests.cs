using FeedWatch.Settings.Values;

namespace FeedWatch.Tests.Settings.Values;

public class TimeOfDayTests
{
    [Theory]
    [InlineData("00:00", true)]
    [InlineData("23:59", true)]
    [InlineData("24:00", false)]
    [InlineData("7:30", false)]
    [InlineData("07:30:00", false)]
    [InlineData("07.30", false)]
    public void A_time_has_hours_and_minutes(string text, bool valid) => Assert.Equal(valid, TimeOfDay.TryParse(text, out _));

    [Theory]
    [InlineData("2026-12-31", true)]
    [InlineData("2026-02-29", false)]
    [InlineData("31.12.2026", false)]
    [InlineData("2026-12-31T00:00Z", false)]
    public void A_date_has_year_month_and_day(string text, bool valid) => Assert.Equal(valid, TimeOfDay.TryParseDate(text, out _));
}
