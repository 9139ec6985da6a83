namespace FeedWatch.Durability.Tests.World;

public sealed class VitalsTests
{
    private const int Samples = 300;
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void What_becomes_more_and_more_is_named()
    {
        var vitals = Of(Samples, sample => (100 + (sample / 2), 200 + (sample / 2), 20 + (sample / 5)));

        Assert.Equal(["memory in MiB grew from 175 to 225", "handles grew from 275 to 325", "threads grew from 50 to 70"], vitals.Faults());
    }

    [Fact]
    public void What_goes_up_and_down_is_no_growth() =>
        Assert.Empty(Of(Samples, sample => (100 + (sample % 50), 200 + (sample % 50), 20 + (sample % 10))).Faults());

    [Fact]
    public void What_grows_at_the_start_alone_is_no_growth() =>
        Assert.Empty(Of(Samples, sample => (100 + Math.Min(sample, 90), 200 + Math.Min(sample, 90), 20 + Math.Min(sample, 90))).Faults());

    [Fact]
    public void A_short_time_tells_nothing_and_says_so()
    {
        var vitals = Of(119, sample => (100 * (1 + sample), 200 * (1 + sample), 20 * (1 + sample)));

        Assert.Empty(vitals.Faults());
        Assert.EndsWith("119 samples, too few to judge growth", vitals.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_judged_over_a_longer_time_than_the_rest()
    {
        var vitals = Of(Samples - 1, sample => (100 + sample, 200 + sample, 20 + sample));

        Assert.Equal(["handles", "threads"], vitals.Faults().Select(fault => fault.Split(' ')[0]));
        Assert.EndsWith("too few to judge growth of memory", vitals.ToString(), StringComparison.Ordinal);
    }

    /// <param name="vitals">Mebibytes, handles and threads by number of the sample.</param>
    private static Vitals Of(int samples, Func<int, (long Memory, long Handles, long Threads)> vitals)
    {
        var sampled = new Vitals();
        for (var sample = 0; sample < samples; sample++)
        {
            var (memory, handles, threads) = vitals(sample);
            sampled.Add(memory * Mebibyte, handles, threads);
        }

        return sampled;
    }
}
