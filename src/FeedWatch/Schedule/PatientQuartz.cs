using Quartz;

namespace FeedWatch.Schedule;

/// <summary>
/// Starts Quartz beside the service instead of before it: with its jobs in a database that is away, the start fails, and that must
/// not end the program. The loops wake by themselves meanwhile, only less punctually. Nor does the end of the program wait for
/// it: without its database Quartz would never come to its own.
/// </summary>
public sealed class PatientQuartz(QuartzHostedService quartz, TimeProvider time, ILogger<PatientQuartz> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StopQuartzAsync(cancellationToken).WaitAsync(Goodbye, time, cancellationToken);
        }
        catch (Exception fault)
        {
            // What it leaves in its tables is for the other replicas, or the next start, to put in order.
            log.LogInformation("The scheduler is left as it is: {Reason}", fault.Message);
        }
    }

    private async Task StopQuartzAsync(CancellationToken cancellation)
    {
        await base.StopAsync(cancellation);
        await quartz.StopAsync(cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await quartz.StartAsync(stoppingToken);
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whatever kept the scheduler from starting, the loops do the work.
                log.LogWarning("The scheduler could not start and is tried again: {Reason}", fault.Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
