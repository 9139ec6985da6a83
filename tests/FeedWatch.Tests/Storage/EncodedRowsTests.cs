using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using NpgsqlTypes;

namespace FeedWatch.Tests.Storage;

/// <summary>What every kind of value looks like afterwards is in <see cref="RowSetTests"/>.</summary>
public sealed class EncodedRowsTests
{
    private static readonly (string, NpgsqlDbType)[] Columns = [("id", NpgsqlDbType.Bigint), ("name", NpgsqlDbType.Text), ("bytes", NpgsqlDbType.Bytea)];

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Parts_go_in_one_after_the_other_with_the_numbers_that_were_set_last(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(kind);
        using var first = Part(test, "one", "", null);
        using var none = Part(test);
        using var second = Part(test, new string('ä', 40_000));
        first.SetFirst(0, 7);
        first.SetFirst(2, -9);
        second.SetFirst(0, long.MaxValue);

        var rows = await test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.Command($"create temporary table parts (id bigint, name text, bytes {(test.Database.IsPostgres ? "bytea" : "blob")})").ExecuteNonQueryAsync(cancellation);
                await EncodedRows.InsertAsync(transaction, "parts", Columns, [first, none, second], cancellation);
                return await transaction.Command("select id, name, bytes from parts order by id").ListAsync(row => (row.GetInt64(0), row.Text(1), row.Bytes(2)?.Length), cancellation);
            },
            cancellation);

        Assert.Equal([(-9, null, null), (0, "", 0), (7, "one", 3), (long.MaxValue, new string('ä', 40_000), 40_000)], rows);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task What_the_table_does_not_take_is_an_error_of_the_database(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(kind);
        using var rows = Part(test, "one", null);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.Command($"create temporary table parts (id bigint, name text not null, bytes {(test.Database.IsPostgres ? "bytea" : "blob")})").ExecuteNonQueryAsync(cancellation);
                await EncodedRows.InsertAsync(transaction, "parts", Columns, [rows], cancellation);
            },
            cancellation));
    }

    /// <summary>Rows with the number 0, a name, and as many bytes as the name has letters.</summary>
    private static EncodedRows Part(TestDatabase test, params string?[] names)
    {
        var rows = new EncodedRows(test.Database.IsPostgres);
        foreach (var name in names)
        {
            rows.Begin(Columns.Length);
            rows.Long(0);
            rows.Text(name);
            rows.Bytes(name is null ? null : new byte[name.Length]);
        }

        return rows;
    }
}
