namespace FeedWatch.Durability.Tests;

/// <summary>Some hours instead of some minutes: every place, every message, long waits, and the program compiled as users run it.</summary>
public static class LongForm
{
    /// <summary><c>FEEDWATCH_SOAK_MINUTES</c> is set, see <see cref="SoakTests"/>.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("FEEDWATCH_SOAK_MINUTES") is not null;
}
