using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Fetching;

namespace FeedWatch.Pipeline;

/// <summary>When to ask a feed again. Pure: everything it knows is in its arguments.</summary>
public static class PollInterval
{
    /// <summary>No wait is longer, whoever asks for it (skipHours and skipDays excepted).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Polls in a row that must end at the same new address before it counts.</summary>
    public const int PermanentAfter = 3;

    /// <summary>Waits after the first, second, … failure in a row.</summary>
    private static readonly TimeSpan[] BackOff =
    [
        .. new[] { 1, 2, 5, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 4, 8, 16, 24 }.Select(hours => TimeSpan.FromHours(hours)),
    ];

    /// <summary>Three answers this far apart span a day, without asking a feed that is gone more often than that needs.</summary>
    private static readonly TimeSpan GoneSpacing = TimeSpan.FromHours(12);
    private static readonly TimeSpan GoneFor = TimeSpan.FromHours(24);
    private const int GoneAfter = 3;

    /// <summary>Part of the interval by which feeds are spread, so that they do not all come due together.</summary>
    private const double Spread = 0.1;

    /// <summary>Decides after a poll at <paramref name="now"/>.</summary>
    public static PollDecision Next(PollPlan plan, PollState state, PollOutcome outcome, DateTimeOffset now)
    {
        var polled = state with
        {
            LastPolled = now,
            OriginalChecked = outcome.Request.IsOriginal ? now : state.OriginalChecked,
        };
        return outcome.Result switch
        {
            FetchResult.Fetched fetched => AfterDocument(plan, polled, outcome, fetched, now),
            FetchResult.NotModified unchanged => AfterSuccess(plan, Observe(polled, 0, now), outcome, unchanged.FreshFor, now),
            FetchResult.Failed failed => AfterFailure(plan, polled, outcome, failed.Code, failed.RetryAfter, now),
            FetchResult.Refused refused => AfterFailure(plan, polled, outcome, refused.Code, null, now),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    /// <summary>The later of a due time and a domain's hold, with the feed's own jitter behind the hold: held feeds must not all come at its end.</summary>
    public static DateTimeOffset Hold(DateTimeOffset due, DomainHold hold, string feedId) =>
        due >= hold.Until ? due : hold.Until + TimeSpan.FromMinutes(5) * Jitter(feedId);

    private static PollDecision AfterDocument(PollPlan plan, PollState state, PollOutcome outcome, FetchResult.Fetched fetched, DateTimeOffset now)
    {
        var seen = Observe(state, outcome.NewItems, now) with
        {
            ETag = fetched.Validators.ETag,
            LastModified = fetched.Validators.LastModified,
            ValidatorsFrom = fetched.AnsweredBy,
            ValidatorsKey = outcome.Request.ValidatorsKey,
            // A delta is an answer to validators; only a whole document restarts the week after which one is asked for.
            LastFull = fetched.IsDelta ? state.LastFull : now,
            GapLevel = outcome.CoverageGap ? Math.Min(state.GapLevel + 1, 4) : state.GapLevel,
            LastGap = outcome.CoverageGap ? now : state.LastGap,
        };
        if (outcome.Schedule is { } schedule)
        {
            seen = seen with
            {
                AskedInterval = schedule.MinimumInterval,
                SkipHours = schedule.SkipHours.Where(hour => hour is >= 0 and < 24).Aggregate(0, (bits, hour) => bits | 1 << hour),
                SkipDays = schedule.SkipDays.Aggregate(0, (bits, day) => bits | 1 << (int)day),
            };
        }

        return AfterSuccess(plan, seen, outcome, fetched.FreshFor, now);
    }

    private static PollDecision AfterSuccess(PollPlan plan, PollState state, PollOutcome outcome, TimeSpan? freshFor, DateTimeOffset now)
    {
        var (next, hasMoved) = FollowPermanent(state, outcome, now);
        next = next with { ConsecutiveFailures = 0, GoneCount = 0, GoneSince = null, LastSucceeded = now, IsPaused = false };
        if (now - next.LastGap > TimeSpan.FromDays(7)) next = next with { GapLevel = 0, LastGap = null };

        var own = Adapted(plan, next, now);
        var asked = Max(next.AskedInterval ?? TimeSpan.Zero, freshFor ?? TimeSpan.Zero);
        var due = plan.Scheduled is { } scheduled
            ? Later(scheduled, now + Min(asked, Longest))
            : now + Min(Max(own, asked) * (1 + Spread * Jitter(plan.FeedId)), Longest);
        return new PollDecision(OutsideSkipped(due, next), next, null, hasMoved ? PollNotice.Moved : PollNotice.None);
    }

    /// <summary>The configured interval; halved per coverage gap, or else stretched to what the feed's own rate calls for.</summary>
    private static TimeSpan Adapted(PollPlan plan, PollState state, DateTimeOffset now)
    {
        if (state.GapLevel > 0)
            return Max(plan.Every / (1 << state.GapLevel), Min(plan.Every, TimeSpan.FromMinutes(1)));
        if (!plan.Adaptive || NewItemRate.PerDay(state, now) is not { } perDay) return plan.Every;

        // A twelfth of the mean gap between items: something that comes daily is seen within two hours, weekly within fourteen.
        var stretched = perDay <= 1.0 / 12 ? Longest : TimeSpan.FromDays(1 / perDay / 12);
        return Max(plan.Every, Min(stretched, Longest));
    }

    private static PollState Observe(PollState state, int newItems, DateTimeOffset now) => NewItemRate.Observe(state, newItems, now);

    private static (PollState State, bool HasMoved) FollowPermanent(PollState state, PollOutcome outcome, DateTimeOffset now)
    {
        // The new address answered for itself; only the configured one can say that it still points there.
        if (!outcome.Request.IsOriginal && outcome.Result.PermanentUrl is null) return (state, false);
        if (outcome.Result.PermanentUrl is not { } url) return (state with { PermanentUrl = null, PermanentCount = 0 }, false);

        var count = url == state.PermanentUrl ? Math.Min(state.PermanentCount, PermanentAfter) + 1 : 1;
        return (state with { PermanentUrl = url, PermanentCount = count }, count == PermanentAfter);
    }

    private static PollDecision AfterFailure(
        PollPlan plan, PollState state, PollOutcome outcome, string code, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var jitter = 1 + Spread * Jitter(plan.FeedId);
        // For a day at most: what has not answered for longer counts as broken, and operators hear of it.
        if (outcome.EverythingFails && FetchCodes.MayBeOurNetwork(code) && now - state.LastSucceeded < Longest)
            return new PollDecision(now + BackOff[0] * jitter, state, null, PollNotice.None);

        // An address that a permanent redirect led to, and that fails: back to the configured one.
        var failed = state with
        {
            ConsecutiveFailures = state.ConsecutiveFailures + 1,
            PermanentCount = outcome.Request.IsOriginal ? state.PermanentCount : 0,
        };
        if (code == FetchCodes.Http(410)) return AfterGone(failed, now, jitter);

        failed = failed with { GoneCount = 0, GoneSince = null };
        var wait = BackOff[Math.Min(failed.ConsecutiveFailures, BackOff.Length) - 1];
        if (FetchCodes.IsAnswer(code)) wait = Max(wait, plan.Every);
        wait = Min(wait * jitter, Longest);
        if (retryAfter is not { } asked) return new PollDecision(OutsideSkipped(now + wait, failed), failed, null, PollNotice.None);

        var hold = HoldOf(outcome.Result, outcome.Request, now);
        return new PollDecision(OutsideSkipped(Later(now + wait, now + asked), failed), failed, hold, PollNotice.None);
    }

    /// <summary>What the server that answered a visit asks of all feeds of its domain, or null.</summary>
    public static DomainHold? HoldOf(FeedVisit visit) => HoldOf(visit.Result, visit.Request, visit.At);

    private static DomainHold? HoldOf(FetchResult result, PollRequest request, DateTimeOffset now) =>
        result is FetchResult.Failed { RetryAfter: { } asked } && RegistrableDomain.Of(result.AnsweredBy ?? request.Fetch.Url) is { } domain
            ? new DomainHold(domain, now + asked)
            : null;

    private static PollDecision AfterGone(PollState state, DateTimeOffset now, double jitter)
    {
        var gone = state with { GoneCount = state.GoneCount + 1, GoneSince = state.GoneSince ?? now };
        var isOver = gone.GoneCount >= GoneAfter && now - gone.GoneSince >= GoneFor;
        return isOver
            ? new PollDecision(null, gone with { IsPaused = true }, null, PollNotice.Paused)
            : new PollDecision(OutsideSkipped(now + GoneSpacing * jitter, gone), gone, null, PollNotice.None);
    }

    /// <summary>The first time from <paramref name="due"/> on that the publisher does not exclude; who excludes everything excludes nothing.</summary>
    private static DateTimeOffset OutsideSkipped(DateTimeOffset due, PollState state)
    {
        var hours = (state.SkipHours & 0xFFFFFF) == 0xFFFFFF ? 0 : state.SkipHours;
        var days = (state.SkipDays & 0x7F) == 0x7F ? 0 : state.SkipDays;
        var free = due;

        // By whole hours: a thousand feeds that skip the night keep their minutes and don't all come at the stroke of six.
        while ((hours & 1 << free.UtcDateTime.Hour) != 0 || (days & 1 << (int)free.UtcDateTime.DayOfWeek) != 0) free = free.AddHours(1);
        return free;
    }

    /// <summary>0 to 1, always the same for one feed.</summary>
    private static double Jitter(string feedId) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(feedId))) / (double)uint.MaxValue;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
