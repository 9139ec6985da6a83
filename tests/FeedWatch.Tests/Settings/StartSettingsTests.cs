using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings;

public class StartSettingsTests
{
    private const string Started =
        """{ "smtp": { "host": "one.example.org" }, "polling": { "allowPrivate": ["10.0.0.0/8"] }, "ops": ["ops@example.org"], "web": { "token": "t" } }""";

    [Fact]
    public void The_same_files_read_twice_wait_for_nothing() => Assert.Empty(StartSettings.Waiting(Read(Started), Read(Started)));

    [Theory]
    [InlineData("""{ "smtp": { "host": "two.example.org" }, "polling": { "allowPrivate": ["10.0.0.0/8"] } }""", "smtp")]
    [InlineData("""{ "smtp": { "host": "one.example.org" }, "polling": { "timeout": "5s" } }""", "polling.allowPrivate, polling.timeout")]
    [InlineData("""{ "smtp": { "host": "one.example.org" }, "polling": { "allowPrivate": ["10.0.0.0/8"] }, "web": { "listen": "http://localhost:81" }, "storage": { "postgres": "Host=db" } }""", "storage, web.listen")]
    public void What_the_service_started_with_waits_for_a_restart(string now, string waiting) =>
        Assert.Equal(waiting, string.Join(", ", StartSettings.Waiting(Read(Started), Read(now))));

    [Fact]
    public void What_takes_effect_at_once_waits_for_nothing() => Assert.Empty(StartSettings.Waiting(
        Read(Started),
        Read("""{ "smtp": { "host": "one.example.org" }, "polling": { "allowPrivate": ["10.0.0.0/8"], "every": "1h", "concurrency": 4 }, "web": { "token": "other", "publicUrl": "https://watch.example.org" }, "keep": { "items": "60d" } }""")));

    private static FeedWatchSettings Read(string settings)
    {
        using var folder = ConfigurationFolder.WithSettings(settings);
        return folder.LoadValid().Settings;
    }
}
