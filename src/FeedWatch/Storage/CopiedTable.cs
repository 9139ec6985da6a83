using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace FeedWatch.Storage;

/// <summary>A table that <see cref="DatabaseCopy"/> copies: its columns by name and type, and how its rows are read and written.</summary>
internal sealed class CopiedTable
{
    /// <summary>What refers comes after what it refers to. Not among them: <c>replica</c>, which is about processes that run now, and <c>secret</c>, which every database has.</summary>
    private static readonly string[] InOrder =
        ["feed", "listing", "broken_document", "item", "seen", "unlisted", "story", "version", "hit", "outbox", "alert", "send_log", "notice", "mute"];

    private readonly IReadOnlyList<(string Name, Type Type)> _columns;
    private readonly IReadOnlyList<string> _key;

    private CopiedTable(string name, IReadOnlyList<(string, Type)> columns, IReadOnlyList<string> key)
    {
        Name = name;
        _columns = columns;
        _key = key;
    }

    public string Name { get; }

    /// <summary>Numbers its rows itself.</summary>
    public bool HasId => _key is ["id"];

    private string Columns => string.Join(", ", _columns.Select(column => column.Name));

    /// <summary>The tables, in the order in which they can be filled.</summary>
    public static IReadOnlyList<CopiedTable> All(Database database)
    {
        using var context = database.Read();
        var entities = context.Model.GetEntityTypes().ToDictionary(entity => entity.GetTableName()!);
        return [.. InOrder.Select(name => new CopiedTable(
            name,
            [.. entities[name].GetProperties().Select(property => (property.GetColumnName(), Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType))],
            [.. entities[name].FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())]))];
    }

    public Task<long> CountAsync(DbTransaction transaction, CancellationToken cancellation) => transaction.NumberAsync($"select count(*) from {Name}", cancellation);

    /// <summary>All rows behind the first <paramref name="skip"/>, in the order of the key.</summary>
    public DbCommand Select(DbTransaction transaction, long skip) =>
        transaction.Command($"select {Columns} from {Name} order by {string.Join(", ", _key)} limit {long.MaxValue} offset {skip}");

    /// <summary>The row that <paramref name="reader"/> stands on, as plain values; null for null.</summary>
    public object?[] Read(Database source, DbDataReader reader)
    {
        var row = new object?[_columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : Value(source, reader, i);
        }

        return row;
    }

    public async Task WriteAsync(Database target, DbTransaction transaction, List<object?[]> rows, CancellationToken cancellation)
    {
        using var encoded = new EncodedRows(target.IsPostgres);
        foreach (var row in rows)
        {
            encoded.Begin(row.Length);
            foreach (var value in row)
            {
                Encode(encoded, value);
            }
        }

        await EncodedRows.InsertAsync(transaction, Name, [.. _columns.Select(column => (column.Name, PostgresType(column.Type)))], [encoded], cancellation);
    }

    private static void Encode(EncodedRows rows, object? value)
    {
        switch (value)
        {
            case DateTimeOffset moment: rows.Moment(moment); break;
            case long number: rows.Long(number); break;
            case int number: rows.Integer(number); break;
            case bool yes: rows.Boolean(yes); break;
            case byte[] bytes: rows.Bytes(bytes); break;
            default: rows.Text((string?)value); break;
        }
    }

    private object? Value(Database source, DbDataReader reader, int column) => _columns[column].Type switch
    {
        var type when type == typeof(DateTimeOffset) => source.Sql.Moment(reader, column),
        var type when type == typeof(long) => reader.GetInt64(column),
        var type when type == typeof(int) => reader.GetInt32(column),
        var type when type == typeof(bool) => reader.GetBoolean(column),
        var type when type == typeof(byte[]) => reader.GetFieldValue<byte[]>(column),
        _ => reader.GetString(column),
    };

    private static NpgsqlDbType PostgresType(Type type) =>
        type == typeof(DateTimeOffset) ? NpgsqlDbType.TimestampTz
        : type == typeof(long) ? NpgsqlDbType.Bigint
        : type == typeof(int) ? NpgsqlDbType.Integer
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(byte[]) ? NpgsqlDbType.Bytea
        : NpgsqlDbType.Text;
}
