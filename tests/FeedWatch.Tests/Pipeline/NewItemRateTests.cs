using FeedWatch.Fetching;
using FeedWatch.Pipeline;

namespace FeedWatch.Tests.Pipeline;

public sealed class NewItemRateTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero);
    private static readonly PollPlan Plan = new() { FeedId = "f", Url = "https://example.org/", Every = TimeSpan.FromMinutes(15), Adaptive = true };
    private static readonly PollRequest Asked = new(new FetchRequest { Url = Plan.Url }, "key", IsOriginal: true);

    /// <summary>Follows a feed that brings one item every so often for some days; returns the last wait.</summary>
    private static TimeSpan WaitAfter(TimeSpan itemEvery, int days, bool isAdaptive = true)
    {
        var state = new PollState();
        var now = Start;
        var told = 0;
        var wait = TimeSpan.Zero;
        while (now < Start.AddDays(days))
        {
            var published = (int)((now - Start) / itemEvery) + 40;
            var outcome = new PollOutcome
            {
                Result = new FetchResult.Fetched(new DocumentBytes(new byte[1]), null, new Uri(Plan.Url), Validators.None, null),
                NewItems = published - told,
                Request = Asked,
            };
            told = published;
            var decision = PollInterval.Next(Plan with { Adaptive = isAdaptive }, state, outcome, now);
            wait = decision.NextDue!.Value - now;
            (state, now) = (decision.State, decision.NextDue.Value);
        }

        return wait;
    }

    [Theory]
    [InlineData(1, 15, 17)]
    [InlineData(24, 60, 240)]
    [InlineData(24 * 365, 1440, 1440)]
    public void The_interval_follows_the_rate_of_new_items(int hoursBetweenItems, int fromMinutes, int toMinutes)
    {
        var wait = WaitAfter(TimeSpan.FromHours(hoursBetweenItems), days: 14);
        Assert.InRange(wait.TotalMinutes, fromMinutes, toMinutes);
    }

    [Fact]
    public void A_feed_that_is_hardly_known_is_polled_as_configured()
    {
        Assert.InRange(WaitAfter(TimeSpan.FromDays(365), days: 1).TotalMinutes, 15, 16.5);
    }

    [Fact]
    public void The_archive_of_the_first_poll_says_nothing_about_the_rate()
    {
        var state = NewItemRate.Observe(new PollState(), 500, Start);
        Assert.Equal(0, NewItemRate.PerDay(state, Start.AddDays(2)));
    }

    [Fact]
    public void The_interval_stays_when_the_user_wants_it_to()
    {
        Assert.InRange(WaitAfter(TimeSpan.FromDays(365), days: 7, isAdaptive: false).TotalMinutes, 15, 16.5);
    }

    [Fact]
    public void A_quiet_feed_that_wakes_up_is_polled_sooner_at_once()
    {
        var quiet = new PollState { ObservedSince = Start.AddDays(-30), LastSucceeded = Start.AddDays(-1) };
        Assert.Equal(0, NewItemRate.PerDay(quiet, Start));
        var awake = NewItemRate.Observe(quiet, 9, Start);
        Assert.InRange(NewItemRate.PerDay(awake, Start)!.Value, 2.9, 3.1);
    }

    [Fact]
    public void A_clock_that_goes_back_does_no_harm()
    {
        var state = new PollState { ObservedSince = Start, LastSucceeded = Start.AddHours(1), ItemsPerDay = 5 };
        var after = NewItemRate.Observe(state, 1, Start);
        Assert.InRange(after.ItemsPerDay, 5, 6);
        Assert.Null(NewItemRate.PerDay(after, Start.AddDays(-5)));
    }
}
