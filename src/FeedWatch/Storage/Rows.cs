namespace FeedWatch.Storage;

// One class a table, named and shaped like it; the migrations say what the columns mean. Only Storage writes them.

public sealed class FeedRow
{
    public long Id { get; set; }
    public byte[] KeyHash { get; set; } = [];
    public string Key { get; set; } = string.Empty;
    public string Url { get; set; } = string.Empty;
    public string? Name { get; set; }
    public string? Title { get; set; }
    public string? Format { get; set; }

    /// <summary>Registrable domain, so that one statement can hold all feeds of it.</summary>
    public string Domain { get; set; } = string.Empty;
    public bool Active { get; set; }
    public bool Paused { get; set; }
    public byte[]? BodyHash { get; set; }
    public DateTimeOffset? FirstPolledAt { get; set; }
    public DateTimeOffset? LastPolledAt { get; set; }
    public DateTimeOffset? LastSuccessAt { get; set; }
    public string? LastCode { get; set; }
    public string? LastText { get; set; }
    public bool Degraded { get; set; }
    public DateTimeOffset? GapAt { get; set; }

    /// <summary>JSON: problem code to count, of the last document.</summary>
    public string? Problems { get; set; }

    /// <summary>One letter a poll, oldest first: <c>n</c> new items, <c>s</c> same, <c>u</c> not modified, <c>x</c> failed.</summary>
    public string Strip { get; set; } = string.Empty;
    public long Polls { get; set; }
    public long NotModified { get; set; }

    /// <summary>Milliseconds the publisher took at the last poll; null when it was not asked, or is a file.</summary>
    public int? LastMs { get; set; }

    /// <summary>Milliseconds it usually takes: a moving average over the polls that it answered.</summary>
    public int? UsualMs { get; set; }

    /// <summary>JSON of the pipeline's poll state.</summary>
    public string? PollState { get; set; }
    public DateTimeOffset NextDue { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public long Epoch { get; set; }
    public int Unfinished { get; set; }

    /// <summary>What people call it.</summary>
    public string DisplayName => Name ?? Title ?? Key;
}

public sealed class ListingRow
{
    public long FeedId { get; set; }
    public byte[] Entries { get; set; } = [];
}

/// <summary>How a feed's last document began that could not be read, or not all of it.</summary>
public sealed class BrokenDocumentRow
{
    public long FeedId { get; set; }
    public DateTimeOffset At { get; set; }
    public byte[] Head { get; set; } = [];
}

public sealed class ItemRow
{
    public long Id { get; set; }
    public long FeedId { get; set; }
    public byte[] Key { get; set; } = [];
    public string? Guid { get; set; }
    public string? Title { get; set; }
    public string? Link { get; set; }
    public DateTimeOffset? Published { get; set; }
    public DateTimeOffset? Updated { get; set; }
    public DateTimeOffset FirstSeen { get; set; }
    public string? Language { get; set; }

    /// <summary>JSON array of strings, or null.</summary>
    public string? Authors { get; set; }

    /// <summary>JSON array of strings, or null.</summary>
    public string? Categories { get; set; }
    public string? Summary { get; set; }
    public string? Content { get; set; }
}

public sealed class SeenRow
{
    public long FeedId { get; set; }
    public byte[] Key { get; set; } = [];
    public long ItemId { get; set; }

    /// <summary>Marks of earlier versions; now <see cref="UnlistedRow"/>.</summary>
    public DateTimeOffset? UnlistedAt { get; set; }

    /// <summary>When its feed listed it again: what was unlisted before then says nothing any more.</summary>
    public DateTimeOffset? RelistedAt { get; set; }
}

/// <summary>What one poll found no longer listed.</summary>
public sealed class UnlistedRow
{
    public long Id { get; set; }
    public long FeedId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>The keys one behind the other, <see cref="ItemKeys.Size"/> bytes each.</summary>
    public byte[] Keys { get; set; } = [];
}

public sealed class StoryRow
{
    public long Id { get; set; }
    public string? Headline { get; set; }
    public string? Link { get; set; }
    public string? Outlet { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

public sealed class VersionRow
{
    public long Id { get; set; }
    public long StoryId { get; set; }
    public long ItemId { get; set; }
    public long FeedId { get; set; }
    public string? Outlet { get; set; }
    public string? Title { get; set; }
    public string? Link { get; set; }
    public string? CanonicalLink { get; set; }

    /// <summary>When it was published, or first seen.</summary>
    public DateTimeOffset At { get; set; }
    public DateTimeOffset FoundAt { get; set; }
    public string CopyKind { get; set; } = string.Empty;
    public string? Reason { get; set; }
    public byte[] Fingerprint { get; set; } = [];

    /// <summary>The texts of this version when its item has others by now; null while the item has them.</summary>
    public string? Summary { get; set; }
    public string? Content { get; set; }
}

public sealed class HitRow
{
    public long Id { get; set; }
    public long StoryId { get; set; }
    public long VersionId { get; set; }
    public long ItemId { get; set; }
    public long FeedId { get; set; }
    public string Watchlist { get; set; } = string.Empty;
    public string WatchlistName { get; set; } = string.Empty;
    public string Topic { get; set; } = string.Empty;
    public string TopicName { get; set; } = string.Empty;
    public int Score { get; set; }

    /// <summary>JSON array of <see cref="Core.Topics.Evidence"/>.</summary>
    public string Evidence { get; set; } = "[]";
    public DateTimeOffset FoundAt { get; set; }
    public string Revision { get; set; } = string.Empty;
}

public sealed class AlertRow
{
    public long Id { get; set; }
    public long HitId { get; set; }
    public long VersionId { get; set; }
    public long StoryId { get; set; }
    public string Recipient { get; set; } = string.Empty;
    public string Watchlist { get; set; } = string.Empty;
    public string Kind { get; set; } = string.Empty;
    public string State { get; set; } = string.Empty;
    public DateTimeOffset DueAt { get; set; }
    public bool Held { get; set; }
    public string Delivery { get; set; } = "{}";
    public long? OutboxId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class OutboxRow
{
    public long Id { get; set; }
    public string Kind { get; set; } = string.Empty;
    public string? Watchlist { get; set; }
    public string? WatchlistName { get; set; }
    public long? StoryId { get; set; }
    public string Recipient { get; set; } = string.Empty;
    public string Subject { get; set; } = string.Empty;
    public string MessageId { get; set; } = string.Empty;
    public string Sender { get; set; } = string.Empty;
    public byte[] Message { get; set; } = [];
    public string State { get; set; } = string.Empty;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    public int InDoubt { get; set; }
    public DateTimeOffset? FirstTriedAt { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public long Epoch { get; set; }
    public string? LastCode { get; set; }
    public string? LastText { get; set; }
    public DateTimeOffset? SentAt { get; set; }
}

public sealed class SendLogRow
{
    public long Id { get; set; }
    public long OutboxId { get; set; }
    public DateTimeOffset At { get; set; }
    public long Epoch { get; set; }
    public string Owner { get; set; } = string.Empty;
    public string Event { get; set; } = string.Empty;
    public string? Code { get; set; }
    public string? Detail { get; set; }
}

public sealed class NoticeRow
{
    public long Id { get; set; }
    public string Kind { get; set; } = string.Empty;
    public string Subject { get; set; } = string.Empty;
    public string Detail { get; set; } = string.Empty;
    public DateTimeOffset At { get; set; }
    public long? OutboxId { get; set; }
}

public sealed class MuteRow
{
    public string Recipient { get; set; } = string.Empty;
    public string Watchlist { get; set; } = string.Empty;
    public string Topic { get; set; } = string.Empty;
    public DateTimeOffset? Until { get; set; }
    public DateTimeOffset At { get; set; }
}

public sealed class SecretRow
{
    public string Name { get; set; } = string.Empty;
    public string Value { get; set; } = string.Empty;
}

public sealed class ReplicaRow
{
    public string Name { get; set; } = string.Empty;
    public string Version { get; set; } = string.Empty;
    public string Revision { get; set; } = string.Empty;
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset SeenAt { get; set; }
}
