using FeedWatch.Storage;

namespace FeedWatch.Schedule;

/// <summary>
/// Work that is done again and again, until the service stops. It cannot end: a database that is away makes it wait, anything
/// else that is thrown is logged and counted, and the work begins again.
/// </summary>
public abstract class SupervisedLoop(string name, LoopBoard board, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _wake = new(0, 1);

    public string Name => name;

    /// <summary>Lets the loop work now instead of when its pause is over. Repeatable, never waits.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to wake anyway.
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the work once.</summary>
    /// <returns>How long to pause.</returns>
    protected abstract Task<TimeSpan> WorkAsync(CancellationToken stopping);

    /// <summary>True while the work of this loop moves, so that long work is not taken for a stuck loop.</summary>
    protected virtual bool Progresses => true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the host starts the others meanwhile
        var databaseWait = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            board.Sign(name);
            TimeSpan pause;
            try
            {
                pause = await SignWhileAsync(WorkAsync(stoppingToken), stoppingToken);
                databaseWait = TimeSpan.FromSeconds(1);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault))
            {
                log.LogWarning("{Loop} waits for the database: {Reason}", name, DatabaseFault.Sentence(fault));
                pause = databaseWait;
                databaseWait = databaseWait * 2 < LongestWait ? databaseWait * 2 : LongestWait;
            }
            catch (Exception fault)
            {
                // A unit of isolation: the loop. Whatever its work threw, the loop goes on.
                log.LogError(fault, "{Loop} failed and begins again", name);
                board.Restarted(name, fault.GetType().Name);
                pause = AfterFault;
            }

            await PauseAsync(pause < LongestWait ? pause : LongestWait, stoppingToken);
        }
    }

    private async Task<TimeSpan> SignWhileAsync(Task<TimeSpan> work, CancellationToken stopping)
    {
        while (await Task.WhenAny(work, Task.Delay(SignEvery, time, stopping)) != work && !stopping.IsCancellationRequested)
        {
            if (Progresses)
            {
                board.Sign(name);
            }
        }

        return await work;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (pause > TimeSpan.Zero)
        {
            await Task.WhenAny(_wake.WaitAsync(over.Token), Task.Delay(pause, time, over.Token));
            await over.CancelAsync();
        }
    }
}
