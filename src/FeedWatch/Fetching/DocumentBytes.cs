using System.Buffers;

namespace FeedWatch.Fetching;

/// <summary>The bytes of a document. Those of a small one lie in rented memory: whoever has read it disposes it, and it is empty from then on.</summary>
public sealed class DocumentBytes : IDisposable
{
    private byte[]? _rented;

    public DocumentBytes(ReadOnlyMemory<byte> bytes) => Memory = bytes;

    /// <param name="rented">From the pool that all share.</param>
    internal DocumentBytes(byte[] rented, int length)
    {
        _rented = rented;
        Memory = rented.AsMemory(0, length);
    }

    public ReadOnlyMemory<byte> Memory { get; private set; }

    public void Dispose()
    {
        Memory = default;
        if (_rented is { } rented) ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
    }
}
