namespace FeedWatch.Core.Stories;

/// <summary>One report of a story: what is kept of an item to compare later ones with.</summary>
/// <param name="StoryId">The story it belongs to. Not looked at when the version is the candidate.</param>
/// <param name="FeedId">The feed it came from.</param>
/// <param name="CanonicalLink">As <see cref="Stories.CanonicalLink.Of"/> gives it, or null.</param>
/// <param name="ItemKey">The item's identity within its feed, or null when it has none.</param>
/// <param name="At">When it was reported; UTC.</param>
/// <param name="Fingerprint">Of its text.</param>
public sealed record StoryVersion(
    long StoryId, string FeedId, string? CanonicalLink, string? ItemKey, DateTimeOffset At, StoryFingerprint Fingerprint)
{
    /// <summary>When it was found, which may be long after <see cref="At"/>; null when that is not known.</summary>
    public DateTimeOffset? FoundAt { get; init; }
}
