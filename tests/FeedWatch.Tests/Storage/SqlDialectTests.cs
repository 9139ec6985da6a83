using System.Data.Common;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Storage;

public sealed class SqlDialectTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Statements_sent_together_run_in_their_order_each_with_its_own_values(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        var outlets = await test.Database.WriteAsync(
            async transaction =>
            {
                await new[] { Insert(transaction, test, "post", "herald"), Rename(transaction, "post", "times"), Insert(transaction, test, "post") }.ExecuteTogetherAsync(Cancellation);
                return await transaction.Command("select outlet from story order by id").ListAsync(row => row.GetString(0), Cancellation);
            },
            Cancellation);

        Assert.Equal(["times", "herald", "post"], outlets);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Of_statements_sent_together_none_counts_when_one_fails(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        await Assert.ThrowsAnyAsync<DbException>(() => test.Database.WriteAsync(
            transaction => new[] { Insert(transaction, test, "post"), transaction.Command("insert into story (id) values (1)") }.ExecuteTogetherAsync(Cancellation), Cancellation));

        Assert.Equal(0, await test.Database.WriteAsync(transaction => transaction.NumberAsync("select count(*) from story", Cancellation), Cancellation));
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Sending_no_statement_asks_nobody(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        await test.Database.WriteAsync(_ => Array.Empty<DbCommand>().ExecuteTogetherAsync(Cancellation), Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DbCommand Insert(DbTransaction transaction, TestDatabase test, params string[] outlets)
    {
        var rows = test.Database.Sql.Rows().Text("outlet", outlets).Moment("at", outlets.Select(_ => (DateTimeOffset?)DateTimeOffset.UnixEpoch));
        return transaction.Command($"insert into story (outlet, created_at, changed_at) select outlet, at, at from {rows.Table}").With(rows);
    }

    private static DbCommand Rename(DbTransaction transaction, string from, string to) =>
        transaction.Command("update story set outlet = @to where outlet = @from").With("@from", from).With("@to", to);
}
