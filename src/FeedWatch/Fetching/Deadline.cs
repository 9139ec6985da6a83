namespace FeedWatch.Fetching;

/// <summary>
/// The time one fetch has from its first to its last byte, whatever comes in between, and a shorter one for silence inside
/// the body. Runs on a monotonic clock.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _total;
    private readonly long _start;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private TimeSpan _excused;

    public Deadline(TimeSpan total, TimeProvider time, CancellationToken caller)
    {
        _time = time;
        _total = total;
        _start = time.GetTimestamp();
        _caller = caller;
        _source = new CancellationTokenSource(total, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start) - _excused;

    /// <summary>Time is up, and it was not the caller who called it off.</summary>
    public bool IsOver => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>The time that is up, or will be next, is all of it, not one step's.</summary>
    public bool IsTotal { get; private set; } = true;

    /// <summary>Gives the next step this long, and never more than what is left.</summary>
    public void Allow(TimeSpan step)
    {
        var left = _total - Elapsed;
        IsTotal = left <= step;
        _source.CancelAfter(left <= TimeSpan.Zero ? TimeSpan.Zero : IsTotal ? left : step);
    }

    /// <summary>Waits for memory. That does not count: it is not the server that takes this time.</summary>
    public async ValueTask ExcuseAsync(ByteBudget.Share share)
    {
        var since = _time.GetTimestamp();
        _source.CancelAfter(Timeout.InfiniteTimeSpan);
        await share.WaitAsync(_caller).ConfigureAwait(false);
        _excused += _time.GetElapsedTime(since);
        Allow(_total);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
