using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace FeedWatch.Storage;

/// <summary>
/// Writes rows in the binary format of <c>COPY</c> (PostgreSQL documentation, COPY, "Binary Format"): a field is its length and its
/// bytes, big-endian. The driver's own importer asks the type of every value anew, which costs more than writing it.
/// </summary>
internal sealed class CopyWriter(NpgsqlRawCopyStream stream)
{
    private const int FlushAt = 64 * 1024;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + (8 * 1024));

    /// <summary>Begins the stream.</summary>
    public void Begin() => _buffer.Write(Header);

    /// <summary>Begins a row; what is gathered goes out when it is much.</summary>
    public async ValueTask BeginRowAsync(int columns, CancellationToken cancellation)
    {
        if (_buffer.WrittenCount >= FlushAt)
        {
            await FlushAsync(cancellation);
        }

        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);
    }

    /// <summary>Ends the stream and sends what is left.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        await FlushAsync(cancellation);
    }

    public void Null() => Length(-1);

    public void Long(long value)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    public void Integer(int value)
    {
        Length(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
    }

    public void Boolean(bool value)
    {
        Length(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Bytes(byte[] value)
    {
        Length(value.Length);
        _buffer.Write(value);
    }

    /// <summary>UTF-8.</summary>
    public void Text(string value)
    {
        var room = _buffer.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        _buffer.Advance(sizeof(int) + length);
    }

    /// <summary>Microseconds since 2000.</summary>
    public void Moment(DateTimeOffset value) => Long((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private void Length(int length) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);

    private Span<byte> Take(int size)
    {
        var span = _buffer.GetSpan(size)[..size];
        _buffer.Advance(size);
        return span;
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, cancellation);
        _buffer.ResetWrittenCount();
    }
}
