using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData(" 3600 ", 3600)]
    [InlineData("0", 60)]
    [InlineData("5", 60)]
    [InlineData("-1", 60)]
    [InlineData("-99999999999", 60)]
    [InlineData("120.5", 120)]
    [InlineData("86400", 86400)]
    [InlineData("86401", 86400)]
    [InlineData("2147483647", 86400)]
    [InlineData("99999999999", 86400)]
    [InlineData("99999999999999999999999999999999999999999999", 86400)]
    [InlineData("Thu, 26 Jun 2025 04:04:00 GMT", 3600)]
    [InlineData("Thursday, 26-Jun-25 04:04:00 GMT", 3600)]
    [InlineData("Thu Jun 26 04:04:00 2025", 3600)]
    [InlineData("Mon, 26 Jun 2025 04:04:00 GMT", 3600)]
    [InlineData("Thu, 26 Jun 2025 13:04:00 +0900", 3600)]
    [InlineData("Thu, 26 Jun 2025 01:00:00 GMT", 60)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 60)]
    [InlineData("Sat, 26 Jun 2099 04:04:00 GMT", 86400)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 86400)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("12 minutes", null)]
    [InlineData("0x10", null)]
    [InlineData("1e9", null)]
    [InlineData("NaN", null)]
    [InlineData("Tue, 31 Feb 2025 00:00:00 GMT", null)]
    [InlineData(null, null)]
    public void Every_answer_is_a_wait_of_a_minute_to_a_day_or_nothing(string? value, int? seconds)
    {
        Assert.Equal(seconds, (int?)RetryAfter.Parse(value, Now)?.TotalSeconds);
    }
}
