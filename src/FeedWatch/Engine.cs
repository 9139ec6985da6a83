using FeedWatch.Alerts;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Fetching;
using FeedWatch.Pipeline;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch;

/// <summary>The parts that poll, store and notify, put together once for the service and for the verbs.</summary>
public sealed class Engine : IAsyncDisposable
{
    private readonly IMailTransport _transport;
    private readonly MailRenderer _renderer = new();
    private readonly Fetcher _fetcher;
    private DataFolderLock? _owner;

    /// <param name="dataFolder">For the SQLite file and for mails without a mail server.</param>
    /// <param name="patience">How long a round may wait for a database that is away; null for as long as it takes.</param>
    public Engine(Configuration configuration, string dataFolder, TimeProvider time, ILoggerFactory logs, TimeSpan? patience = null)
    {
        var settings = configuration.Settings;
        DataFolder = Path.GetFullPath(dataFolder);
        Owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}";
        Time = time;
        Database = Database.Open(settings.Storage, DataFolder);
        Feeds = new FeedStore(Database);
        Outbox = new OutboxStore(Database);
        Breaker = new MailBreaker(time);
        _fetcher = new Fetcher(settings.Polling, time);
        _transport = new ChannelTransport(
            mailServer: settings.Smtp.Host is null ? new EmlTransport(Path.Combine(DataFolder, "mail")) : new TextOnlyRetry(new SmtpTransport(settings.Smtp, time)),
            webhook: new WebhookTransport(new GuardedPost(settings.Polling, time), settings.Webhook.Secret, time));
        var alerts = new AlertStore(Database);
        Notices = new NoticeStore(Database);
        Polling = new PollRound(Feeds, new PollStore(Database), _fetcher, Owner, time, logs.CreateLogger<PollRound>()) { Patience = patience ?? Timeout.InfiniteTimeSpan, TakesInLatecomers = patience is null };
        Notifier = new Notifier(
            new AlertGatherer(Database, alerts, _renderer, time, logs.CreateLogger<AlertGatherer>()),
            new NothingNewGatherer(Database, alerts, _renderer, time),
            new OperatorGatherer(Database, alerts, Notices, time),
            new MailSender(Outbox, _transport, Breaker, Owner, time, logs.CreateLogger<MailSender>()));
    }

    public string DataFolder { get; }

    /// <summary>Name of this process in leases: host, process, start.</summary>
    public string Owner { get; }
    public TimeProvider Time { get; }
    public Database Database { get; }
    public FeedStore Feeds { get; }
    public OutboxStore Outbox { get; }
    public MailBreaker Breaker { get; }
    public PollRound Polling { get; }
    public Notifier Notifier { get; }
    public NoticeStore Notices { get; }

    /// <summary>Makes the database ready to poll and send: the only owner of a SQLite file, at the current version, with the configured feeds.</summary>
    /// <returns>False when another process owns the SQLite file.</returns>
    public async Task<bool> StartAsync(Configuration configuration, CancellationToken cancellation)
    {
        if (Database.Folder is { } folder && (_owner = DataFolderLock.TryTake(folder)) is null)
        {
            return false;
        }

        await new Migrator(Database, Time).MigrateAsync(cancellation);
        CrashPoints.Reach("start.migrated");
        if (await DatabaseCopy.IsUnfinishedAsync(Database, cancellation))
        {
            throw new DatabaseUnusableException($"{Database.Description} is an unfinished copy. Run the same feedwatch copy again to finish it, or name another database.");
        }

        if (_owner is not null)
        {
            await Feeds.EndLeasesAsync(cancellation);
        }

        await SyncFeedsAsync(configuration, cancellation);
        CrashPoints.Reach("start.feeds-known");
        return true;
    }

    /// <summary>Makes the stored feeds those of the configuration.</summary>
    public Task SyncFeedsAsync(Configuration configuration, CancellationToken cancellation) =>
        Feeds.SyncAsync(configuration.Feeds, DomainOf, Time.GetUtcNow(), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _renderer.DisposeAsync();
        _fetcher.Dispose();
        Database.Dispose();
        _owner?.Dispose();
    }

    private static string DomainOf(string url) => RegistrableDomain.Of(url) ?? string.Empty;
}
