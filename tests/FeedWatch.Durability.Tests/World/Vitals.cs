using FeedWatch.Durability.Tests.Processes;

namespace FeedWatch.Durability.Tests.World;

/// <summary>Memory, handles and threads of a process over time: they may be many, but must not become more and more.</summary>
public sealed class Vitals
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Samples before a trend can be told from chance.</summary>
    private const int Enough = 120;

    /// <summary>
    /// The same for memory, some twenty minutes of trouble: as long as a heap was hardly ever collected whole, it grows by the garbage in it,
    /// and by what is remembered of the first stories.
    /// </summary>
    private const int EnoughOfMemory = 300;

    private readonly List<long> _memory = [];
    private readonly List<long> _handles = [];
    private readonly List<long> _threads = [];

    public void Sample(FeedWatchProcess process)
    {
        if (process.OwnMemory is > 0 and var memory)
        {
            Add(memory, process.Handles, process.Threads);
        }
    }

    /// <param name="memory">In bytes.</param>
    public void Add(long memory, long handles, long threads)
    {
        _memory.Add(memory / Mebibyte);
        _handles.Add(handles);
        _threads.Add(threads);
    }

    public override string ToString() => _memory.Count < 3 ? "too few samples" :
        $"memory {Trend(_memory)} MiB ({_memory.Max()} at most), handles {Trend(_handles)}, threads {Trend(_threads)}: median of each third of {_memory.Count} samples"
            + (_memory.Count < Enough ? ", too few to judge growth" : _memory.Count < EnoughOfMemory ? ", too few to judge growth of memory" : "");

    /// <summary>What grew from the second to the last third of the time; the first is for warming up.</summary>
    public IEnumerable<string> Faults() => new[]
    {
        Growth("memory in MiB", _memory, EnoughOfMemory, spare: 8), Growth("handles", _handles, Enough, spare: 20), Growth("threads", _threads, Enough, spare: 8),
    }.OfType<string>();

    private static string? Growth(string what, List<long> samples, int enough, long spare)
    {
        if (samples.Count < enough)
        {
            return null;
        }

        var (before, after) = (Median(Third(samples, 1)), Median(Third(samples, 2)));
        return after > before * 1.1 + spare ? $"{what} grew from {before} to {after}" : null;
    }

    private static string Trend(List<long> samples) => string.Join(" → ", Enumerable.Range(0, 3).Select(third => Median(Third(samples, third))));

    private static List<long> Third(List<long> samples, int third) => samples.GetRange(samples.Count * third / 3, (samples.Count * (third + 1) / 3) - (samples.Count * third / 3));

    private static long Median(List<long> samples) => samples.Order().ElementAt(samples.Count / 2);
}
