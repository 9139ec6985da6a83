using System.Diagnostics;

namespace FeedWatch;

/// <summary>
/// A seam for the durability tests: named places at which the process can be made to kill itself, as if somebody had sent it
/// SIGKILL at just that moment. Nothing happens unless <see cref="Variable"/> is set, and then asking costs a null check.
/// </summary>
public static class CrashPoints
{
    /// <summary>Names one place, or with <c>name#n</c> its n-th passing (from 1).</summary>
    public const string Variable = "FEEDWATCH_CRASH_AT";

    private static readonly (string Name, int Passing)? Wanted = Read(Environment.GetEnvironmentVariable(Variable));
    private static int _passed;

    /// <summary>Says that the program has come to this place.</summary>
    public static void Reach(string place)
    {
        if (Wanted is { } wanted && wanted.Name == place && Interlocked.Increment(ref _passed) == wanted.Passing)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // SIGKILL: no handler, no finally block, no flush
            Thread.CurrentThread.Join();
        }
    }

    private static (string Name, int Passing)? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var mark = text.IndexOf('#', StringComparison.Ordinal);
        return mark < 0
            ? (text, 1)
            : (text[..mark], int.Parse(text.AsSpan(mark + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
