using System.Text;
using System.Text.Json;
using FeedWatch.Alerts;
using FeedWatch.Pipeline;
using FeedWatch.Settings;
using FeedWatch.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Tests.Servers;

/// <summary>
/// The whole program but its host: feeds as local files that a test writes, a watchlist, a database of either kind, mails as
/// files, and a clock that only the test moves.
/// </summary>
public sealed class Newsroom : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly List<object> _feeds = [];
    private readonly Dictionary<string, object> _watchlist = new()
    {
        ["name"] = "Port desk",
        ["recipients"] = new[] { "desk@example.org" },
        ["topics"] = new object[] { "ice-class tug", "harbour strike" },
        ["deliver"] = new { mode = "immediate", gather = "2m" },
    };

    private readonly Dictionary<string, object> _settings = [];

    private Newsroom(TestDatabase database) => _database = database;

    public ManualTime Time { get; } = new();

    /// <summary>Where the program logs; call <see cref="RestartAsync"/> for it to count.</summary>
    public ILoggerFactory Logs { get; set; } = NullLoggerFactory.Instance;
    public Engine Engine { get; private set; } = null!;
    public Configuration Configuration { get; private set; } = null!;
    public Database Database => Engine.Database;
    public AlertGatherer Gatherer => new(Database, new AlertStore(Database), new MailRenderer(), Time, NullLogger<AlertGatherer>.Instance);
    public DateTimeOffset Now => Time.GetUtcNow();

    private string Config => Path.Combine(_database.Folder, "config");

    /// <param name="kind">One of <see cref="TestDatabases"/>.</param>
    /// <param name="watchlist">Keys of the watchlist that are to be different.</param>
    public static async Task<Newsroom> OpenAsync(string kind, object? watchlist = null, params IReadOnlyList<string> feeds)
    {
        var room = new Newsroom(await TestDatabase.CreateAsync(kind));
        room.Change(watchlist);
        Directory.CreateDirectory(Path.Combine(room.Config, "watchlists"));
        foreach (var feed in feeds.Count == 0 ? ["post"] : feeds)
        {
            room._feeds.Add(new { id = feed, url = $"{feed}.xml", every = "1m" });
            room.Write(feed);
        }

        await room.RestartAsync();
        return room;
    }

    /// <summary>Changes keys of <c>feedwatch.json</c>; call <see cref="RestartAsync"/> for it to count.</summary>
    public void Configure(object settings)
    {
        foreach (var property in settings.GetType().GetProperties())
        {
            _settings[property.Name] = property.GetValue(settings)!;
        }
    }

    /// <summary>Feeds on servers of this machine in place of files; loopback may be fetched from then on.</summary>
    public Task PublishAsync(params (string Feed, string Url)[] publishers)
    {
        Configure(new { polling = new { allowPrivate = new[] { "127.0.0.0/8" } } });
        foreach (var (feed, url) in publishers)
        {
            Replace(feed, url);
        }

        return RestartAsync();
    }

    /// <summary>Gives a feed another address; call <see cref="RestartAsync"/> for it to count.</summary>
    public void Replace(string feed, string url, string every = "1m", string language = "en", params string[] tags)
    {
        Remove(feed);
        _feeds.Insert(0, new { id = feed, url, every, language, tags });
    }

    /// <summary>Takes a feed out of the configuration; call <see cref="RestartAsync"/> for it to count.</summary>
    public void Remove(string feed) => _feeds.RemoveAll(configured => configured.GetType().GetProperty("id")!.GetValue(configured) as string == feed);

    public Task<string> ReadFeedsFileAsync() => File.ReadAllTextAsync(Path.Combine(Config, "feeds.json"));

    /// <summary>Changes keys of the watchlist; call <see cref="RestartAsync"/> for it to count.</summary>
    public void Change(object? watchlist)
    {
        foreach (var property in watchlist?.GetType().GetProperties() ?? [])
        {
            _watchlist[property.Name] = property.GetValue(watchlist)!;
        }
    }

    /// <summary>Ends the program, if it runs, and starts it again.</summary>
    public async Task RestartAsync()
    {
        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(Config, "feeds.json"), JsonSerializer.Serialize(new { feeds = _feeds }));
        await File.WriteAllTextAsync(Path.Combine(Config, "watchlists", "port.json"), JsonSerializer.Serialize(_watchlist));
        _settings["storage"] = new { postgres = _database.ConnectionString };
        await File.WriteAllTextAsync(Path.Combine(Config, "feedwatch.json"), JsonSerializer.Serialize(_settings));
        var load = ConfigurationLoader.Load(Config, new Dictionary<string, string>(), Now);
        Assert.True(load.Configuration is not null, string.Join("\n", load.Problems));
        Configuration = load.Configuration;
        Engine = new Engine(Configuration, _database.Folder, Time, Logs);
        Assert.True(await Engine.StartAsync(Configuration, CancellationToken.None));
    }

    /// <summary>What a feed says from now on.</summary>
    public void Write(string feed, params IReadOnlyList<Report> reports)
    {
        var xml = new StringBuilder($"<rss version='2.0'><channel><title>{feed}</title><link>https://{feed}.example/</link><language>en</language>\n");
        foreach (var report in reports)
        {
            xml.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <item><guid isPermaLink="false">{report.Guid}</guid><link>https://{feed}.example/{report.Path ?? report.Guid}</link><title>{report.Title}</title>
                <pubDate>{report.Published ?? Now:R}</pubDate><description>{report.Text}</description></item>

                """);
        }

        WriteRaw(feed, xml.Append("</channel></rss>").ToString());
    }

    public void WriteRaw(string feed, string document)
    {
        var path = Path.Combine(Config, $"{feed}.xml");
        File.WriteAllText(path, document);
        File.SetLastWriteTimeUtc(path, Now.UtcDateTime.AddMilliseconds(_written++)); // a file that changed looks changed, however fast the test is
    }

    /// <summary>A feed's file is no longer there.</summary>
    public void Delete(string feed) => File.Delete(Path.Combine(Config, $"{feed}.xml"));

    private int _written;

    /// <summary>One round over all feeds.</summary>
    public async Task<RoundResult> PollAsync()
    {
        await Engine.Feeds.MakeAllDueAsync(Now, CancellationToken.None);
        return await Engine.Polling.RunAsync(Configuration, null, CancellationToken.None);
    }

    /// <summary>One pass over alerts and outbox.</summary>
    public Task<NotifyResult> NotifyAsync(bool gatheringIsOver = false) =>
        Engine.Notifier.NotifyAsync(Configuration, gatheringIsOver, null, CancellationToken.None, CancellationToken.None);

    /// <summary>Polls, and sends without waiting for gathering windows.</summary>
    public async Task<NotifyResult> PollAndNotifyAsync()
    {
        await PollAsync();
        return await NotifyAsync(gatheringIsOver: true);
    }

    /// <summary>Subjects of the mails made so far, oldest first.</summary>
    public async Task<IReadOnlyList<string>> SubjectsAsync() => [.. (await new StoredMails(Database).ListAsync(DateTimeOffset.UnixEpoch, CancellationToken.None)).Select(mail => mail.Subject)];

    public async Task<FeedRow> FeedAsync(string id) => (await new StoredFeeds(Database).ListAsync(CancellationToken.None)).Single(feed => feed.Key == id);

    public Task<List<StoredHit>> HitsAsync() => new StoredHits(Database).ListAsync(DateTimeOffset.UnixEpoch, null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>An item as a test writes it.</summary>
public sealed record Report(string Guid, string Title, string Text = "", DateTimeOffset? Published = null, string? Path = null)
{
    /// <summary>Two reports that the topic <c>ice-class tug</c> flags and that are different stories.</summary>
    public static Report Tugs { get; } = new("tugs", "Port authority orders two ice-class tugs", "The port authority of Oulu signed for two ice-class tugs on Monday, to be delivered by a yard in Rauma.");

    public static Report Sinking { get; } = new("sinking", "Old ice-class tug sinks at its berth in Halifax", "Divers found nobody aboard the forty-year-old vessel after it went down in the night.");

    /// <summary>Flagged by nothing.</summary>
    public static Report Choir { get; } = new("choir", "Choir festival opens", "Songs all week in the town hall.");
}
