namespace FeedWatch.Durability.Tests;

/// <summary>What may happen to one mail, in any order.</summary>
public enum Move
{
    Claim,
    Start,
    Deliver,
    Record,
    Release,
    Renew,
    Crash,
    LeaseEnds,
}

/// <summary>The outbox and its leases as they are meant: one mail, three replicas, each with at most one claim in hand.</summary>
public sealed class OutboxModel
{
    private enum Step
    {
        Claimed,
        Started,
        Delivered,
    }

    private readonly (long Epoch, Step Step)?[] _hands = new (long, Step)?[3];
    private long _epoch;
    private bool _isLeased;

    public bool IsSent { get; private set; }

    public int Deliveries { get; private set; }

    /// <summary>Sendings that were begun and whose answer was never recorded by the holder of the lease.</summary>
    public int Doubts { get; private set; }

    /// <summary>Whether a replica can make this move at all, by what it has in hand.</summary>
    public bool Allows(int replica, Move move) => (move, _hands[replica]?.Step) switch
    {
        (Move.Claim, null) or (Move.Start or Move.Release, Step.Claimed) or (Move.Deliver, Step.Started) or (Move.Record, Step.Delivered) => true,
        (Move.Renew or Move.Crash, not null) or (Move.LeaseEnds, _) => true,
        _ => false,
    };

    /// <summary>Makes a move that is allowed.</summary>
    /// <returns>Whether the store lets it count: a stale epoch changes nothing.</returns>
    public bool Make(int replica, Move move)
    {
        if (move == Move.LeaseEnds)
        {
            _isLeased = false;
            return true;
        }

        if (move == Move.Claim)
        {
            var isFree = !_isLeased && !IsSent;
            _hands[replica] = isFree ? (++_epoch, Step.Claimed) : null;
            _isLeased |= isFree;
            return isFree;
        }

        var (epoch, _) = _hands[replica]!.Value;
        var counts = epoch == _epoch && !IsSent;
        _hands[replica] = move switch
        {
            Move.Start when counts => (epoch, Step.Started),
            Move.Deliver => (epoch, Step.Delivered),
            Move.Renew => _hands[replica],
            _ => null,
        };
        Deliveries += move == Move.Deliver ? 1 : 0;
        Doubts += !counts ? 0 : move switch { Move.Start => 1, Move.Record => -1, _ => 0 };
        IsSent |= counts && move == Move.Record;
        _isLeased = !counts ? _isLeased : move switch { Move.Start or Move.Renew => true, Move.Record or Move.Release => false, _ => _isLeased };
        return counts;
    }
}
