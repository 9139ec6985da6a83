using System.Data.Common;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class RowSetTests
{
    /// <summary>More than goes out in one piece.</summary>
    private const int Rows = 3_000;

    private static readonly DateTimeOffset Start = new(1969, 7, 20, 20, 17, 40, 125, TimeSpan.FromHours(-4));

    [Theory, ClassData(typeof(TestDatabases))]
    public Task Rows_handed_to_a_statement_come_back_as_they_went_in(string kind) => ComeBackAsync(
        kind,
        (rows, transaction) => transaction.Command(
            $"insert into kinds (id, maybe, small, yes, text, bytes, at) select id, maybe, small, yes, text, bytes, at from {rows.Table} where true").With(rows).ExecuteNonQueryAsync());

    [Theory, ClassData(typeof(TestDatabases))]
    public Task Encoded_rows_come_back_as_they_went_in(string kind) =>
        ComeBackAsync(kind, (rows, transaction) => rows.InsertAsync(transaction, "kinds", TestContext.Current.CancellationToken));

    /// <summary>Values of every kind, and none.</summary>
    private static async Task ComeBackAsync(string kind, Func<RowSet, DbTransaction, Task> insertAsync)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(kind);
        var sql = test.Database.Sql;
        var numbers = Enumerable.Range(0, Rows).ToList();
        await test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.Command(test.Database.IsPostgres
                    ? "create temporary table kinds (id bigint, maybe bigint, small integer, yes boolean, text text, bytes bytea, at timestamptz)"
                    : "create temporary table kinds (id integer, maybe integer, small integer, yes integer, text text, bytes blob, at integer)").ExecuteNonQueryAsync(cancellation);
                var sent = sql.Rows()
                    .Long("id", numbers.Select(Id))
                    .Long("maybe", numbers.Select(Maybe))
                    .Integer("small", numbers)
                    .Boolean("yes", numbers.Select(number => number % 2 == 0))
                    .Text("text", numbers.Select(Text))
                    .Bytes("bytes", numbers.Select(Bytes))
                    .Moment("at", numbers.Select(At));
                await insertAsync(sent, transaction);

                var rows = await transaction.Command("select id, maybe, small, yes, text, bytes, at from kinds order by id").ListAsync(
                    row => (row.GetInt64(0), row.IsDBNull(1) ? null : (long?)row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3), row.Text(4), row.Bytes(5), sql.Moment(row, 6)),
                    cancellation);

                Assert.Equal(Rows, rows.Count);
                foreach (var ((id, maybe, small, yes, text, bytes, at), number) in rows.Zip(numbers))
                {
                    Assert.Equal((Id(number), Maybe(number), number, number % 2 == 0, Text(number), At(number)), (id, maybe, small, yes, text, at));
                    Assert.Equal(Bytes(number), bytes);
                }
            },
            cancellation);
    }

    private static long Id(int number) => number - 1_000L + (number * 1_000_000_000L);

    private static long? Maybe(int number) => number % 3 == 0 ? null : -number;

    private static string? Text(int number) => (number % 5) switch
    {
        0 => null,
        1 => "",
        2 => "나토는 협의체를",
        3 => "\U0001F6A2 \t\n\\ \"quoted\" " + new string('x', number % 700),
        _ => "plain",
    };

    private static byte[]? Bytes(int number) => number % 7 == 0 ? null : [.. Enumerable.Range(0, number % 40).Select(at => (byte)(at * 7))];

    private static DateTimeOffset? At(int number) => number % 4 == 0 ? null : Start.AddHours(number * 100L);
}
