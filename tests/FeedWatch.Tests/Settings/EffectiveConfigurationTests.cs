using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings;

public class EffectiveConfigurationTests
{
    private const string Secret = "hunter2";

    private static ConfigurationFolder WithSecrets()
    {
        var folder = new ConfigurationFolder();
        folder.Write("feedwatch.json", """
            {
              "storage": { "postgres": "Host=db;Database=feedwatch;Username=fw;Password=\"hunter2;x\";Pooling=true" },
              "smtp": { "host": "mail.example.org", "user": "fw", "password": "hunter2" },
              "web": { "token": "hunter2", "publicUrl": "https://watch.example.org/" },
              "webhook": { "secret": "hunter2" }
            }
            """);
        folder.Write("key.txt", "hunter2\n");
        folder.Write("feeds.json", """
            { "feeds": [
              "https://fw:hunter2@example.org/rss?token=hunter2&page=2",
              { "id": "wire", "url": "https://example.com/rss", "headers": { "X-Api-Key": { "file": "key.txt" }, "Cookie": "a=hunter2" }, "tags": ["wire"], "every": "5m" }
            ] }
            """);
        folder.Write("watchlists/desk.json", """
            {
              "recipients": ["desk@example.org"], "timeZone": "Asia/Seoul",
              "topics": [ { "id": "tug", "any": "ice-class tug", "none": ["toy"], "feeds": { "include": "tag:wire" }, "expires": "2030-01-31", "tests": { "match": "An ice-class tug" } } ],
              "deliver": { "webhook": "https://example.org/hook?key=hunter2", "quietHours": { "from": "22:00", "to": "06:30" } }
            }
            """);
        return folder;
    }

    [Fact]
    public void The_text_shows_everything_but_secrets()
    {
        using var folder = WithSecrets();

        var text = EffectiveConfiguration.ToJson(folder.LoadValid());

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        ApprovedText.Equal("tests/FeedWatch.Tests/Settings/EffectiveConfiguration.approved.json", text);
    }

    [Fact]
    public void The_secrets_themselves_are_there()
    {
        using var folder = WithSecrets();

        var configuration = folder.LoadValid();

        Assert.Equal(Secret, configuration.Feeds[1].Headers["x-api-key"]);
        Assert.Equal("https://fw:hunter2@example.org/rss?token=hunter2&page=2", configuration.Feeds[0].Url);
        Assert.Contains("hunter2;x", configuration.Settings.Storage.Postgres, StringComparison.Ordinal);
    }

    [Fact]
    public void No_problem_repeats_a_secret()
    {
        using var folder = WithSecrets();
        folder.Write("feeds.json", """
            { "feeds": [
              "https://fw:hunter2@/rss?token=hunter2", "ftp://fw:hunter2@example.org/", "https://example.org/?a=hunter2", "https://example.org/?a=hunter2",
              { "id": "a", "url": "https://example.org/x", "headers": { "X-Key": "hunter2\r\nX: y", "X-Other": 7 } }
            ] }
            """);
        folder.Environment["FEEDWATCH__Smtp__Pasword"] = Secret;
        folder.Environment["FEEDWATCH__Storage__Postgres"] = "postgres://fw:hunter2@db/feedwatch";

        var problems = folder.Load().Problems;

        Assert.True(problems.Count >= 7);
        Assert.DoesNotContain(problems, problem => problem.ToString().Contains(Secret, StringComparison.Ordinal));
    }
}
