namespace FeedWatch.Fetching;

/// <summary>
/// Bounds the documents that are in memory at once, from their first byte until they are stored. Whoever finds no room comes again when there
/// is some, except the one that asked first: it may go over the bound, so that there is always one that comes to its end and makes room.
/// </summary>
/// <param name="total">For all documents together.</param>
public sealed class ByteBudget(long total)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>An ordinary feed needs no permission.</summary>
    private const long Free = 64 * 1024;

    /// <summary>Reading and storing a document costs several times its bytes: they are unpacked, decoded to text, cut into items, handed to the database.</summary>
    private const long CostOfAByte = 16;

    private readonly Lock _lock = new();
    private readonly LinkedList<Share> _inOrder = [];
    private readonly long _total = total;
    private long _granted;

    /// <summary>As much as the memory that this process may use allows.</summary>
    public static ByteBudget OfThisProcess() => new(Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / CostOfAByte, 8 * Mebibyte, 128 * Mebibyte));

    /// <summary>What is granted now.</summary>
    public long Granted
    {
        get { lock (_lock) return _granted; }
    }

    /// <summary>The share of one feed; nothing is taken yet. To be disposed when its documents are no longer needed.</summary>
    public Share Open() => new(this);

    private void GrantToWaiting()
    {
        for (var place = _inOrder.First; place is not null; place = place.Next) place.Value.GrantIfWaiting();
    }

    /// <summary>What one feed holds. Only one at a time may call it.</summary>
    public sealed class Share : IDisposable
    {
        private readonly ByteBudget _budget;
        private readonly LinkedListNode<Share> _place;
        private long _granted;
        private long _taken;
        private long _wanted;
        private TaskCompletionSource? _waiting;

        internal Share(ByteBudget budget) => (_budget, _place) = (budget, new LinkedListNode<Share>(this));

        /// <summary>Takes more, if there is room.</summary>
        /// <param name="wanted">What to wait for if there is none: as much as the whole will need.</param>
        public bool TryTake(long bytes, long wanted)
        {
            lock (_budget._lock)
            {
                if (_taken + bytes > Math.Max(_granted, Free) && !TryGrant(_taken + bytes))
                {
                    _wanted = Math.Max(wanted, _taken + bytes);
                    return false;
                }

                _taken += bytes;
                return true;
            }
        }

        /// <summary>Waits for the room that was not to be had. All that was taken must have been given back.</summary>
        public async ValueTask WaitAsync(CancellationToken cancellation)
        {
            TaskCompletionSource waiting;
            lock (_budget._lock)
            {
                if (TryGrant(_wanted)) return;
                _waiting = waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await using (cancellation.UnsafeRegister(static share => ((Share)share!).GiveUp(), this).ConfigureAwait(false))
            {
                await waiting.Task.ConfigureAwait(false);
            }
        }

        /// <summary>Gives back a part of what was taken; it stays this feed's until <see cref="Settle"/>.</summary>
        public void Return(long bytes) => _taken -= bytes;

        /// <summary>Leaves to others what is granted and not taken: the document is whole.</summary>
        public void Settle()
        {
            lock (_budget._lock)
            {
                if (_granted <= _taken) return;
                _budget._granted -= _granted - _taken;
                _granted = _taken;
                _budget.GrantToWaiting();
            }
        }

        /// <summary>Gives back everything.</summary>
        public void Dispose()
        {
            lock (_budget._lock)
            {
                _budget._granted -= _granted;
                _granted = 0;
                if (_place.List is not null) _budget._inOrder.Remove(_place);
                _budget.GrantToWaiting();
            }
        }

        internal void GrantIfWaiting()
        {
            if (_waiting is { } waiting && TryGrant(_wanted))
            {
                _waiting = null;
                waiting.TrySetResult();
            }
        }

        private bool TryGrant(long all)
        {
            if (_place.List is null) _budget._inOrder.AddLast(_place);
            if (_budget._granted - _granted + all > _budget._total && _budget._inOrder.First != _place) return false;
            _budget._granted += all - _granted;
            _granted = all;
            return true;
        }

        private void GiveUp()
        {
            lock (_budget._lock)
            {
                _waiting?.TrySetCanceled();
                _waiting = null;
            }
        }
    }
}
