using System.Net;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace FeedWatch.Durability.Tests;

/// <summary>The disk of the database is full for a while: nothing is damaged, nothing is asked for that could not be kept, and all goes on when there is room.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task SQLite_whose_disk_is_full_waits_for_room()
    {
        await using var site = await Site.CreateAsync(TestDatabases.Sqlite);
        using var disk = SmallDisk.MountOver(site.DataFolder, mebibytes: 24);
        site.Configure();

        await AssertWaitsForRoomAsync(site, disk, "The disk is full");

        Assert.Equal(1, await site.CountAsync("select count(*) from pragma_integrity_check where integrity_check = 'ok'"));
        SqliteConnection.ClearAllPools(); // the last to leave takes the log with it, and the next must make a new one
        disk.Fill();
        using var poll = site.Start("poll --once --all");
        Assert.True(await poll.EndAsync() == 69, poll.Said);
        Assert.Contains("disk", poll.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", poll.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postgres_whose_disk_is_full_is_waited_for()
    {
        await using var postgres = await PostgresServer.OwnAsync();
        using var disk = await postgres.MoveToSmallDiskAsync(folder => SmallDisk.MountOver(folder, mebibytes: 120));
        await using var site = Site.OnPostgres(await postgres.CreateDatabaseAsync(), seed: 1, feeds: 3, every: "1s");

        await AssertWaitsForRoomAsync(site, disk, "(53100)");
    }

    private static async Task AssertWaitsForRoomAsync(Site site, SmallDisk disk, string sentence)
    {
        var page = FreePort.Url();
        using var client = new HttpClient { BaseAddress = new Uri(page) };
        using var service = site.Start("run", null, ("FEEDWATCH__Web__Listen", page));
        site.Feeds.PublishSome();
        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0, service);
        Assert.Equal((HttpStatusCode.OK, "ok"), await ReadyAsync(client));

        disk.Fill();
        for (var batch = 0; batch < 30; batch++)
        {
            site.Feeds.PublishSome();
        }

        await site.UntilAsync(async () => (await ReadyAsync(client)).Status == HttpStatusCode.ServiceUnavailable && service.Said.Contains(sentence, StringComparison.Ordinal), service);
        Assert.StartsWith("degraded: ", (await ReadyAsync(client)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/livez", TestContext.Current.CancellationToken)).StatusCode); // a restart makes no room
        Assert.Contains("Nothing new can be stored", await client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var asked = Asked(site);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.True(Asked(site) - asked <= site.Feeds.Names.Count, "feeds are not asked for what cannot be kept");

        disk.MakeRoom();

        await site.UntilAsync(async () => (await site.JudgeAsync()).Lost == 0 && (await ReadyAsync(client)).Status == HttpStatusCode.OK, service);
        service.Signal(PosixSignalNumber.Terminate);
        Assert.True(await service.EndAsync() == 0, service.Said);
        await site.AssertPromiseAsync();
    }

    private static int Asked(Site site) => site.Feeds.Names.Sum(feed => site.Feeds.Asked(feed).Count);

    private static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim());
    }
}
