using System.Text.Json;
using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Pipeline;
using FeedWatch.Tests.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Pipeline;

/// <summary>Days of polling in seconds, judged by the publisher.</summary>
public sealed class ScorekeeperTests
{
    private readonly ManualTime _time = new();

    /// <summary>Polls all feeds of a publisher whenever they are due; now and then the process starts anew with what was stored.</summary>
    private async Task<Dictionary<string, PollState>> PollFor(ScoringPublisher publisher, TimeSpan duration, bool isAdaptive)
    {
        var end = _time.GetUtcNow() + duration;
        var feeds = publisher.Feeds.ToDictionary(feed => feed.Path, _ => (State: new PollState(), Due: (DateTimeOffset?)_time.GetUtcNow(), Seen: 0));
        var fetcher = NewFetcher();
        for (var polls = 1; ; polls++)
        {
            var (path, feed) = feeds.Where(entry => entry.Value.Due is not null).MinBy(entry => entry.Value.Due);
            if (path is null || feed.Due > end) break;
            if (feed.Due > _time.GetUtcNow()) _time.Advance(feed.Due.Value - _time.GetUtcNow());

            var now = _time.GetUtcNow();
            var published = publisher.Feeds.Single(candidate => candidate.Path == path);
            var request = PollRequest.For(new FetchRequest { Url = publisher.Url(path) }, feed.State, "1", now);
            var result = await fetcher.FetchAsync(request.Fetch, TestContext.Current.CancellationToken);
            var isDocument = result is FetchResult.Fetched;
            var seen = isDocument ? publisher.Version(path) : feed.Seen;
            var plan = new PollPlan { FeedId = path, Url = publisher.Url(path), Every = published.Every, Adaptive = isAdaptive };
            var outcome = new PollOutcome { Result = result, Request = request, NewItems = seen - feed.Seen, Schedule = isDocument ? published.Schedule : null };
            var decision = PollInterval.Next(plan, feed.State, outcome, now);
            feeds[path] = (Stored(decision.State), decision.NextDue, seen);
            if (decision.Hold is { } hold)
            {
                foreach (var (other, value) in feeds.Where(entry => RegistrableDomain.Of(publisher.Url(entry.Key)) == hold.Domain).ToList())
                    feeds[other] = value with { Due = value.Due is { } due ? PollInterval.Hold(due, hold, other) : null };
            }

            if (polls % 100 != 0) continue;
            fetcher.Dispose();
            fetcher = NewFetcher();
        }

        fetcher.Dispose();
        return feeds.ToDictionary(entry => entry.Key, entry => entry.Value.State);
    }

    private Fetcher NewFetcher() => new(FetchHarness.Loopback, _time);

    /// <summary>Through the form it is stored in.</summary>
    private static PollState Stored(PollState state) => JsonSerializer.Deserialize<PollState>(JsonSerializer.Serialize(state))!;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Over_nine_days_with_restarts_the_publisher_finds_nothing_to_object_to(bool isAdaptive)
    {
        await using var publisher = new ScoringPublisher(
            _time,
            new PublishedFeed("/news") { ChangesEvery = TimeSpan.FromMinutes(50) },
            new PublishedFeed("/weekly") { ChangesEvery = TimeSpan.FromDays(3) },
            new PublishedFeed("/quiet"),
            new PublishedFeed("/cached") { ChangesEvery = TimeSpan.FromHours(5), MaxAge = TimeSpan.FromHours(2) },
            new PublishedFeed("/slow") { ChangesEvery = TimeSpan.FromHours(5), Schedule = new FeedSchedule(TimeSpan.FromHours(3), [], []) },
            new PublishedFeed("/sleeps") { ChangesEvery = TimeSpan.FromHours(2), Schedule = new FeedSchedule(null, [0, 1, 2, 3, 4], [DayOfWeek.Sunday]) },
            new PublishedFeed("/gone") { Status = since => since > TimeSpan.FromDays(1) ? 410 : 0 },
            new PublishedFeed("/broken") { Status = since => since.TotalDays is > 2 and < 4 ? 500 : 0 },
            new PublishedFeed("/missing") { Status = _ => 404 });

        var states = await PollFor(publisher, TimeSpan.FromDays(9), isAdaptive);

        Assert.Equal("", string.Join("\n", publisher.Objections));
        Assert.True(states["/gone"].IsPaused);
        Assert.Equal(0, states["/broken"].ConsecutiveFailures);
        Assert.All(publisher.Feeds, feed => Assert.True(publisher.Requests(feed.Path) > 5, feed.Path));
        Assert.InRange(publisher.Requests("/news"), 300, 9 * 48);
        Assert.InRange(publisher.Requests("/missing"), 5, 30);
        if (isAdaptive) Assert.True(publisher.Requests("/quiet") < publisher.Requests("/news") / 2);
    }

    [Fact]
    public async Task A_publisher_that_asks_for_a_break_gets_it_from_all_its_feeds()
    {
        await using var publisher = new ScoringPublisher(
            _time,
            new PublishedFeed("/one") { Status = since => since.TotalHours is > 5 and < 9 ? 503 : 0, RetryAfter = TimeSpan.FromHours(2) },
            new PublishedFeed("/two"),
            new PublishedFeed("/three") { Status = since => since.TotalHours is > 20 and < 21 ? 429 : 0, RetryAfter = TimeSpan.FromHours(6) });

        var states = await PollFor(publisher, TimeSpan.FromDays(2), isAdaptive: false);

        Assert.Equal("", string.Join("\n", publisher.Objections));
        Assert.All(states.Values, state => Assert.Equal(0, state.ConsecutiveFailures));
        Assert.InRange(publisher.Requests("/two"), 40, 80);
    }

    [Fact]
    public async Task A_feed_that_moved_is_asked_at_its_old_place_a_few_times_and_then_weekly()
    {
        await using var publisher = new ScoringPublisher(_time, new PublishedFeed("/old") { MovedTo = "/new" }, new PublishedFeed("/new"));

        var states = await PollFor(publisher, TimeSpan.FromDays(15), isAdaptive: false);

        Assert.Equal(publisher.Url("/new"), states["/old"].SuggestedUrl);
        Assert.Equal(PollInterval.PermanentAfter + 2, publisher.Requests("/old"));
    }

    [Fact]
    public async Task The_scorekeeper_does_object_when_there_is_reason_to()
    {
        await using var publisher = new ScoringPublisher(_time, new PublishedFeed("/cached") { MaxAge = TimeSpan.FromHours(1) });
        using var fetcher = NewFetcher();
        for (var i = 0; i < 2; i++)
            await fetcher.FetchAsync(new FetchRequest { Url = publisher.Url("/cached") }, TestContext.Current.CancellationToken);

        Assert.Contains(publisher.Objections, objection => objection.Contains("came again", StringComparison.Ordinal));
        Assert.Contains(publisher.Objections, objection => objection.Contains("without need", StringComparison.Ordinal));
    }
}
