using FeedWatch.Core.Stories;
using FeedWatch.Core.Topics;

namespace FeedWatch.Storage;

/// <summary>All that one poll of one feed changes. It is saved whole or not at all.</summary>
public sealed record FeedPoll
{
    public required long FeedId { get; init; }
    public required long Epoch { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><c>ok</c>, <c>same</c>, <c>not_modified</c> or the code of what went wrong.</summary>
    public required string Code { get; init; }
    public string? Text { get; init; }
    public required bool Success { get; init; }

    /// <summary>How long the publisher took; null when it was not asked.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>How the document begins, when it is none that can be read, or is broken in places; else null.</summary>
    public byte[]? BrokenHead { get; init; }

    /// <summary>The feed's strip of recent results, this one included.</summary>
    public required string Strip { get; init; }

    /// <summary>JSON of the poll state, validators in it.</summary>
    public required string PollState { get; init; }

    /// <summary>Null pauses the feed.</summary>
    public required DateTimeOffset? NextDue { get; init; }

    /// <summary>What the operators are to hear of it.</summary>
    public IReadOnlyList<NewNotice> Notices { get; init; } = [];

    /// <summary>What was read, when the poll brought a new document.</summary>
    public FeedReading? Reading { get; init; }
}

/// <summary>A document that was read.</summary>
public sealed record FeedReading
{
    public required byte[] BodyHash { get; init; }
    public string? Title { get; init; }
    public required string Format { get; init; }
    public bool Degraded { get; init; }

    /// <summary>JSON: problem code to count.</summary>
    public string? Problems { get; init; }

    /// <summary>Items rolled out of the feed between two polls.</summary>
    public bool CoverageGap { get; init; }

    /// <summary>What the feed lists now; see <c>Listing</c> in the pipeline. Null when it is as before.</summary>
    public byte[]? Listing { get; init; }

    /// <summary>New items, in the order they count as having arrived; see <see cref="PollStore.Encode"/>.</summary>
    public EncodedItems? New { get; init; }

    /// <summary>Known items whose text changed; they count as having arrived after the new ones.</summary>
    public IReadOnlyList<FreshItem> Changed { get; init; } = [];

    /// <summary>Keys that the feed lists again.</summary>
    public IReadOnlyList<UInt128> Relisted { get; init; } = [];

    /// <summary>Those of them that a topic flags now: they count as changed if they came back with another text than the one that is stored.</summary>
    public IReadOnlyList<FreshItem> Returned { get; init; } = [];

    /// <summary>Items that came back under another key: old and new.</summary>
    public IReadOnlyList<(UInt128 Old, UInt128 New)> Renamed { get; init; } = [];

    /// <summary>Keys that it no longer lists.</summary>
    public IReadOnlyList<UInt128> Unlisted { get; init; } = [];
}

/// <summary>A new item, or a known one whose text changed.</summary>
public sealed record FreshItem
{
    public required UInt128 Key { get; init; }

    /// <summary>Id of the stored item when it is known; null for a new one.</summary>
    public long? ItemId { get; init; }
    public string? Guid { get; init; }
    public string? Title { get; init; }
    public string? Link { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public string? Summary { get; init; }
    public string? Content { get; init; }

    /// <summary>What it takes to find its story, without story and item; null when no topic flagged it.</summary>
    public StoryVersion? Version { get; init; }

    /// <summary>Who prints it, as readers know them.</summary>
    public string? Outlet { get; init; }
    public IReadOnlyList<FoundHit> Hits { get; init; } = [];
}

/// <summary>A topic flagged the item.</summary>
public sealed record FoundHit(
    string Watchlist, string WatchlistName, string Topic, string TopicName, int Score,
    IReadOnlyList<Evidence> Evidence, string Revision, IReadOnlyList<PlannedAlert> Alerts);

/// <summary>One recipient to tell of a hit.</summary>
/// <param name="Kind"><c>immediate</c> or <c>digest</c>.</param>
/// <param name="DueAt">Not before.</param>
/// <param name="Held">Quiet hours hold it until <paramref name="DueAt"/>.</param>
/// <param name="Delivery">JSON of the delivery in force, so that the alert goes out as promised whatever the configuration becomes.</param>
public sealed record PlannedAlert(string Recipient, string Kind, DateTimeOffset DueAt, bool Held, string Delivery);

/// <summary>What a save stored.</summary>
public sealed record SaveResult(int Polls, int NewItems, int Hits, int Stories, int Alerts)
{
    public static SaveResult Nothing { get; } = new(0, 0, 0, 0, 0);

    public static SaveResult operator +(SaveResult a, SaveResult b) =>
        new(a.Polls + b.Polls, a.NewItems + b.NewItems, a.Hits + b.Hits, a.Stories + b.Stories, a.Alerts + b.Alerts);
}
