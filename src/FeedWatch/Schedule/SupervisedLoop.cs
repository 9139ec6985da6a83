using FeedWatch.Storage;

namespace FeedWatch.Schedule;

/// <summary>
/// Work that is done again and again, until the service stops. It cannot end: a database that is away makes it wait, anything
/// else that is thrown is logged and counted, and the work begins again. Work that does not end shows that it moves by reporting
/// progress; when it falls silent the loop counts as stuck, and only a restart of the process helps.
/// </summary>
public abstract class SupervisedLoop(string name, LoopBoard board, TimeProvider time, ILogger log) : BackgroundService, IProgress<int>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

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

    /// <summary>The longest time that sound work may take from one sign of progress to the next.</summary>
    protected virtual TimeSpan LongestSilence => TimeSpan.FromMinutes(5);

    /// <summary>The work moves.</summary>
    public void Report(int value) => board.Sign(name, LongestSilence);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the host starts the others meanwhile
        var databaseWait = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            Report(0);
            TimeSpan pause;
            try
            {
                pause = await WorkAsync(stoppingToken);
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
