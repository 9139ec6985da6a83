using FeedWatch.Fetching;

namespace FeedWatch.Tests.Fetching;

public sealed class ByteBudgetTests
{
    private const long Mebibyte = 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_ordinary_feed_needs_no_room()
    {
        var budget = new ByteBudget(Mebibyte);
        using var all = budget.Open();
        Assert.True(all.TryTake(Mebibyte, wanted: Mebibyte));
        using var small = budget.Open();

        Assert.True(small.TryTake(64 * 1024, wanted: Mebibyte));
    }

    [Fact]
    public async Task Who_finds_no_room_waits_until_there_is_some()
    {
        var budget = new ByteBudget(10 * Mebibyte);
        var first = budget.Open();
        Assert.True(first.TryTake(6 * Mebibyte, wanted: 6 * Mebibyte));
        using var second = budget.Open();
        Assert.False(second.TryTake(Mebibyte * 5, wanted: 7 * Mebibyte));
        var waiting = second.WaitAsync(Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        first.Dispose();

        await waiting;
        Assert.Equal(7 * Mebibyte, budget.Granted);
        Assert.True(second.TryTake(5 * Mebibyte, wanted: 0));
        second.Settle();
        Assert.Equal(5 * Mebibyte, budget.Granted);
    }

    [Fact]
    public async Task Two_that_want_more_of_a_full_budget_do_not_wait_for_each_other()
    {
        var budget = new ByteBudget(10 * Mebibyte);
        var first = budget.Open();
        var second = budget.Open();
        Assert.True(first.TryTake(5 * Mebibyte, wanted: 0));
        Assert.True(second.TryTake(5 * Mebibyte, wanted: 0));
        Assert.False(second.TryTake(5 * Mebibyte, wanted: 0));
        second.Return(5 * Mebibyte);
        var waiting = second.WaitAsync(Cancellation).AsTask();

        Assert.True(first.TryTake(5 * Mebibyte, wanted: 0)); // it came first, so it may go over

        Assert.False(waiting.IsCompleted);
        first.Dispose();
        await waiting;
        second.Dispose();
        Assert.Equal(0, budget.Granted);
    }

    [Fact]
    public async Task What_is_larger_than_all_there_is_goes_alone()
    {
        var budget = new ByteBudget(Mebibyte);
        var other = budget.Open();
        Assert.True(other.TryTake(Mebibyte / 2, wanted: 0));
        using var huge = budget.Open();
        Assert.False(huge.TryTake(20 * Mebibyte, wanted: 0));
        var waiting = huge.WaitAsync(Cancellation).AsTask();

        other.Dispose();

        await waiting;
        Assert.True(huge.TryTake(20 * Mebibyte, wanted: 0));
    }

    [Fact]
    public async Task Whoever_is_called_off_while_waiting_leaves_nothing_behind()
    {
        var budget = new ByteBudget(Mebibyte);
        var first = budget.Open();
        Assert.True(first.TryTake(Mebibyte, wanted: 0));
        using var off = new CancellationTokenSource();
        var second = budget.Open();
        Assert.False(second.TryTake(Mebibyte, wanted: 0));
        var waiting = second.WaitAsync(off.Token).AsTask();

        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        second.Dispose();
        first.Dispose();
        Assert.Equal(0, budget.Granted);
    }

    [Fact]
    public async Task Many_at_random_all_come_to_their_end()
    {
        var budget = new ByteBudget(8 * Mebibyte);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(seed => Task.Run(
            async () =>
            {
                var random = new Random(seed);
                using var share = budget.Open();
                for (var (step, taken) = (0, 0L); step < 5; step++)
                {
                    var more = random.Next(1, 3_000_000);
                    while (!share.TryTake(more, wanted: taken + more))
                    {
                        share.Return(taken);
                        taken = 0;
                        await share.WaitAsync(Cancellation);
                    }

                    taken += more;
                    await Task.Yield();
                }
            },
            Cancellation)));

        Assert.Equal(0, budget.Granted);
    }
}
