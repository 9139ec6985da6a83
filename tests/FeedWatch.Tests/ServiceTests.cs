using FeedWatch.Settings;
using FeedWatch.Tests.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests;

public class ServiceTests
{
    [Fact]
    public async Task A_stop_while_it_starts_is_an_end_like_any_other()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("feedwatch.json", """{ "web": { "listen": "http://127.0.0.1:0" } }""");
        var data = Path.Combine(folder.Path, "data");
        var (configurations, _) = ConfigurationStore.Open(folder.Path, folder.Environment, TimeProvider.System, NullLogger<ConfigurationStore>.Instance, folder.Secrets);
        await using var service = new Service(configurations!, data, TimeProvider.System);
        Assert.True(await service.Engine.StartAsync(configurations!.Current, TestContext.Current.CancellationToken));

        service.Stop();

        Assert.False(await service.StartAsync(TestContext.Current.CancellationToken));
    }
}
