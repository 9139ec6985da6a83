using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Pipeline;

namespace FeedWatch.Tests.Pipeline;

public sealed class PollIntervalTests
{
    private const string Url = "https://example.org/feed";
    private static readonly DateTimeOffset Start = new(2025, 6, 26, 3, 4, 0, TimeSpan.Zero); // A Thursday.
    private static readonly PollPlan Plan = new() { FeedId = "f", Url = Url, Every = TimeSpan.FromMinutes(15) };
    private static readonly PollRequest Asked = new(new FetchRequest { Url = Url }, "key", IsOriginal: true);

    private static FetchResult.Fetched Document(TimeSpan? freshFor = null) => new(new DocumentBytes(new byte[1]), null, new Uri(Url), new Validators("\"e\"", null), freshFor);

    private static FetchResult.Failed Failure(string code, TimeSpan? retryAfter = null) => new(code, "no", retryAfter);

    private static PollOutcome Outcome(FetchResult result) => new() { Result = result, Request = Asked };

    private static FeedSchedule Schedule(TimeSpan? interval = null, int[]? hours = null, DayOfWeek[]? days = null) => new(interval, hours ?? [], days ?? []);

    /// <summary>Ten percent of jitter at most lie between what was asked and what is waited.</summary>
    private static void AssertAbout(TimeSpan expected, PollDecision decision, DateTimeOffset now)
    {
        Assert.InRange(decision.NextDue!.Value - now, expected, expected * 1.1);
    }

    [Fact]
    public void A_feed_without_wishes_is_polled_at_the_configured_interval()
    {
        AssertAbout(TimeSpan.FromMinutes(15), PollInterval.Next(Plan, new PollState(), Outcome(Document()), Start), Start);
        AssertAbout(TimeSpan.FromMinutes(15), PollInterval.Next(Plan, new PollState(), Outcome(new FetchResult.NotModified(null)), Start), Start);
    }

    [Theory]
    [InlineData(60, null, 60)]
    [InlineData(null, 120, 120)]
    [InlineData(60, 120, 120)]
    [InlineData(180, 120, 180)]
    [InlineData(5, 3, 15)]
    public void The_longest_wish_counts(int? minimumMinutes, int? freshMinutes, int expectedMinutes)
    {
        var outcome = Outcome(Document(Minutes(freshMinutes))) with { Schedule = Schedule(Minutes(minimumMinutes)) };
        AssertAbout(TimeSpan.FromMinutes(expectedMinutes), PollInterval.Next(Plan, new PollState(), outcome, Start), Start);

        static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(525_600)]
    [InlineData(1441)]
    public void No_wish_goes_beyond_a_day(int minutes)
    {
        var outcome = Outcome(Document(TimeSpan.FromMinutes(minutes))) with { Schedule = Schedule(TimeSpan.FromMinutes(minutes)) };
        Assert.Equal(Start.AddHours(24), PollInterval.Next(Plan, new PollState(), outcome, Start).NextDue);
    }

    [Fact]
    public void Wishes_of_the_last_document_hold_behind_a_304()
    {
        var first = PollInterval.Next(Plan, new PollState(), Outcome(Document()) with { Schedule = Schedule(TimeSpan.FromHours(2)) }, Start);
        var second = PollInterval.Next(Plan, first.State, Outcome(new FetchResult.NotModified(null)), Start.AddHours(3));
        AssertAbout(TimeSpan.FromHours(2), second, Start.AddHours(3));
    }

    [Fact]
    public void Skipped_hours_and_days_are_left_out()
    {
        var outcome = Outcome(Document()) with { Schedule = Schedule(hours: [3, 4, 5], days: [DayOfWeek.Friday]) };
        var due = PollInterval.Next(Plan, new PollState(), outcome, Start).NextDue!.Value;
        Assert.Equal(6, due.Hour);
        Assert.Equal(Start.Date, due.Date);

        var late = PollInterval.Next(Plan, new PollState(), outcome, Start.AddHours(20.8)).NextDue!.Value;
        Assert.Equal(DayOfWeek.Saturday, late.DayOfWeek);
    }

    [Fact]
    public void Who_skips_everything_skips_nothing()
    {
        var outcome = Outcome(Document()) with { Schedule = Schedule(hours: [.. Enumerable.Range(0, 24), 24, -1, 99], days: Enum.GetValues<DayOfWeek>()) };
        AssertAbout(TimeSpan.FromMinutes(15), PollInterval.Next(Plan, new PollState(), outcome, Start), Start);
    }

    [Fact]
    public void Jitter_is_the_same_every_time_and_spreads_feeds()
    {
        var dues = Enumerable.Range(0, 100)
            .Select(number => PollInterval.Next(Plan with { FeedId = $"feed {number}" }, new PollState(), Outcome(Document()), Start).NextDue!.Value)
            .ToList();
        Assert.Equal(dues[7], PollInterval.Next(Plan with { FeedId = "feed 7" }, new PollState(), Outcome(Document()), Start).NextDue);
        Assert.True(dues.Distinct().Count() > 90);
        Assert.All(dues, due => Assert.InRange(due - Start, Plan.Every, Plan.Every * 1.1));
    }

    [Fact]
    public void Failures_climb_a_ladder_from_a_minute_to_a_day()
    {
        var state = new PollState();
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 15; i++)
        {
            var decision = PollInterval.Next(Plan, state, Outcome(Failure("http_500")), Start);
            waits.Add(decision.NextDue!.Value - Start);
            state = decision.State;
        }

        Assert.InRange(waits[0], TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1.1));
        Assert.Equal(TimeSpan.FromHours(24), waits[^1]);
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(15, state.ConsecutiveFailures);
        Assert.Equal(0, PollInterval.Next(Plan, state, Outcome(Document()), Start).State.ConsecutiveFailures);
    }

    [Theory]
    [InlineData("http_404")]
    [InlineData("http_429")]
    [InlineData("not_a_feed")]
    [InlineData("too_large")]
    public void An_answer_that_would_be_the_same_again_is_not_asked_for_before_the_interval(string code)
    {
        AssertAbout(TimeSpan.FromMinutes(15), PollInterval.Next(Plan, new PollState(), Outcome(Failure(code)), Start), Start);
    }

    [Fact]
    public void A_failure_keeps_the_validators_of_the_last_document()
    {
        var state = PollInterval.Next(Plan, new PollState(), Outcome(Document()), Start).State;
        var after = PollInterval.Next(Plan, state, Outcome(Failure(FetchCodes.NotAFeed)), Start).State;
        Assert.Equal("\"e\"", after.ETag);
        Assert.Equal(Start, after.LastFull);
    }

    [Fact]
    public void RetryAfter_is_kept_to_the_letter_and_holds_the_whole_domain()
    {
        var failed = Failure("http_503", TimeSpan.FromHours(3)) with { AnsweredBy = "https://feeds.publisher.co.uk/x" };
        var decision = PollInterval.Next(Plan, new PollState(), Outcome(failed), Start);

        Assert.Equal(Start.AddHours(3), decision.NextDue);
        Assert.Equal(new DomainHold("publisher.co.uk", Start.AddHours(3)), decision.Hold);
    }

    [Fact]
    public void Held_feeds_do_not_all_come_at_the_end_of_the_hold()
    {
        var hold = new DomainHold("example.org", Start.AddHours(1));
        var dues = Enumerable.Range(0, 20).Select(number => PollInterval.Hold(Start, hold, $"feed {number}")).ToList();
        Assert.All(dues, due => Assert.InRange(due, hold.Until, hold.Until.AddMinutes(5)));
        Assert.True(dues.Distinct().Count() > 15);
        Assert.Equal(Start.AddHours(2), PollInterval.Hold(Start.AddHours(2), hold, "f"));
    }

    [Fact]
    public void When_everything_fails_it_is_our_network_and_nobody_is_blamed()
    {
        var state = new PollState { ConsecutiveFailures = 2, LastSucceeded = Start.AddHours(-23) };
        var decision = PollInterval.Next(Plan, state, Outcome(Failure(FetchCodes.Dns)) with { EverythingFails = true }, Start);
        Assert.Equal(2, decision.State.ConsecutiveFailures);
        AssertAbout(TimeSpan.FromMinutes(1), decision, Start);

        var answered = PollInterval.Next(Plan, state, Outcome(Failure("http_500")) with { EverythingFails = true }, Start);
        Assert.Equal(3, answered.State.ConsecutiveFailures);
    }

    [Theory]
    [InlineData(-25.0)]
    [InlineData(null)]
    public void What_has_not_answered_for_a_day_or_ever_is_not_excused_by_our_network(double? lastAnswer)
    {
        var state = new PollState { ConsecutiveFailures = 4, LastSucceeded = lastAnswer is { } hours ? Start.AddHours(hours) : null };

        var decision = PollInterval.Next(Plan, state, Outcome(Failure(FetchCodes.Dns)) with { EverythingFails = true }, Start);

        Assert.Equal(5, decision.State.ConsecutiveFailures);
        AssertAbout(TimeSpan.FromMinutes(30), decision, Start);
    }

    [Fact]
    public void Gone_three_times_over_a_day_pauses_the_feed_and_says_so_once()
    {
        var state = new PollState();
        var now = Start;
        var notices = new List<PollNotice>();
        DateTimeOffset? due = now;
        while (due is { } next)
        {
            now = next;
            var decision = PollInterval.Next(Plan, state, Outcome(Failure("http_410")), now);
            (state, due) = (decision.State, decision.NextDue);
            notices.Add(decision.Notice);
        }

        Assert.True(state.IsPaused);
        Assert.True(now - Start >= TimeSpan.FromHours(24));
        Assert.Equal([PollNotice.None, PollNotice.None, PollNotice.Paused], notices);
    }

    [Fact]
    public void Gone_in_between_is_forgotten()
    {
        var once = PollInterval.Next(Plan, new PollState(), Outcome(Failure("http_410")), Start).State;
        Assert.Equal(0, PollInterval.Next(Plan, once, Outcome(Document()), Start.AddHours(12)).State.GoneCount);
        Assert.Equal(0, PollInterval.Next(Plan, once, Outcome(Failure("http_500")), Start.AddHours(12)).State.GoneCount);
    }

    [Fact]
    public void A_permanent_move_counts_from_the_third_poll_and_is_said_once()
    {
        var state = new PollState();
        var notices = new List<PollNotice>();
        for (var i = 0; i < 5; i++)
        {
            var decision = PollInterval.Next(Plan, state, Outcome(Document() with { PermanentUrl = "https://new.example/f" }), Start.AddHours(i));
            state = decision.State;
            notices.Add(decision.Notice);
            Assert.Equal(i >= 2 ? "https://new.example/f" : null, state.SuggestedUrl);
        }

        Assert.Equal([PollNotice.None, PollNotice.None, PollNotice.Moved, PollNotice.None, PollNotice.None], notices);
    }

    [Fact]
    public void A_move_to_ever_other_places_never_counts()
    {
        var state = new PollState();
        for (var i = 0; i < 10; i++)
        {
            state = PollInterval.Next(Plan, state, Outcome(Document() with { PermanentUrl = $"https://new.example/{i % 2}" }), Start.AddHours(i)).State;
            Assert.Null(state.SuggestedUrl);
        }

        Assert.Null(PollInterval.Next(Plan, state, Outcome(Document()), Start).State.PermanentUrl);
    }

    [Fact]
    public void A_new_address_that_fails_gives_way_to_the_configured_one()
    {
        var moved = new PollState { PermanentUrl = "https://new.example/f", PermanentCount = 4, OriginalChecked = Start };
        var request = Asked with { IsOriginal = false };

        var well = PollInterval.Next(Plan, moved, Outcome(Document()) with { Request = request }, Start);
        var badly = PollInterval.Next(Plan, moved, Outcome(Failure("http_404")) with { Request = request }, Start);

        Assert.Equal("https://new.example/f", well.State.SuggestedUrl);
        Assert.Null(badly.State.SuggestedUrl);
    }

    [Fact]
    public void A_gap_in_coverage_halves_the_interval_until_a_week_without_one()
    {
        var gap = Outcome(Document()) with { CoverageGap = true };
        var first = PollInterval.Next(Plan, new PollState(), gap, Start);
        AssertAbout(TimeSpan.FromMinutes(7.5), first, Start);
        var second = PollInterval.Next(Plan, first.State, gap, Start);
        AssertAbout(TimeSpan.FromMinutes(3.75), second, Start);

        AssertAbout(TimeSpan.FromMinutes(3.75), PollInterval.Next(Plan, second.State, Outcome(Document()), Start.AddDays(6)), Start.AddDays(6));
        AssertAbout(TimeSpan.FromMinutes(15), PollInterval.Next(Plan, second.State, Outcome(Document()), Start.AddDays(8)), Start.AddDays(8));
    }

    [Fact]
    public void A_gap_never_overrules_the_publishers_wish_nor_goes_below_a_minute()
    {
        var gap = Outcome(Document(TimeSpan.FromHours(1))) with { CoverageGap = true };
        AssertAbout(TimeSpan.FromHours(1), PollInterval.Next(Plan, new PollState(), gap, Start), Start);

        var quick = Plan with { Every = TimeSpan.FromMinutes(2) };
        AssertAbout(TimeSpan.FromMinutes(1), PollInterval.Next(quick, new PollState { GapLevel = 4, LastGap = Start }, Outcome(Document()), Start), Start);
        var own = Plan with { Every = TimeSpan.FromSeconds(1) };
        AssertAbout(TimeSpan.FromSeconds(1), PollInterval.Next(own, new PollState { GapLevel = 4, LastGap = Start }, Outcome(Document()), Start), Start);
    }

    [Fact]
    public void A_schedule_takes_the_place_of_the_interval_but_not_of_the_publishers_wish()
    {
        var plan = Plan with { Scheduled = Start.AddMinutes(30) };
        Assert.Equal(Start.AddMinutes(30), PollInterval.Next(plan, new PollState(), Outcome(Document()), Start).NextDue);
        Assert.Equal(Start.AddHours(1), PollInterval.Next(plan, new PollState(), Outcome(Document(TimeSpan.FromHours(1))), Start).NextDue);
    }
}
