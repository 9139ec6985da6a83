using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class FreshnessTests
{
    private const string Date = "Thu, 26 Jun 2025 03:04:00 GMT";
    private static readonly DateTimeOffset Now = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("max-age=600", null, null, 600)]
    [InlineData("public, MAX-AGE=600", null, null, 600)]
    [InlineData("max-age=\"600\"", null, null, 600)]
    [InlineData("max-age=600", "100", null, 500)]
    [InlineData("max-age=600", "700", null, null)]
    [InlineData("max-age=600", "garbage", null, 600)]
    [InlineData("max-age=0", null, "Thu, 26 Jun 2025 04:04:00 GMT", null)]
    [InlineData("max-age=31536000", null, null, 86400)]
    [InlineData("max-age=99999999999999999999", null, null, 86400)]
    [InlineData("max-age=-5", null, null, null)]
    [InlineData("max-age=", null, null, null)]
    [InlineData("max-age=abc", null, null, null)]
    [InlineData("s-maxage=600", null, null, null)]
    [InlineData("no-cache, max-age=600", null, null, null)]
    [InlineData("no-store", null, "Thu, 26 Jun 2025 04:04:00 GMT", null)]
    [InlineData("private, must-revalidate", null, "Thu, 26 Jun 2025 04:04:00 GMT", 3600)]
    [InlineData(null, null, "Thu, 26 Jun 2025 04:04:00 GMT", 3600)]
    [InlineData(null, null, "Fri, 31 Dec 9999 23:59:59 GMT", 86400)]
    [InlineData(null, null, "Thu, 26 Jun 2025 02:04:00 GMT", null)]
    [InlineData(null, null, "0", null)]
    [InlineData(null, null, "-1", null)]
    [InlineData(null, null, "9999", null)]
    [InlineData(null, null, null, null)]
    public void An_answer_is_fresh_for_as_long_as_it_says_and_at_most_a_day(string? cacheControl, string? age, string? expires, int? seconds)
    {
        Assert.Equal(seconds, (int?)Freshness.Of(cacheControl, age, expires, Date, Now)?.TotalSeconds);
    }

    [Fact]
    public void Expires_counts_from_the_servers_own_clock()
    {
        var ahead = Freshness.Of(null, null, "Thu, 26 Jun 2025 05:04:00 GMT", "Thu, 26 Jun 2025 04:04:00 GMT", Now);
        Assert.Equal(TimeSpan.FromHours(1), ahead);
    }
}
