namespace FeedWatch.Pipeline;

/// <summary>What a visit holds of the round's bounds: a place among those claimed and a slot to fetch in, or, when it is slow, one of the places for slow ones.</summary>
/// <param name="waiting">Places of those that are claimed; the visit has one already.</param>
internal sealed class VisitLane(SemaphoreSlim waiting, SemaphoreSlim slots, SemaphoreSlim slow)
{
    private bool _hasSlot;
    private bool _isSlow;

    public async Task EnterAsync(CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        _hasSlot = true;
    }

    /// <summary>Gives its place to others, as long as there are not too many slow ones.</summary>
    /// <returns>Whether it did, now or before.</returns>
    public bool MakeWay()
    {
        if (!_isSlow && slow.Wait(0))
        {
            LeaveFastLane();
            _isSlow = true;
        }

        return _isSlow;
    }

    public void Leave()
    {
        if (_isSlow)
        {
            slow.Release();
        }
        else
        {
            LeaveFastLane();
        }
    }

    private void LeaveFastLane()
    {
        if (_hasSlot)
        {
            slots.Release();
            _hasSlot = false;
        }

        waiting.Release();
    }
}
