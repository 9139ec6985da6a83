namespace FeedWatch.Fetching;

/// <summary>
/// Sits between a connection and the HTTP stack and counts what comes in since the last request went out. It ends what no
/// other limit ends (interim responses without end, chunk extensions without end), and tells an answer that broke off from one that never began.
/// </summary>
internal sealed class WireStream(Stream inner, long maximum) : Stream
{
    private long _received;
    private bool _hasAsked;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure) when (_hasAsked && _received == 0)
        {
            throw new NoAnswerException(failure);
        }

        Count(read, buffer.Length);
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count(read, buffer.Length);
        return read;
    }

    private void Count(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && _hasAsked && _received == 0) throw new NoAnswerException(null);
        _received += read;
        if (_received > maximum)
            throw new FetchException(new FetchResult.Failed(FetchCodes.TooLarge, $"More than {maximum:N0} bytes came as one answer."));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Asked();
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Asked();
        inner.Write(buffer);
    }

    private void Asked()
    {
        _hasAsked = true;
        _received = 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override void Flush() => inner.Flush();
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
