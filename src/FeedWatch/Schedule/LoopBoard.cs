using System.Collections.Concurrent;

namespace FeedWatch.Schedule;

/// <summary>How the loops are doing, for health checks and the page. A loop whose work does not move is stuck.</summary>
public sealed class LoopBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LoopState> _loops = new(StringComparer.Ordinal);

    public IReadOnlyCollection<LoopState> Loops => [.. _loops.Values.OrderBy(loop => loop.Name, StringComparer.Ordinal)];

    /// <summary>The loops that are stuck.</summary>
    public IReadOnlyList<string> Stuck => [.. _loops.Values.Where(loop => time.GetElapsedTime(loop.LastSign) > loop.LongestSilence).Select(loop => loop.Name)];

    /// <summary>The loop moves.</summary>
    /// <param name="longestSilence">By when its next sign is due.</param>
    public void Sign(string loop, TimeSpan longestSilence) => _loops.AddOrUpdate(
        loop, name => new LoopState(name, time.GetTimestamp(), longestSilence, 0, null), (_, state) => state with { LastSign = time.GetTimestamp(), LongestSilence = longestSilence });

    /// <summary>The loop's work threw and is begun again.</summary>
    public void Restarted(string loop, string reason)
    {
        Metrics.LoopRestarted(loop);
        _loops[loop] = _loops[loop] with { Restarts = _loops[loop].Restarts + 1, LastFault = reason };
    }
}

/// <summary>One loop.</summary>
/// <param name="LastSign">Monotonic time stamp.</param>
/// <param name="LongestSilence">A loop that shows no sign for longer is stuck.</param>
public sealed record LoopState(string Name, long LastSign, TimeSpan LongestSilence, int Restarts, string? LastFault);
