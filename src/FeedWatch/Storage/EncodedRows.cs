using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace FeedWatch.Storage;

/// <summary>
/// Rows as they go into a table, made without the database: in the binary format of <c>COPY</c> (PostgreSQL documentation, COPY, "Binary
/// Format"). A row is the number of its fields, a field its length (-1 for null) and its bytes, big-endian. SQLite gets the same bytes bound to a prepared statement.
/// The drivers' own ways ask for the type of every value anew, which costs more than writing it.
/// </summary>
/// <param name="isPostgres">Whether Postgres takes them, or SQLite.</param>
/// <param name="guess">How many bytes they are likely to take.</param>
internal sealed class EncodedRows(bool isPostgres, int guess = 0) : IDisposable
{
    private const int FirstSize = 4 * 1024;

    /// <summary>Of its own: the one that all share keeps what a flood of news took, for long after it; this one can be trimmed.</summary>
    private static ArrayPool<byte> _pool = NewPool();
    private const int FieldCountSize = sizeof(short);
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<int> _starts = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Begins a row of so many fields, which follow in the order of the columns.</summary>
    public void Begin(int fields)
    {
        _starts.Add(_length);
        BinaryPrimitives.WriteInt16BigEndian(Take(FieldCountSize), (short)fields);
    }

    public void Null() => Length(-1);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Integer(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), value);

    public void Boolean(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Bytes(byte[]? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        value.CopyTo(Field(value.Length));
    }

    public void Key(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Field(ItemKeys.Size), value);

    /// <summary>UTF-8.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var room = Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        _length += sizeof(int) + length;
    }

    /// <summary>Microseconds since 2000 on Postgres, milliseconds since 1970 on SQLite.</summary>
    public void Moment(DateTimeOffset? value)
    {
        if (value is not { } moment)
        {
            Null();
            return;
        }

        Long(isPostgres ? (moment - Epoch).Ticks / TimeSpan.TicksPerMicrosecond : moment.ToUnixTimeMilliseconds());
    }

    /// <summary>Sets the first field of a row, a <see cref="Long"/> that was not known when the row was made.</summary>
    public void SetFirst(int row, long value) => BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_starts[row] + FieldCountSize + sizeof(int)), value);

    /// <summary>Leaves a row out; those behind it move up.</summary>
    public void Remove(int row)
    {
        var start = _starts[row];
        var size = (row + 1 < _starts.Count ? _starts[row + 1] : _length) - start;
        _bytes.AsSpan(start + size, _length - start - size).CopyTo(_bytes.AsSpan(start));
        _length -= size;
        _starts.RemoveAt(row);
        for (var later = row; later < _starts.Count; later++)
        {
            _starts[later] -= size;
        }
    }

    /// <summary>Writes the rows of all <paramref name="parts"/> into the columns of a table, without a look at what is there.</summary>
    public static async Task InsertAsync(
        DbTransaction transaction, string table, IReadOnlyList<(string Name, NpgsqlDbType Type)> columns, IReadOnlyList<EncodedRows> parts, CancellationToken cancellation)
    {
        CrashPoints.Reach("transaction.statement");
        var names = string.Join(", ", columns.Select(column => column.Name));
        if (transaction.Connection is not NpgsqlConnection postgres)
        {
            Insert((SqliteConnection)transaction.Connection!, $"insert into {table} ({names}) values ({string.Join(", ", columns.Select(_ => "?"))})", columns, parts);
            return;
        }

        await using var stream = await postgres.BeginRawBinaryCopyAsync($"copy {table} ({names}) from stdin (format binary)", cancellation);
        await stream.WriteAsync(Header, cancellation);
        foreach (var part in parts)
        {
            await stream.WriteAsync(part._bytes.AsMemory(0, part._length), cancellation);
        }

        await stream.WriteAsync(Trailer, cancellation);
    }

    /// <summary>Keeps no memory for further rows.</summary>
    public static void Trim() => _pool = NewPool();

    public void Dispose()
    {
        Free();
        (_bytes, _length) = ([], 0);
        _starts.Clear();
    }

    /// <exception cref="SqliteException">The database takes nothing.</exception>
    private static void Insert(SqliteConnection connection, string sql, IReadOnlyList<(string Name, NpgsqlDbType Type)> columns, IReadOnlyList<EncodedRows> parts)
    {
        var database = connection.Handle;
        Check(raw.sqlite3_prepare_v2(database, sql, out var statement), database);
        using (statement)
        {
            foreach (var part in parts)
            {
                ReadOnlySpan<byte> rest = part._bytes.AsSpan(0, part._length);
                while (!rest.IsEmpty)
                {
                    rest = Bind(database, statement, columns, rest[FieldCountSize..]);
                    Check(raw.sqlite3_step(statement), database);
                    raw.sqlite3_reset(statement);
                }
            }
        }
    }

    /// <returns>What follows the row.</returns>
    private static ReadOnlySpan<byte> Bind(sqlite3? database, sqlite3_stmt statement, IReadOnlyList<(string Name, NpgsqlDbType Type)> columns, ReadOnlySpan<byte> row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(row);
            row = row[sizeof(int)..];
            if (length < 0)
            {
                Check(raw.sqlite3_bind_null(statement, i + 1), database);
                continue;
            }

            var field = row[..length];
            row = row[length..];
            // What cannot be bound would leave the value of the row before in its place.
            Check(
                columns[i].Type switch
                {
                    NpgsqlDbType.Text => raw.sqlite3_bind_text(statement, i + 1, field),
                    NpgsqlDbType.Bytea => raw.sqlite3_bind_blob(statement, i + 1, field),
                    NpgsqlDbType.Integer => raw.sqlite3_bind_int64(statement, i + 1, BinaryPrimitives.ReadInt32BigEndian(field)),
                    NpgsqlDbType.Boolean => raw.sqlite3_bind_int64(statement, i + 1, field[0]),
                    _ => raw.sqlite3_bind_int64(statement, i + 1, BinaryPrimitives.ReadInt64BigEndian(field)),
                },
                database);
        }

        return row;
    }

    /// <remarks>An insert has no rows to give: it is done, or it failed.</remarks>
    private static void Check(int code, sqlite3? database)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }
    }

    private static ArrayPool<byte> NewPool() => ArrayPool<byte>.Create(maxArrayLength: 128 * 1024, maxArraysPerBucket: 256);

    private void Length(int length) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), length);

    private Span<byte> Field(int length)
    {
        Length(length);
        return Take(length);
    }

    private Span<byte> Take(int size)
    {
        var span = Room(size)[..size];
        _length += size;
        return span;
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
        {
            var larger = _pool.Rent(Math.Max(Math.Max(FirstSize, guess), Math.Max(_bytes.Length * 2, _length + size)));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            Free();
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }

    private void Free()
    {
        if (_bytes.Length > 0)
        {
            _pool.Return(_bytes);
        }
    }
}
