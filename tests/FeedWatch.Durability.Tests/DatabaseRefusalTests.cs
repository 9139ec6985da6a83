using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace FeedWatch.Durability.Tests;

/// <summary>A database that is newer, damaged, read-only or not ours is refused with a sentence and exit 69, and never made anew.</summary>
public sealed class DatabaseRefusalTests
{
    private const int Unavailable = 69;

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_newer_database_is_refused(string kind)
    {
        await using var site = await PolledAsync(kind);
        await site.ExecuteAsync($"insert into migration (version, name, checksum, applied_at) values (999, '999_future', 'x', {site.Database.Sql.Now})");

        await AssertRefusedAsync(site, "newer than this program");

        Assert.Equal(1, await site.CountAsync("select count(*) from migration where version = 999"));
        Assert.True(await site.CountAsync("select count(*) from item") > 0);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_database_whose_history_is_another_is_refused(string kind)
    {
        await using var site = await PolledAsync(kind);
        await site.ExecuteAsync("update migration set checksum = 'tampered' where version = 1");

        await AssertRefusedAsync(site, "is not the one this program knows");
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_database_of_somebody_else_is_refused_and_not_touched(string kind)
    {
        await using var site = await Site.CreateAsync(kind);
        if (site.Database.IsPostgres)
        {
            await site.ExecuteAsync("create schema feedwatch; create table feedwatch.customer (name text)");
        }
        else
        {
            await using var connection = new SqliteConnection($"Data Source={site.SqliteFile};Pooling=false");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.Command("create table customer (name text)");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var before = site.Database.IsPostgres ? [] : await File.ReadAllBytesAsync(site.SqliteFile, TestContext.Current.CancellationToken);

        await AssertRefusedAsync(site, "not FeedWatch's");

        Assert.Equal(before, site.Database.IsPostgres ? [] : await File.ReadAllBytesAsync(site.SqliteFile, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, "not a SQLite database")]
    [InlineData(4096, "damaged")]
    public async Task A_damaged_file_is_refused_and_kept(int from, string sentence)
    {
        await using var site = await PolledAsync(TestDatabases.Sqlite);
        var bytes = await File.ReadAllBytesAsync(site.SqliteFile, TestContext.Current.CancellationToken);
        bytes.AsSpan(from).Fill(0x5A);
        await File.WriteAllBytesAsync(site.SqliteFile, bytes, TestContext.Current.CancellationToken);

        await AssertRefusedAsync(site, sentence);

        Assert.Equal(bytes.Length, new FileInfo(site.SqliteFile).Length);
    }

    [Fact]
    public async Task A_write_ahead_log_that_was_cut_off_costs_nothing_but_its_last_commit()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        using (var killed = site.Start("poll --once", crashAt: "send.recorded"))
        {
            await killed.EndAsync();
        }

        var log = site.SqliteFile + "-wal";
        using (var file = File.Open(log, FileMode.Open))
        {
            file.SetLength(file.Length - 1000);
        }

        await site.PollAsync();
        await site.AssertPromiseAsync(excusedRepeats: 1); // the commit that was cut off was the record of a mail
    }

    [Fact]
    public async Task A_file_that_may_only_be_read_is_refused()
    {
        await using var site = await PolledAsync(TestDatabases.Sqlite);
        using var _ = new ReadOnlyFolder(site.DataFolder);

        using var poll = site.StartUnder(ReadOnlyFolder.Nobody, "poll --once --all");

        Assert.True(await poll.EndAsync() == Unavailable, poll.Said);
        Assert.Contains("cannot be written", poll.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", poll.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Postgres_that_does_not_answer_is_named()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.UsePostgres("Host=127.0.0.1;Port=1;Username=feedwatch;Database=feedwatch;Password=secret-word");

        await AssertRefusedAsync(site, "cannot be reached");
    }

    [Fact]
    public async Task A_second_process_on_one_file_stops_with_a_sentence_while_reading_verbs_work()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        site.Feeds.PublishSome();
        using var service = site.Start("run");
        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);

        using var second = site.Start("poll --once");
        using var hits = site.Start("hits --json");

        Assert.True(await second.EndAsync() == 75, second.Said);
        Assert.Contains("Another FeedWatch", second.Said, StringComparison.Ordinal);
        Assert.True(await hits.EndAsync() == 0, hits.Said);
        Assert.Contains("\"topic\":\"marble\"", hits.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_that_start_at_once_on_an_empty_Postgres_all_come_up()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Postgres);
        site.Feeds.PublishSome();
        var replicas = Enumerable.Range(0, 3).Select(_ => site.Start("poll --once")).ToList();

        foreach (var replica in replicas)
        {
            Assert.True(await replica.EndAsync() == 0, replica.Said);
            replica.Dispose();
        }

        await site.AssertPromiseAsync();
    }

    private static async Task<Site> PolledAsync(string kind)
    {
        var site = await Site.CreateAsync(kind);
        site.Feeds.PublishSome();
        await site.PollAsync();
        SqliteConnection.ClearAllPools();
        return site;
    }

    private static async Task AssertRefusedAsync(Site site, string sentence)
    {
        string[] verbs = LongForm.IsAsked ? ["poll --once --all", "run"]
            : [site.Database.IsPostgres ? "run" : "poll --once --all"];
        foreach (var verb in verbs)
        {
            using var refused = site.Start(verb);
            Assert.True(await refused.EndAsync() == Unavailable, $"{verb}: {refused.ExitCode}: {refused.Said}");
            Assert.Contains(sentence, refused.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-word", refused.Said, StringComparison.Ordinal);
        }
    }
}
