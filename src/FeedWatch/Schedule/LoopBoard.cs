using System.Collections.Concurrent;

namespace FeedWatch.Schedule;

/// <summary>How the loops are doing, for health checks and the page. A loop that shows no sign of life is stuck.</summary>
public sealed class LoopBoard(TimeProvider time)
{
    /// <summary>A loop shows a sign of life at least this often, however long its work takes.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, LoopState> _loops = new(StringComparer.Ordinal);

    public IReadOnlyCollection<LoopState> Loops => [.. _loops.Values.OrderBy(loop => loop.Name, StringComparer.Ordinal)];

    /// <summary>The loops that are stuck.</summary>
    public IReadOnlyList<string> Stuck => [.. _loops.Values.Where(loop => time.GetElapsedTime(loop.LastSign) > LongestSilence).Select(loop => loop.Name)];

    /// <summary>The loop lives.</summary>
    public void Sign(string loop) => _loops.AddOrUpdate(loop, name => new LoopState(name, time.GetTimestamp(), 0, null), (_, state) => state with { LastSign = time.GetTimestamp() });

    /// <summary>The loop's work threw and is begun again.</summary>
    public void Restarted(string loop, string reason)
    {
        Metrics.LoopRestarted(loop);
        _loops.AddOrUpdate(loop, name => new LoopState(name, time.GetTimestamp(), 1, reason), (_, state) => state with { Restarts = state.Restarts + 1, LastFault = reason });
    }
}

/// <summary>One loop.</summary>
/// <param name="LastSign">Monotonic time stamp.</param>
public sealed record LoopState(string Name, long LastSign, int Restarts, string? LastFault);
