using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FeedWatch.Core.Topics;

namespace FeedWatch.Benchmarks;

/// <summary>Matching against a pass that only cuts the same text into words, lower-cases and hashes them.</summary>
public static class TopicBenchmarks
{
    private const int Seed = 20_250_626;

    /// <summary>
    /// Measures all rows. Both sides take turns over small portions of the items, and the best time of each portion counts: a busy
    /// machine disturbs some of them, not all.
    /// </summary>
    public static IEnumerable<BenchmarkRow> Run(TimeSpan time)
    {
        var samples = new TopicSamples(Seed);
        var topics = samples.Topics(100_000);
        var shortItems = samples.Items(2_000, 460, topics);
        var longItems = samples.Items(400, 3_000, topics);
        foreach (var count in (int[])[100, 1_000, 10_000, 100_000])
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var start = ProcessorSeconds();
            var set = TopicSet.Compile(topics[..count]);
            var seconds = ProcessorSeconds() - start;
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            var (hold, aim) = count < 100_000 ? (0.35, 0.6) : (0.12, 0.3);
            yield return Against(set, shortItems, $"match {count:N0} topics, items of 460 B", hold, aim, time);
            yield return Against(set, longItems, $"match {count:N0} topics, items of 3 kB", hold, aim, time);
            if (count < 100_000)
                continue;
            yield return Limit("compile 100,000 topics", 3, 0.5, seconds, "s");
            yield return Limit("memory of 100,000 topics, a topic", 1_500, 300, bytes / (double)count, "B");
            yield return Limit("add a topic to 100,000", 0.005, 0.0001, Best(20, i => set = set.With(topics[i] with { Id = $"new{i}", Any = [$"novel{i} word{i}"] })), "s");
            yield return Limit("remove a topic from 100,000", 0.005, 0.0001, Best(20, i => set = set.Without(i)), "s");
        }
        yield return Limit("allocation of an item without a hit", 1, 0, AllocatedWithoutHit(shortItems), "B");
    }

    /// <summary>A row for an upper limit: the limit divided by what was measured.</summary>
    private static BenchmarkRow Limit(string name, double hold, double aim, double measured, string unit) =>
        new(name, hold / Math.Max(measured, 1e-9), 1, aim == 0 ? 1 : hold / aim, string.Create(CultureInfo.InvariantCulture, $"{measured:0.######} {unit}, at most {hold} {unit}"));

    private static BenchmarkRow Against(TopicSet set, TopicItem[] items, string name, double hold, double aim, TimeSpan time)
    {
        var chunks = items.Chunk(50).ToArray();
        var floors = Enumerable.Repeat(double.MaxValue, chunks.Length).ToArray();
        var owns = Enumerable.Repeat(double.MaxValue, chunks.Length).ToArray();
        Seconds(() => items.Sum(item => set.Match(item).Count + CutAndHash(item)));
        var hits = 0;
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        do
        {
            hits = 0;
            for (var i = 0; i < chunks.Length; i++)
            {
                var chunk = chunks[i];
                floors[i] = Math.Min(floors[i], Seconds(() => chunk.Sum(CutAndHash)));
                owns[i] = Math.Min(owns[i], Seconds(() => hits += chunk.Sum(item => set.Match(item).Count)));
            }
        }
        while (Stopwatch.GetTimestamp() < until);
        var (floor, own) = (floors.Sum(), owns.Sum());
        var detail = string.Create(CultureInfo.InvariantCulture,
            $"{own / items.Length * 1e6:0.00} µs an item, cutting and hashing {floor / items.Length * 1e6:0.00} µs, {hits / (double)items.Length:0.00} hits an item");
        return new BenchmarkRow(name, floor / own, hold, aim, detail);
    }

    /// <summary>The floor: words of letters and digits, in lower case, each hashed.</summary>
    private static int CutAndHash(TopicItem item) => CutAndHash(item.Title!) ^ CutAndHash(item.Summary!);

    private static int CutAndHash(string text)
    {
        uint all = 0, hash = 2_166_136_261;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * 16_777_619;
            }
            else
            {
                all += hash;
                hash = 2_166_136_261;
            }
        }
        return (int)((all + hash) & 0xFFFF);
    }

    private static double AllocatedWithoutHit(TopicItem[] items)
    {
        var set = TopicSet.Compile([new TopicDefinition { Id = "none", Name = "none", Any = ["zzyzx NEAR/5 (qwrtp OR plmkn)", "the qwrtp"] }]);
        foreach (var item in items)
            set.Match(item);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var item in items)
            set.Match(item);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)items.Length;
    }

    private static double Best(int times, Action<int> work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var number = i;
            best = Math.Min(best, Seconds(() =>
            {
                work(number);
                return 0;
            }));
        }
        return best;
    }

    private static double Seconds(Func<int> work)
    {
        var start = ProcessorSeconds();
        GC.KeepAlive(work());
        return ProcessorSeconds() - start;
    }

    /// <summary>The processor time of this thread where the system tells it, so that other programs do not count.</summary>
    private static double ProcessorSeconds()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(ThreadProcessorTime, out var time) == 0)
            return time.Seconds + time.Nanoseconds * 1e-9;
        return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
    }

    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);
}
