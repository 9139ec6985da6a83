using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web;

public sealed class SystemPagesTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Configuration_replicas_database_versions_and_loops_are_shown_and_no_secret(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Configure(new { smtp = new { host = "127.0.0.1", user = "watch", password = "hunter2hunter2" }, webhook = new { secret = "s3cr3t-s3cr3t-s3cr3t" }, web = new { token = "t0ken-t0ken-t0ken-t0ken" } });
        await room.RestartAsync();
        await new FeedWatch.Storage.Replicas(room.Database).SignAsync("desk-1/17", room.Configuration.Revision, room.Now, room.Now, TestContext.Current.CancellationToken);
        await using var page = await PageServer.StartAsync(room, new WebSettings { Token = "t0ken-t0ken-t0ken-t0ken" });

        var body = await page.ReadAsync("/system");

        foreach (var shown in new[] { "desk-1/17", room.Configuration.Revision, "polling", FeedWatch.Storage.Replicas.Version, "post.xml", kind })
        {
            Assert.Contains(shown, body, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var secret in new[] { "hunter2", "s3cr3t", "t0ken" })
        {
            foreach (var address in new[] { "/system", "/api/status", "/sign-in", "/metrics" })
            {
                Assert.DoesNotContain(secret, await page.ReadAsync(address), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_page_listens_on_this_machine_alone_unless_told_otherwise() =>
        Assert.All(new WebSettings().Listen.Split(';'), address => Assert.True(new Uri(address).IsLoopback));
}
