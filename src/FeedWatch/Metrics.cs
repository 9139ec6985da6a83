using System.Diagnostics;
using System.Diagnostics.Metrics;
using FeedWatch.Storage;

namespace FeedWatch;

/// <summary>
/// What the service counts, all in one place. Names and units follow the OpenTelemetry conventions; no attribute ever holds an
/// address, a title or a recipient: values are few and known.
/// </summary>
public static class Metrics
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "FeedWatch";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of rounds and of mails.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("feedwatch.feed.polls", "{poll}", "Feeds polled, by result.");
    private static readonly Counter<long> Gaps = Meter.CreateCounter<long>("feedwatch.feed.gaps", "{gap}", "Polls that found more published since the last one than the feed lists.");
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("feedwatch.items", "{item}", "New items stored.");
    private static readonly Counter<long> Hits = Meter.CreateCounter<long>("feedwatch.hits", "{hit}", "Hits stored.");
    private static readonly Counter<long> Stories = Meter.CreateCounter<long>("feedwatch.stories", "{story}", "Stories opened.");
    private static readonly Counter<long> Alerts = Meter.CreateCounter<long>("feedwatch.alerts", "{alert}", "Alerts queued.");
    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("feedwatch.mail.attempts", "{attempt}", "Attempts to hand over a mail, by result.");
    private static readonly UpDownCounter<long> Breaker = Meter.CreateUpDownCounter<long>("feedwatch.mail.server.away", "{server}", "1 while the mail server is away and mails wait.");
    private static readonly Counter<long> Restarts = Meter.CreateCounter<long>("feedwatch.loop.restarts", "{restart}", "Loops begun again after a fault.");
    private static readonly Histogram<double> Rounds = Meter.CreateHistogram(
        "feedwatch.round.duration", "s", "Rounds over the feeds that were due.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] });

    private static volatile ServiceLevels? _levels;
    private static long _lastRound;

    static Metrics()
    {
        Meter.CreateObservableGauge("feedwatch.mail.queue.size", () => Read(levels => [Level(levels.PendingMails, "feedwatch.mail.state", "pending"), Level(levels.DeadMails, "feedwatch.mail.state", "dead")]), "{mail}", "Mails in the outbox that were not sent.");
        Meter.CreateObservableGauge("feedwatch.mail.queue.age", () => Read(levels => [new Measurement<double>(levels.OldestMail.TotalSeconds)]), "s", "Age of the oldest mail that waits.");
        Meter.CreateObservableGauge("feedwatch.feeds", () => Read(levels => [Level(levels.FeedsFailing, "feedwatch.feed.condition", "failing"), Level(levels.FeedsPaused, "feedwatch.feed.condition", "paused"), Level(levels.FeedsFine, "feedwatch.feed.condition", "fine")]), "{feed}", "Feeds of the configuration, by condition.");
        Meter.CreateObservableGauge("feedwatch.round.last", () => Interlocked.Read(ref _lastRound), "s", "When this replica ended its last round, in seconds since 1970.");
    }

    /// <summary>What the database said last of feeds and mails; the same on every replica.</summary>
    public static ServiceLevels? Levels => _levels;

    public static void Report(ServiceLevels levels) => _levels = levels;

    /// <param name="result"><c>ok</c>, <c>same</c>, <c>not_modified</c>, or the code of what went wrong.</param>
    public static void Polled(string result, bool failed, bool gap)
    {
        Polls.Add(1, new("feedwatch.poll.result", failed ? "failed" : result), new("error.type", failed ? result : null));
        if (gap)
        {
            Gaps.Add(1);
        }
    }

    public static void Stored(int newItems, int hits, int stories, int alerts)
    {
        Items.Add(newItems);
        Hits.Add(hits);
        Stories.Add(stories);
        Alerts.Add(alerts);
    }

    public static void RoundEnded(TimeSpan took, DateTimeOffset now, bool hadFeeds)
    {
        Interlocked.Exchange(ref _lastRound, now.ToUnixTimeSeconds());
        if (hadFeeds)
        {
            Rounds.Record(took.TotalSeconds);
        }
    }

    /// <param name="result"><c>accepted</c>, <c>deferred</c>, <c>rejected</c>, <c>broken_off</c>, <c>in_doubt</c> or <c>unavailable</c>.</param>
    public static void MailTried(string result) => Mails.Add(1, new KeyValuePair<string, object?>("feedwatch.mail.result", result));

    public static void MailServer(bool away) => Breaker.Add(away ? 1 : -1);

    private static IEnumerable<Measurement<double>> Read(Func<ServiceLevels, IEnumerable<Measurement<double>>> read) => _levels is { } levels ? read(levels) : [];

    private static Measurement<double> Level(long value, string name, string tag) => new(value, new KeyValuePair<string, object?>(name, tag));

    public static void LoopRestarted(string loop) => Restarts.Add(1, new KeyValuePair<string, object?>("feedwatch.loop.name", loop));
}
