using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using FeedWatch.Durability.Tests.Processes;
using FeedWatch.Durability.Tests.World;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests;

/// <summary>All that a FeedWatch needs around it: feeds, a mail server, a database, a configuration; and the oracle that judges it.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _config;

    private Site(TestDatabase database, int seed, int feeds, string every, ScriptedSmtpServer? mail = null)
    {
        _database = database;
        Feeds = new ScriptedFeeds(seed, feeds);
        Mail = mail ?? ScriptedSmtpServer.Start();
        _config = Path.Combine(database.Folder, "config");
        Smtp = new() { ["host"] = "127.0.0.1", ["port"] = Mail.Port, ["security"] = "none", ["from"] = "FeedWatch <feedwatch@example.org>" };
        Deliver = new() { ["gather"] = "0s", ["maxPerHour"] = 1000 };
        WriteConfiguration(database.ConnectionString, every);
    }

    public ScriptedFeeds Feeds { get; }

    public ScriptedSmtpServer Mail { get; }

    public Database Database => _database.Database;

    /// <summary>Past all proxies; null on SQLite.</summary>
    public string? ConnectionString => _database.ConnectionString;

    public string DataFolder => _database.Folder;

    public string SqliteFile => Path.Combine(DataFolder, "feedwatch.db");

    /// <summary>Keys of <c>smtp</c>, and of the watchlists' <c>deliver</c>; call <see cref="Configure"/> for a change to be written.</summary>
    public Dictionary<string, object> Smtp { get; }

    /// <inheritdoc cref="Smtp"/>
    public Dictionary<string, object> Deliver { get; }

    /// <param name="mail">A mail server with properties of its own.</param>
    public static async Task<Site> CreateAsync(string kind, int seed = 1, int feeds = 3, string every = "1s", ScriptedSmtpServer? mail = null) =>
        new(await TestDatabase.CreateAsync(kind), seed, feeds, every, mail);

    public void Configure() => WriteConfiguration(ConnectionString, every: "1s");

    /// <summary>On a Postgres database of the test's own server.</summary>
    public static Site OnPostgres(string connectionString, int seed, int feeds, string every) => new(TestDatabase.On(connectionString), seed, feeds, every);

    /// <summary>Starts a verb of the program on this site.</summary>
    public FeedWatchProcess Start(string verb, string? crashAt = null, params IEnumerable<(string Name, string? Value)> environment) =>
        FeedWatchProcess.Start([.. verb.Split(' '), "--config", _config, "--data", DataFolder], [(CrashPoints.Variable, crashAt), .. environment]);

    /// <summary>The same under another command, such as <c>setpriv</c>.</summary>
    public FeedWatchProcess StartUnder(IReadOnlyList<string> wrapper, string verb, params IEnumerable<(string Name, string? Value)> environment) =>
        FeedWatchProcess.StartUnder(wrapper, [.. verb.Split(' '), "--config", _config, "--data", DataFolder], environment);

    /// <summary>One round to its end.</summary>
    public async Task PollAsync()
    {
        await using var program = await WarmProgram.StartAsync(this);
        await program.RoundAsync();
    }

    /// <summary>Waits, four minutes at most, while <paramref name="service"/> runs.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, FeedWatchProcess service)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var asked = watch.Elapsed;
            if (await isSo())
            {
                return;
            }

            Assert.True(!service.HasExited && watch.Elapsed < TimeSpan.FromMinutes(4), $"Waited in vain for {watch.Elapsed}:\n{service.Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(100) + (4 * (watch.Elapsed - asked))); // the program needs the processor more
        }
    }

    /// <summary>Rewrites <c>feedwatch.json</c>'s storage, to put something between the program and its Postgres.</summary>
    public void UsePostgres(string connectionString, string every = "1s") => WriteConfiguration(connectionString, every);

    /// <summary>
    /// Time passes for leases: those that a killed process left are over now instead of in two minutes. On SQLite nothing is done, because there
    /// the next owner ends them itself, at once.
    /// </summary>
    public async Task LetLeasesEndAsync()
    {
        if (Database.IsPostgres && await HasTablesAsync())
        {
            await ExecuteAsync("update feed set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");
            await ExecuteAsync("update outbox set lease_until = clock_timestamp() - interval '1 second' where lease_until is not null");
        }
    }

    /// <summary>Time passes for mails that were put off: they are due now.</summary>
    public Task LetRetriesComeAsync() => TimePassesAsync($"update outbox set due_at = {Database.Sql.Now} where state = 'pending' and due_at > {Database.Sql.Now}");

    /// <summary>Time passes for feeds that were claimed at three kills in a row: they are tried again now.</summary>
    public Task LetQuarantineEndAsync() => TimePassesAsync($"update feed set next_due = {Database.Sql.Now} where last_code = 'quarantined' and unfinished >= 3 and next_due > {Database.Sql.Now}");

    /// <summary>The configuration as the program would read it.</summary>
    public Configuration LoadConfiguration()
    {
        var load = ConfigurationLoader.Load(_config, new Dictionary<string, string>(), TimeProvider.System.GetUtcNow());
        Assert.True(load.Configuration is not null, string.Join('\n', load.Problems));
        return load.Configuration;
    }

    public Task ExecuteAsync(string sql) => AskAsync(async connection =>
    {
        await using var command = connection.Command(sql);
        return await command.ExecuteNonQueryAsync();
    });

    public Task<long> CountAsync(string sql) => AskAsync(async connection =>
    {
        await using var command = connection.Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <summary>Asks the database directly, past all proxies; a server that was just restarted may need a second question.</summary>
    private async Task<T> AskAsync<T>(Func<DbConnection, Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await Database.ConnectAsync(CancellationToken.None);
                return await ask(connection);
            }
            catch (Exception fault) when (attempt < 5 && DatabaseFault.IsAway(fault))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>The oracle's verdict on all that was published and received so far.</summary>
    public async Task<Verdict> JudgeAsync() => Oracle.Judge(Feeds.Items, Mail.Accepted, await DoubtsAsync());

    /// <summary>Nothing lost, nothing twice, no lease left.</summary>
    /// <param name="excusedRepeats">Repeats for which the test knows a reason that the send log cannot know.</param>
    public async Task<Verdict> AssertPromiseAsync(int excusedRepeats = 0)
    {
        var verdict = await JudgeAsync();
        Assert.True(verdict.Faults.All(fault => fault.StartsWith("repeated:", StringComparison.Ordinal)), string.Join('\n', verdict.Faults));
        Assert.True(verdict.Faults.Count <= excusedRepeats, string.Join('\n', verdict.Faults));
        Assert.True(verdict.Expected > 0);
        Assert.Equal(0, await CountAsync("select count(*) from feed where lease_until is not null"));
        Assert.Equal(0, await CountAsync("select count(*) from outbox where lease_until is not null"));
        return verdict;
    }

    public async ValueTask DisposeAsync()
    {
        await Feeds.DisposeAsync();
        await Mail.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>By Message-ID, the sendings whose end the log does not know: begun and never answered, or answered with a doubt, or by one whose lease was lost.</summary>
    private async Task<IReadOnlyDictionary<string, int>> DoubtsAsync()
    {
        if (Mail.Accepted.Count == 0)
        {
            return new Dictionary<string, int>(); // perhaps there are no tables yet
        }

        var rows = await AskAsync(connection => connection.Command("select o.message_id, l.epoch, l.event from send_log l join outbox o on o.id = l.outbox_id")
            .ListAsync(row => (Id: row.GetString(0), Epoch: row.GetInt64(1), Event: row.GetString(2)), CancellationToken.None));
        return rows.GroupBy(row => row.Id).ToDictionary(
            mail => mail.Key,
            mail => mail.GroupBy(row => row.Epoch).Count(sending =>
                sending.Any(row => row.Event == "started") && sending.All(row => row.Event is "started" or "in_doubt" || row.Event.StartsWith("stale_", StringComparison.Ordinal))));
    }

    /// <summary>Nothing when the program never came as far as its tables.</summary>
    private async Task TimePassesAsync(string sql)
    {
        if (await HasTablesAsync())
        {
            await ExecuteAsync(sql);
        }
    }

    private async Task<bool> HasTablesAsync() => await CountAsync(Database.IsPostgres
        ? "select count(*) from information_schema.tables where table_schema = 'feedwatch' and table_name = 'outbox'"
        : "select count(*) from sqlite_master where name = 'outbox'") > 0;

    private void WriteConfiguration(string? postgres, string every)
    {
        Directory.CreateDirectory(Path.Combine(_config, "watchlists"));
        Write("feedwatch.json", new
        {
            storage = new { postgres },
            smtp = Smtp,
            polling = new { every, firstPoll = "all", allowPrivate = new[] { "127.0.0.0/8" }, adaptive = false, perHost = 4 },
            web = new { listen = "http://127.0.0.1:0" },
        });
        Write("feeds.json", new { feeds = Feeds.Names.Select(name => new { id = name, url = Feeds.Url(name) }) });
        foreach (var (name, (topics, recipients)) in Readers.Watchlists)
        {
            Write($"watchlists/{name}.json", new { name, recipients, topics, deliver = Deliver });
        }
    }

    private void Write(string name, object content) => File.WriteAllText(Path.Combine(_config, name), JsonSerializer.Serialize(content));
}
