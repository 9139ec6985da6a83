using FeedWatch.Schedule;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests.Schedule;

public sealed class SupervisedLoopTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_loop_whose_work_does_not_end_and_does_not_move_is_stuck()
    {
        var board = new LoopBoard(_time);
        using var loop = new Loop(board, _time, (_, _) => new TaskCompletionSource<TimeSpan>().Task);
        await StartAsync(loop, board);

        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(board.Stuck);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["testing"], board.Stuck);
    }

    [Fact]
    public async Task Work_that_takes_long_but_moves_is_not_stuck()
    {
        var board = new LoopBoard(_time);
        using var loop = new Loop(board, _time, (_, _) => new TaskCompletionSource<TimeSpan>().Task);
        await StartAsync(loop, board);

        for (var minutes = 0; minutes < 20; minutes += 4)
        {
            _time.Advance(TimeSpan.FromMinutes(4));
            loop.Report(1);
        }

        Assert.Empty(board.Stuck);
    }

    [Fact]
    public async Task Work_that_throws_is_counted_and_begins_again()
    {
        var board = new LoopBoard(_time);
        var again = new TaskCompletionSource();
        using var loop = new Loop(board, _time, (_, run) =>
        {
            if (run == 1) throw new InvalidOperationException("a bug");
            again.TrySetResult();
            return Task.FromResult(TimeSpan.FromHours(1));
        });
        await StartAsync(loop, board);

        while (!again.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var state = Assert.Single(board.Loops);
        Assert.Equal((1, nameof(InvalidOperationException)), (state.Restarts, state.LastFault));
    }

    private static async Task StartAsync(Loop loop, LoopBoard board)
    {
        await loop.StartAsync(TestContext.Current.CancellationToken);
        while (board.Loops.Count == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Loop(LoopBoard board, TimeProvider time, Func<CancellationToken, int, Task<TimeSpan>> work)
        : SupervisedLoop("testing", board, time, NullLogger.Instance)
    {
        private int _runs;

        protected override Task<TimeSpan> WorkAsync(CancellationToken stopping) => work(stopping, ++_runs);
    }
}
