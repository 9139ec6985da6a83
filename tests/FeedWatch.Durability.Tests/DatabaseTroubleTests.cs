using System.Diagnostics;
using System.Net;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FeedWatch.Durability.Tests;

/// <summary>What databases and their operators do to the running program: stop, cut off, lock, run out of connections, go back in time.</summary>
public sealed class DatabaseTroubleTests(ITestOutputHelper output)
{

    [Fact]
    public async Task A_Postgres_that_is_stopped_without_goodbye_is_waited_for()
    {
        await using var postgres = await PostgresServer.OwnAsync();
        await using var site = Site.OnPostgres(await postgres.CreateDatabaseAsync(), seed: 1, feeds: 3, every: "1s");
        using var service = site.Start("run");
        site.Feeds.PublishSome();
        await site.UntilAsync(async () => (await site.JudgeAsync()).Delivered > 0, service); // in the middle of it

        await postgres.StopImmediatelyAsync();
        site.Feeds.PublishSome();
        await Task.Delay(TimeSpan.FromSeconds(LongForm.IsAsked ? 60 : 4), TestContext.Current.CancellationToken);
        await postgres.StartAgainAsync();
        var resume = Stopwatch.StartNew();

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        output.WriteLine($"all told {resume.Elapsed.TotalSeconds:F1} s after the server was back");
        Assert.Contains("the database", service.Said, StringComparison.Ordinal);
        await StopAsync(site, service);
    }

    [Fact]
    public async Task It_ends_in_time_while_Postgres_is_away()
    {
        await using var postgres = await PostgresServer.OwnAsync();
        await using var site = Site.OnPostgres(await postgres.CreateDatabaseAsync(), seed: 1, feeds: 3, every: "1s");
        using var service = site.Start("run");
        // Quartz, which has its own threads and its own patience, is there.
        await site.UntilAsync(
            async () => await site.CountAsync("select count(*) from pg_tables where tablename = 'qrtz_scheduler_state'") > 0 && await site.CountAsync("select count(*) from qrtz_scheduler_state") > 0,
            service);

        await postgres.StopImmediatelyAsync();
        site.Feeds.PublishSome();
        await site.UntilAsync(() => Task.FromResult(service.Said.Contains("waits for the database", StringComparison.Ordinal)), service);
        await EndAsync(service);

        await postgres.StartAgainAsync();
        await site.LetLeasesEndAsync();
        await site.PollAsync();
        await site.AssertPromiseAsync();
    }

    [Fact]
    public async Task Connections_that_an_operator_ends_cost_nothing()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        using var service = site.Start("run");
        site.Feeds.PublishSome();
        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service); // it runs: a start that loses its database ends, with a sentence
        for (var time = 0; time < 8; time++)
        {
            site.Feeds.PublishSome();
            await Task.Delay(TimeSpan.FromMilliseconds(700), TestContext.Current.CancellationToken);
            await site.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'feedwatch' and datname = current_database() and pid <> pg_backend_pid()");
        }

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        await StopAsync(site, service);
    }

    [Fact]
    public async Task A_file_that_somebody_else_locks_is_waited_for_and_the_page_answers()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        var page = FreePort.Url();
        using var client = new HttpClient { BaseAddress = new Uri(page) };
        using var service = site.Start("run", null, ("FEEDWATCH__Web__Listen", page));
        site.Feeds.PublishSome();
        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);
        await using (var connection = new SqliteConnection($"Data Source={site.SqliteFile};Pooling=false;Mode=ReadWrite"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await connection.Command("pragma busy_timeout = 30000; begin exclusive").ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            site.Feeds.PublishSome();
            await Task.Delay(TimeSpan.FromSeconds(LongForm.IsAsked ? 40 : 5), TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
            await connection.Command("rollback").ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        await StopAsync(site, service);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_server_that_has_few_connections_left_is_shared_patiently(int connections)
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        var parts = new NpgsqlConnectionStringBuilder(site.ConnectionString);
        var role = $"few_{parts.Database}";
        await site.ExecuteAsync($"create role {role} login connection limit {connections}; grant create on database {parts.Database} to {role}");
        parts.Username = role;
        site.UsePostgres(parts.ConnectionString);
        using var service = site.Start("run");
        site.Feeds.PublishSome();

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        Assert.False(service.HasExited, service.Said);
        await StopAsync(site, service);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_database_that_goes_back_in_time_loses_no_hit(string kind)
    {
        await using var site = await Site.CreateAsync(kind);
        site.Feeds.PublishSome();
        await site.PollAsync();
        var back = await KeepAsync(site);
        site.Feeds.PublishSome();
        await site.PollAsync();
        var told = site.Mail.Accepted.Count;

        await back();
        site.Feeds.PublishSome();
        await site.PollAsync();

        // The validators went back with the items, so that what came after is read again; that it is told again, too, is documented.
        Assert.Equal(0, (await site.JudgeAsync()).Lost);
        Assert.True(site.Mail.Accepted.Count > told);
    }

    /// <summary>Keeps the database as it is now; what it returns brings that back.</summary>
    private static async Task<Func<Task>> KeepAsync(Site site)
    {
        NpgsqlConnection.ClearAllPools();
        SqliteConnection.ClearAllPools();
        if (site.ConnectionString is null)
        {
            var files = Directory.GetFiles(site.DataFolder, "feedwatch.db*").ToDictionary(file => file, File.ReadAllBytes);
            return () =>
            {
                SqliteConnection.ClearAllPools();
                Directory.GetFiles(site.DataFolder, "feedwatch.db*").ToList().ForEach(File.Delete);
                files.ToList().ForEach(file => File.WriteAllBytes(file.Key, file.Value));
                return Task.CompletedTask;
            };
        }

        var parts = new NpgsqlConnectionStringBuilder(site.ConnectionString);
        var kept = parts.Database + "_kept";
        await (await PostgresServer.SharedAsync()).ExecuteAsync($"create database {kept} template {parts.Database}");
        return () =>
        {
            parts.Database = kept;
            site.UsePostgres(parts.ConnectionString);
            return Task.CompletedTask;
        };
    }

    private static async Task StopAsync(Site site, FeedWatchProcess service)
    {
        await EndAsync(service);
        await site.AssertPromiseAsync();
    }

    private static async Task EndAsync(FeedWatchProcess service)
    {
        var watch = Stopwatch.StartNew();
        service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await service.EndAsync() == 0, service.Said);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}"); // ten, and as much for a busy machine
    }
}
