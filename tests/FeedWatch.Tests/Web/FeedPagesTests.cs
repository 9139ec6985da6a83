using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class FeedPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_broken_feed_stands_first_and_says_what_is_wrong(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind, feeds: ["alpha", "omega"]);
        room.Write("alpha", Report.Choir);
        room.WriteRaw("omega", "<html><title>Maintenance</title><script>alert(1)</script></html>");
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        var body = await page.ReadAsync("/feeds");
        var omega = await room.FeedAsync("omega");
        var one = await page.ReadAsync($"/feeds/{omega.Id}");

        Assert.True(body.IndexOf("omega", StringComparison.Ordinal) < body.IndexOf("alpha", StringComparison.Ordinal));
        Assert.Contains("1 failing", body, StringComparison.Ordinal);
        Assert.Contains("(not_a_feed)", one, StringComparison.Ordinal);
        Assert.Contains("Last polls, oldest first: 1 failed", one, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", body + one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_the_address_of_a_feed_are_nowhere()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await room.Database.WriteAsync(
            transaction => FeedWatch.Storage.CommandExtensions.Command(transaction, "update feed set key = 'https://user:hunter2@example.org/rss?token=s3cr3t', url = key, name = null, title = null").ExecuteNonQueryAsync(), CancellationToken.None);
        await room.Database.WriteAsync(
            transaction => FeedWatch.Storage.CommandExtensions.Command(transaction, "update feed set url = key").ExecuteNonQueryAsync(), CancellationToken.None);
        await using var page = await PageServer.StartAsync(room);

        foreach (var address in new[] { "/feeds", "/feeds/1", "/api/feeds", "/api/feeds/1", "/system" })
        {
            var body = await page.ReadAsync(address);
            Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr3t", body, StringComparison.Ordinal);
        }
    }
}
