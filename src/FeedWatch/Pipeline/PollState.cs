using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;

namespace FeedWatch.Pipeline;

/// <summary>
/// What a feed did so far, as far as it decides when and how to ask it again. Every property is a column of the feed's row,
/// written in the transaction that stores the items: a validator saved before its items would lose them behind a 304.
/// The default value is a feed that was never polled.
/// </summary>
public sealed record PollState
{
    /// <summary>Failed polls since the last that worked; picks the step of the back-off ladder.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>Last poll, whatever came of it.</summary>
    public DateTimeOffset? LastPolled { get; init; }

    /// <summary>Last poll that brought a document or a 304.</summary>
    public DateTimeOffset? LastSucceeded { get; init; }

    /// <summary>Last poll that brought a complete document.</summary>
    public DateTimeOffset? LastFull { get; init; }

    /// <summary>Validators of the last document that was read as a feed, byte-exact; at most 1 kB each.</summary>
    public string? ETag { get; init; }
    public string? LastModified { get; init; }

    /// <summary>The address that gave them, which the one that was asked may have redirected to; null for the one that was asked.</summary>
    public string? ValidatorsFrom { get; init; }

    /// <summary>Hash of what the validators belong to (address, credentials, parser version); see <see cref="PollRequest"/>.</summary>
    public string? ValidatorsKey { get; init; }

    /// <summary>410 answers in a row, and when the first of them came.</summary>
    public int GoneCount { get; init; }
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>Not polled until a person resumes it or changes its address.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Where a purely permanent redirect chain ended, and how many polls in a row ended there.</summary>
    public string? PermanentUrl { get; init; }
    public int PermanentCount { get; init; }

    /// <summary>Last time the configured address itself was asked.</summary>
    public DateTimeOffset? OriginalChecked { get; init; }

    /// <summary>The interval the publisher asked for in the last document (<c>ttl</c>, <c>sy:*</c>).</summary>
    public TimeSpan? AskedInterval { get; init; }

    /// <summary>Hours (UTC) not to poll in, as bits 0 to 23.</summary>
    public int SkipHours { get; init; }

    /// <summary>Days (UTC) not to poll on, as bits 0 (Sunday) to 6.</summary>
    public int SkipDays { get; init; }

    /// <summary>New items per day, decaying average over about three days; meaningful some time after <see cref="ObservedSince"/>.</summary>
    public double ItemsPerDay { get; init; }
    public DateTimeOffset? ObservedSince { get; init; }

    /// <summary>How often the interval is halved because items rolled out of the feed between two polls, and when that was last seen.</summary>
    public int GapLevel { get; init; }
    public DateTimeOffset? LastGap { get; init; }

    /// <summary>It has listed items again that it had stopped listing: what it brings is looked up before it is taken for new.</summary>
    public bool ListsAgain { get; init; }

    /// <summary>The address to suggest to the user in place of the configured one, or null.</summary>
    public string? SuggestedUrl => PermanentCount >= PollInterval.PermanentAfter ? PermanentUrl : null;
}

/// <summary>What the configuration wants of a feed.</summary>
public sealed record PollPlan
{
    /// <summary>Identity of the feed; seeds its jitter.</summary>
    public required string FeedId { get; init; }

    /// <summary>The configured address.</summary>
    public required string Url { get; init; }

    /// <summary>Configured interval, 1 s to 24 h.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>Next time of the feed's cron expression, in place of the interval; or null.</summary>
    public DateTimeOffset? Scheduled { get; init; }

    /// <summary>Let the interval follow the rate of new items. Sensible where the user gave the feed no interval of its own.</summary>
    public bool Adaptive { get; init; }
}

/// <summary>What one poll brought.</summary>
public sealed record PollOutcome
{
    /// <summary>A document that is no feed is a <see cref="FetchResult.Failed"/> with <see cref="FetchCodes.NotAFeed"/> here.</summary>
    public required FetchResult Result { get; init; }

    /// <summary>The publisher's wishes in the document; null when none was parsed.</summary>
    public FeedSchedule? Schedule { get; init; }

    /// <summary>Items not seen before.</summary>
    public int NewItems { get; init; }

    /// <summary>The feed's oldest item is newer than the newest one seen before.</summary>
    public bool CoverageGap { get; init; }

    /// <summary>Every feed fails at the moment: it is our network, not the publisher.</summary>
    public bool EverythingFails { get; init; }

    /// <summary>The request that was sent; tells which address answered.</summary>
    public required PollRequest Request { get; init; }
}

/// <summary>What follows from a poll.</summary>
/// <param name="NextDue">When to poll again; null while paused.</param>
/// <param name="State">To be stored with the items.</param>
/// <param name="Hold">No feed of this domain before this time; raise their due times as well (<see cref="PollInterval.Hold"/>).</param>
/// <param name="Notice">Something to tell a person, once.</param>
public sealed record PollDecision(DateTimeOffset? NextDue, PollState State, DomainHold? Hold, PollNotice Notice);

/// <summary>A server asked all of us to wait (Retry-After).</summary>
/// <param name="Domain">See <see cref="RegistrableDomain"/>; a column of the feed's row, so that one statement holds all feeds of it.</param>
public sealed record DomainHold(string Domain, DateTimeOffset Until);

/// <summary>What a poll changed that a person should hear of; each is reported once.</summary>
public enum PollNotice
{
    None,

    /// <summary>410 three times over a day: the feed is paused.</summary>
    Paused,

    /// <summary>The address redirects permanently: <see cref="PollState.SuggestedUrl"/>.</summary>
    Moved,
}
