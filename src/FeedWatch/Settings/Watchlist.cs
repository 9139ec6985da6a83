using FeedWatch.Core.Topics;

namespace FeedWatch.Settings;

/// <summary>One file of <c>config/watchlists/</c>, resolved: every topic has its recipients and delivery.</summary>
public sealed record Watchlist
{
    /// <summary>File name without its ending; identity in the database.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<WatchedTopic> Topics { get; init; }
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The watchlist's own recipients (topics may have others).</summary>
    public required IReadOnlyList<string> Recipients { get; init; }
    public required Delivery Deliver { get; init; }
}

/// <summary>A topic with where its hits go.</summary>
public sealed record WatchedTopic
{
    public required TopicDefinition Definition { get; init; }
    public required IReadOnlyList<string> Recipients { get; init; }
    public required Delivery Deliver { get; init; }
    public TopicTests Tests { get; init; } = new([], []);

    /// <summary>After this moment the topic is no longer matched.</summary>
    public DateTimeOffset? Expires { get; init; }
}

/// <summary>Texts that a topic must flag, and must not.</summary>
public sealed record TopicTests(IReadOnlyList<string> Match, IReadOnlyList<string> Ignore);

/// <summary>When a hit becomes a mail.</summary>
public enum DeliveryMode
{
    Immediate,
    Digest,
}

/// <summary>What a later version of a story does.</summary>
public enum OnUpdate
{
    /// <summary>Shows in the next digest and on the page.</summary>
    Ignore,

    /// <summary>A reply with the sentences that are new.</summary>
    Thread,
}

/// <summary>When and how hits are mailed.</summary>
public sealed record Delivery
{
    public DeliveryMode Mode { get; init; } = DeliveryMode.Immediate;

    /// <summary>Quartz cron of the digest in the watchlist's zone; needed for <see cref="DeliveryMode.Digest"/>.</summary>
    public string? At { get; init; }

    /// <summary>How long an immediate alert waits for further topics and versions of its story.</summary>
    public TimeSpan Gather { get; init; } = TimeSpan.FromMinutes(2);
    public QuietHours? QuietHours { get; init; }

    /// <summary>Mails to one recipient in an hour; the rest goes into one digest.</summary>
    public int MaxPerHour { get; init; } = 20;
    public OnUpdate OnUpdate { get; init; } = OnUpdate.Ignore;

    /// <summary>With a digest: hits of at least this score go out at once as well.</summary>
    public int? ImmediateMinScore { get; init; }

    /// <summary>Send the digest also when there is nothing in it.</summary>
    public bool NothingNew { get; init; }

    /// <summary>An https address that gets each hit as JSON, signed; a recipient like any other.</summary>
    public string? Webhook { get; init; }
}

/// <summary>A span of the day, in the watchlist's zone, in which mail is held; it may cross midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To);
