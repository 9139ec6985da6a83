using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FeedWatch.Tests.Storage;

public sealed class DatabaseTests
{
    [Fact]
    public async Task A_transaction_that_nobody_goes_on_with_is_ended_by_the_server()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabases.Postgres);

        var limit = await test.Database.WriteAsync(
            async transaction => (string?)await transaction.Command("show idle_in_transaction_session_timeout").ExecuteScalarAsync(), TestContext.Current.CancellationToken);

        Assert.Equal("1min", limit);
    }

    [Fact]
    public async Task Large_sorts_need_no_place_for_temporary_files()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabases.Sqlite);
        const string question = "pragma temp_store";
        await using var connection = await test.Database.ConnectAsync(TestContext.Current.CancellationToken);
        await using var context = test.Database.Read();
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2L, await context.Database.GetDbConnection().Command(question).ExecuteScalarAsync(TestContext.Current.CancellationToken)); // memory
        Assert.Equal(2L, await connection.Command(question).ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    public async Task A_conflict_with_another_transaction_repeats_the_whole_unit(string state)
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabases.Postgres);
        var attempts = 0;

        var result = await test.Database.WriteAsync(
            async transaction =>
            {
                if (++attempts < 4)
                {
                    await transaction.Command($"do $$ begin raise exception 'made up' using errcode = '{state}'; end $$").ExecuteNonQueryAsync();
                }

                return attempts;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(4, result);
    }

    [Fact]
    public async Task A_conflict_that_never_ends_is_reported_after_five_attempts()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabases.Postgres);
        var attempts = 0;

        await Assert.ThrowsAsync<PostgresException>(() => test.Database.WriteAsync(
            async transaction =>
            {
                attempts++;
                await transaction.Command("do $$ begin raise exception 'made up' using errcode = '40001'; end $$").ExecuteNonQueryAsync();
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(5, attempts);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Many_who_write_at_once_share_few_connections(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => test.Database.WriteAsync(
            transaction => transaction.Command("insert into mute (recipient, watchlist, at) values (@name, 'w', @at)")
                .With("@name", $"{number}").With("@at", test.Database.Sql.Moment(DateTimeOffset.UnixEpoch)).ExecuteNonQueryAsync(),
            CancellationToken.None)));

        Assert.Equal(60, await test.Database.WriteAsync(
            async transaction => Convert.ToInt32(await transaction.Command("select count(*) from mute").ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture),
            CancellationToken.None));
    }

    [Theory]
    [InlineData("Host=db", GssEncryptionMode.Disable)]
    [InlineData("Host=db;GSS Encryption Mode=Require", GssEncryptionMode.Require)]
    public void Kerberos_is_for_those_who_ask_for_it(string connectionString, GssEncryptionMode mode) =>
        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(Database.Completed(connectionString)).GssEncryptionMode);

    /// <summary>Idle connections of a second pool would shut out the first where a server allows few.</summary>
    [Fact]
    public void The_schedulers_connections_are_kept_by_nobody() => Assert.False(new NpgsqlConnectionStringBuilder(Database.Completed("Host=db")).Pooling);

    [Theory]
    [InlineData("Host=db;Colour=red")]
    [InlineData("Host=db;Port=many")]
    public void A_connection_string_that_the_driver_does_not_know_is_a_sentence(string connectionString) =>
        Assert.StartsWith("The connection string cannot be used", Assert.Throws<DatabaseUnusableException>(() => Database.OpenPostgres(connectionString)).Message, StringComparison.Ordinal);
}
