using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings;

public class ConfigurationLoaderTests
{
    [Fact]
    public void The_documented_example_becomes_a_configuration()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("samples/wire.xml", "<rss/>");
        folder.Write("feeds.json", """
            { "feeds": [
                "https://example.org/rss",
                { "id": "yonhap", "url": "https://example.com/yonhap.xml", "name": "Yonhap", "tags": ["wire"], "every": "5m", "language": "en" },
                { "url": "samples/wire.xml" },  // a local file
                { "id": "column", "url": "https://example.com/column.xml", "tags": ["opinion"], "firstPoll": "all", "identity": "fingerprint" },
            ] }
            """);
        folder.Write("feedwatch.json", """
            { "smtp": { "host": "mail.example.org", "user": "watch", "password": "secret", "security": "tls", "port": 465 },
              "polling": { "every": "10m", "firstPoll": "none", "allowPrivate": ["10.1.0.0/16"] },
              "keep": { "items": "60d", "hits": null },
              "ops": ["ops@example.org"] }
            """);
        folder.Write("watchlists/defence.json", """
            {
              "$schema": "../schema/watchlist.schema.json",
              "name": "Defence desk",
              "recipients": ["desk@example.org"],
              "groups": { "night": ["night@example.org", "Desk@example.org"] },
              "timeZone": "Asia/Seoul",
              "aliases": { "IP4": ["Indo-Pacific Four", "four Indo-Pacific partners"] },
              "topics": [
                "IP4",
                "defence industry consultation body",
                {
                  "id": "korean-frigates",
                  "name": "Korean frigate exports",
                  "any":  ["frigate NEAR/8 (export OR contract OR deal)", "title:frigate"],
                  "all":  ["\"South Korea\" OR Seoul OR Hanwha"],
                  "none": ["\"North Korea\""],
                  "feeds": { "include": ["tag:wire"], "exclude": ["tag:opinion"] },
                  "languages": ["en"],
                  "recipients": ["night", "chief@exämple.org"],
                  "deliver": { "mode": "digest", "at": "0 30 7 ? * MON-FRI", "quietHours": null },
                  "tests": { "match": ["Seoul signs frigate export deal"], "ignore": ["North Korea shows a frigate"] },
                  "expires": "2025-12-31"
                }
              ],
              "deliver": { "mode": "immediate", "gather": "2m", "quietHours": { "from": "22:00", "to": "06:30" }, "maxPerHour": 10 }
            }
            """);

        var configuration = folder.LoadValid();

        Assert.Equal(SmtpSecurity.Tls, configuration.Settings.Smtp.Security);
        Assert.Equal(TimeSpan.FromMinutes(10), configuration.Settings.Polling.Every);
        Assert.Equal(FirstPoll.None, configuration.Settings.Polling.FirstPoll);
        Assert.Equal(TimeSpan.FromDays(60), configuration.Settings.Keep.Items);
        Assert.Equal(["https://example.org/rss", "yonhap", "samples/wire.xml", "column"], configuration.Feeds.Select(feed => feed.Id));
        Assert.Equal(Path.Combine(folder.Path, "samples", "wire.xml"), configuration.Feeds[2].Url);
        Assert.True(configuration.Feeds[2].IsFile);
        Assert.Equal(FirstPoll.All, configuration.Feeds[3].FirstPoll);
        Assert.Equal(FeedIdentity.Fingerprint, configuration.Feeds[3].Identity);

        var watchlist = Assert.Single(configuration.Watchlists);
        Assert.Equal(("defence", "Defence desk", "Asia/Seoul"), (watchlist.Id, watchlist.Name, watchlist.TimeZone.Id));
        Assert.Equal(["ip4", "defence-industry-consultation-body", "korean-frigates"], watchlist.Topics.Select(topic => topic.Definition.Id));
        Assert.Equal(["IP4"], watchlist.Topics[0].Definition.Any);
        Assert.Equal(new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 30)), watchlist.Topics[0].Deliver.QuietHours);

        var frigates = watchlist.Topics[2];
        Assert.Equal(["night@example.org", "Desk@example.org", "chief@xn--exmple-cua.org"], frigates.Recipients);
        Assert.Equal((DeliveryMode.Digest, "0 30 7 ? * MON-FRI", (QuietHours?)null, 10), (frigates.Deliver.Mode, frigates.Deliver.At, frigates.Deliver.QuietHours, frigates.Deliver.MaxPerHour));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 15, 0, 0, TimeSpan.Zero), frigates.Expires);
        Assert.Equal(["Indo-Pacific Four", "four Indo-Pacific partners"], frigates.Definition.Aliases["IP4"]);
        Assert.Equal(3, configuration.TopicSet.Count);
        Assert.Same(frigates, configuration.Topics[2].Topic);
    }

    [Fact]
    public void An_empty_folder_works_with_defaults_and_says_what_is_missing()
    {
        using var folder = new ConfigurationFolder();

        var warnings = folder.Warnings();

        Assert.Equal(new FeedWatchSettings().Polling.Every, folder.LoadValid().Settings.Polling.Every);
        Assert.Equal(["feeds.json", "watchlists"], warnings.Select(problem => problem.File));
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        var load = ConfigurationLoader.Load(Path.Combine(Path.GetTempPath(), "feedwatch-is-not-here"), new Dictionary<string, string>(), ConfigurationFolder.Now);

        Assert.Null(load.Configuration);
        Assert.Contains("does not exist", Assert.Single(load.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once_each_with_its_place()
    {
        using var folder = new ConfigurationFolder();
        folder.Environment["FEEDWATCH__Smtp__Prt"] = "25";
        folder.Write("feedwatch.json", """
            {
              "polling": { "every": "0s", "concurency": 3 },
              "web": { "listen": 8080 }
            }
            """);
        folder.Write("feeds.json", "{ \"feeds\": [\n\"ftp://example.org/x\",\n{ \"id\": \"a\" } ] }");
        folder.Write("watchlists/broken.json", "{ \"topics\": [ \"a\"\n  \"b\" ] }");
        folder.Write("watchlists/port.json", """
            {
              "recipents": ["x"],
              "timeZone": "Asia/Soul",
              "topics": [
                "",
                { "id": "a", "any": ["(open"] },
                { "id": "a", "any": ["x"], "tests": { "match": ["nothing here"] } }
              ],
              "deliver": { "mode": "sometimes", "at": "30 7 * * 1-5" }
            }
            """);

        var errors = folder.Errors();

        Assert.Equal(
            [
                "FEEDWATCH__Smtp__Prt:: Write FEEDWATCH__Smtp__Port.",
                "feeds.json:2:$.feeds[0] Write an http:// or https:// address; a local file is written as its path alone.",
                "feeds.json:3:$.feeds[1] Add \"url\": \"https://example.org/rss\" (The feed's http(s) address, or the path of a local file relative to this file).",
                "feedwatch.json:2:$.polling.every Write a duration from 1s to 24h, such as \"90s\", \"15m\", \"24h\", \"30d\".",
                "feedwatch.json:2:$.polling.concurency Write `concurrency`.",
                "feedwatch.json:3:$.web.listen Write a text in quotes.",
                "watchlists/broken.json:2: Look there, and at the end of the line before, for a missing quote, comma or bracket.",
                "watchlists/port.json:2:$.recipents Write `recipients`.",
                "watchlists/port.json:3:$.timeZone Write Asia/Seoul.",
                "watchlists/port.json:5:$.topics[0] Write what to watch for, such as ice-class tug, or remove it.",
                "watchlists/port.json:6:$.topics[1].any[0]",
                "watchlists/port.json:7:$.topics[2].id Give one of them an \"id\" of its own, or remove it.",
                "watchlists/port.json:7:$.topics[2].tests.match[0] Change the topic, or the text.",
                "watchlists/port.json:9:$.deliver.mode Write one of: \"immediate\", \"digest\".",
                "watchlists/port.json:9:$.deliver.at Write 0 30 7 ? * MON-FRI.",
            ],
            errors.Select(error => $"{error.File}:{error.Line}:{error.Path} {(error.Path == "$.topics[1].any[0]" ? "" : error.Remedy)}".Trim()));
        Assert.Contains(errors, error => error.Message.Contains("(open", StringComparison.Ordinal));
    }
}
