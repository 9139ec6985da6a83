using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Web;

/// <summary>What the page is made from. The host hands it in: the page may not look into the rooms that work.</summary>
public sealed record Site
{
    public required Database Database { get; init; }
    public required TimeProvider Time { get; init; }

    /// <summary>The configuration in force, and what is wrong with the files as they are now.</summary>
    public required Func<ConfigurationState> Configuration { get; init; }

    /// <summary>How the loops are doing.</summary>
    public required Func<IReadOnlyList<LoopReport>> Loops { get; init; }

    /// <summary>What the database said last of feeds and mails, not long ago; null before that.</summary>
    public required Func<ServiceLevels?> Levels { get; init; }

    /// <summary>Why the mail server is not being used at the moment, or null.</summary>
    public required Func<string?> MailTrouble { get; init; }

    /// <summary>Lets mails that became due go out at once.</summary>
    public required Action WakeSending { get; init; }

    /// <summary>Lets feeds that became due be polled at once.</summary>
    public required Action WakePolling { get; init; }

    /// <summary>Reads the configuration again; true when it is good.</summary>
    public required Func<bool> Reload { get; init; }

    /// <summary>Name of this process among the replicas.</summary>
    public required string Replica { get; init; }

    public Configuration Current => Configuration().Current;
}

/// <summary>One loop of the service.</summary>
/// <param name="Silence">Since it last gave a sign of life.</param>
/// <param name="LastFault">Why it was begun again last, or null.</param>
public sealed record LoopReport(string Name, TimeSpan Silence, int Restarts, string? LastFault, bool IsStuck);
