using System.Buffers;

namespace FeedWatch.Fetching;

/// <summary>Bytes of a document as they arrive. Small ones lie in rented memory, large ones in memory of their own; all of it is taken from the feed's share.</summary>
/// <param name="maximum">The largest document.</param>
/// <param name="share">Null for as much as it takes.</param>
internal sealed class DocumentBuffer(long maximum, ByteBudget.Share? share) : IDisposable
{
    /// <summary>Larger arrays are not kept for others: the pool would hold on to one a thread.</summary>
    private const int LargestRented = 1024 * 1024;

    private byte[] _bytes = [];
    private long _taken;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    private bool IsRented => _bytes.Length is > 0 and <= LargestRented;

    /// <summary>Room to write into, at least a byte.</summary>
    /// <param name="guess">How much is likely to come, in all.</param>
    /// <param name="whole">How much will come, in all, when that is known.</param>
    /// <exception cref="NoRoomException">Others have all the memory.</exception>
    public Memory<byte> Room(long guess, long? whole = null)
    {
        if (Length == _bytes.Length)
        {
            var size = (int)Math.Min(Math.Max(guess, Length * 2L), maximum + 1);
            if (share is not null && !share.TryTake(size - _taken, wanted: whole ?? maximum + size)) throw new NoRoomException();
            _taken = size;
            var larger = size <= LargestRented ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
            _bytes.AsSpan(0, Length).CopyTo(larger);
            Free();
            _bytes = larger;
        }

        return _bytes.AsMemory(Length);
    }

    /// <summary>So many bytes were written into the room.</summary>
    /// <exception cref="FetchException">It is too large.</exception>
    public void Advance(int count)
    {
        Length += count;
        if (Length > maximum) throw TooLarge(maximum);
    }

    /// <summary>The document, which lives on without this buffer; the share keeps what it weighs.</summary>
    public DocumentBytes ToDocument()
    {
        var isTight = Length >= _bytes.Length / 4 * 3;
        var document = IsRented ? new DocumentBytes(_bytes, Length) : new DocumentBytes(isTight ? Written : Written.ToArray());
        share?.Return(Math.Max(0, _taken - Length));
        _taken = 0;
        _bytes = [];
        return document;
    }

    public void Dispose()
    {
        share?.Return(_taken);
        _taken = 0;
        Free();
        _bytes = [];
    }

    public static FetchException TooLarge(long maximum) =>
        new(new FetchResult.Failed(FetchCodes.TooLarge, $"The document has more than {maximum:N0} bytes."));

    private void Free()
    {
        if (IsRented) ArrayPool<byte>.Shared.Return(_bytes);
    }
}

/// <summary>There is no memory for a document now. A server is not kept waiting with half of it sent: it is asked again when there is.</summary>
internal sealed class NoRoomException : Exception;
