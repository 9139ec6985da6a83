using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace FeedWatch.Storage;

/// <summary>
/// Many rows handed to one statement as a table: <c>unnest</c> of one array a column on Postgres, <c>json_each</c> on SQLite.
/// Write <c>insert into t (a, b) select a, b from {rows.Table}</c> and add the parameters with <c>command.With(rows)</c>.
/// </summary>
public sealed class RowSet(bool isPostgres)
{
    private readonly List<(string Name, NpgsqlDbType Type, Array Values)> _columns = [];

    internal IReadOnlyList<(string Name, NpgsqlDbType Type, Array Values)> Columns => _columns;

    public int Count => _columns.Count == 0 ? 0 : _columns[0].Values.Length;

    public RowSet Long(string name, IEnumerable<long> values) => Add(name, NpgsqlDbType.Bigint, values.ToArray());

    public RowSet Long(string name, IEnumerable<long?> values) => Add(name, NpgsqlDbType.Bigint, values.ToArray());

    public RowSet Integer(string name, IEnumerable<int> values) => Add(name, NpgsqlDbType.Integer, values.ToArray());

    public RowSet Boolean(string name, IEnumerable<bool> values) => Add(name, NpgsqlDbType.Boolean, values.ToArray());

    public RowSet Text(string name, IEnumerable<string?> values) => Add(name, NpgsqlDbType.Text, values.ToArray());

    public RowSet Bytes(string name, IEnumerable<byte[]?> values) => Add(name, NpgsqlDbType.Bytea, values.ToArray());

    /// <summary>As the bytes that the database has of them.</summary>
    public RowSet Keys(string name, IEnumerable<UInt128> values) => Bytes(name, values.Select(ItemKeys.ToBytes));

    /// <remarks>Postgres's driver takes no other offset than that of UTC.</remarks>
    public RowSet Moment(string name, IEnumerable<DateTimeOffset?> values) => Add(name, NpgsqlDbType.TimestampTz, values.Select(moment => moment?.ToUniversalTime()).ToArray());

    /// <summary>The rows as a table expression called <c>r</c>, with the columns by their names.</summary>
    public string Table
    {
        get
        {
            if (isPostgres)
            {
                var arrays = string.Join(", ", _columns.Select((_, i) => $"@r{i}"));
                return $"unnest({arrays}) as r({string.Join(", ", _columns.Select(column => column.Name))})";
            }

            var fields = _columns.Select((column, i) => column.Type == NpgsqlDbType.Bytea
                ? $"unhex(value ->> {i}) as {column.Name}"
                : $"value ->> {i} as {column.Name}");
            return $"(select {string.Join(", ", fields)} from json_each(@r)) as r";
        }
    }

    /// <summary>Adds the parameters for the table in <see cref="Table"/>.</summary>
    internal void AddTo(DbCommand command)
    {
        if (!isPostgres)
        {
            command.With("@r", Json());
            return;
        }

        for (var i = 0; i < _columns.Count; i++)
        {
            var (_, type, values) = _columns[i];
            command.Parameters.Add(new NpgsqlParameter($"@r{i}", NpgsqlDbType.Array | type) { Value = values });
        }
    }

    private RowSet Add(string name, NpgsqlDbType type, Array values)
    {
        _columns.Add((name, type, values));
        return this;
    }

    private string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            for (var row = 0; row < Count; row++)
            {
                json.WriteStartArray();
                foreach (var (_, _, values) in _columns)
                {
                    WriteValue(json, values, row);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, Array values, int row)
    {
        switch (values)
        {
            case long[] longs: json.WriteNumberValue(longs[row]); break;
            case int[] integers: json.WriteNumberValue(integers[row]); break;
            case bool[] booleans: json.WriteNumberValue(booleans[row] ? 1 : 0); break;
            case string?[] texts when texts[row] is { } text: json.WriteStringValue(text); break;
            case byte[]?[] blobs when blobs[row] is { } blob: json.WriteStringValue(Convert.ToHexString(blob)); break;
            case long?[] longs when longs[row] is { } number: json.WriteNumberValue(number); break;
            case DateTimeOffset?[] moments when moments[row] is { } moment: json.WriteNumberValue(moment.ToUnixTimeMilliseconds()); break;
            default: json.WriteNullValue(); break;
        }
    }
}
