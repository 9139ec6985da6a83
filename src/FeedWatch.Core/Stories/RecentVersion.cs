namespace FeedWatch.Core.Stories;

/// <summary>A version with the numbers of its words among all recent ones.</summary>
internal sealed class RecentVersion(StoryVersion version, int[] words, long arrival, int place)
{
    /// <summary>What was reported.</summary>
    internal StoryVersion Version { get; } = version;

    /// <summary>In the order of <see cref="Features"/>, as <see cref="WordUses"/> knows them.</summary>
    internal int[] Words { get; } = words;

    /// <summary>Counts up as versions arrive.</summary>
    internal long Arrival { get; } = arrival;

    /// <summary>In the index; -1 for one that is only looked at.</summary>
    internal int Place { get; } = place;

    internal Feature[] Features => Version.Fingerprint.Features;
}
