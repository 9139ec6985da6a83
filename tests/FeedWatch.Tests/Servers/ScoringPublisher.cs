using System.Collections.Concurrent;
using System.Globalization;
using FeedWatch.Core.Feeds;

namespace FeedWatch.Tests.Servers;

/// <summary>One feed of the publisher and what its pollers should respect.</summary>
public sealed record PublishedFeed(string Path)
{
    /// <summary>A new version, with one new item, this often; null means never.</summary>
    public TimeSpan? ChangesEvery { get; init; }
    public TimeSpan? MaxAge { get; init; }
    public FeedSchedule Schedule { get; init; } = FeedSchedule.None;

    /// <summary>Status instead of a document, by the time since the publisher opened; 0 means a document.</summary>
    public Func<TimeSpan, int> Status { get; init; } = _ => 0;
    public TimeSpan? RetryAfter { get; init; }
    public string? MovedTo { get; init; }

    /// <summary>The interval the poller was configured with.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>
/// A publisher that keeps score of how a client behaves, the way one does who decides whom to block: it knows what it asked for
/// and objects to every request that ignores it.
/// </summary>
public sealed class ScoringPublisher : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _opened;
    private readonly Dictionary<string, PublishedFeed> _feeds;
    private readonly ConcurrentQueue<string> _objections = new();
    private readonly ConcurrentDictionary<string, Visits> _visits = new();
    private readonly ScriptedHttpServer _server;
    private DateTimeOffset _closedUntil;

    public ScoringPublisher(TimeProvider time, params PublishedFeed[] feeds)
    {
        _time = time;
        _opened = time.GetUtcNow();
        _feeds = feeds.ToDictionary(feed => feed.Path);
        _server = new ScriptedHttpServer(AnswerAsync);
    }

    public IEnumerable<PublishedFeed> Feeds => _feeds.Values;

    /// <summary>What the client did wrong, in order.</summary>
    public IReadOnlyList<string> Objections => [.. _objections];

    public string Url(string path) => _server.Url(path);

    /// <summary>Number of requests to a feed.</summary>
    public int Requests(string path) => _visits.TryGetValue(path, out var visits) ? visits.Count : 0;

    /// <summary>Version of a feed's document now; also the number of items it has had.</summary>
    public int Version(string path) =>
        _feeds[path].ChangesEvery is { } every ? (int)((_time.GetUtcNow() - _opened) / every) + 1 : 1;

    private Task AnswerAsync(ScriptedExchange exchange)
    {
        var feed = _feeds[exchange.Target];
        var now = _time.GetUtcNow();
        var visits = _visits.GetOrAdd(feed.Path, _ => new Visits());
        Judge(feed, visits, exchange, now);

        var status = feed.Status(now - _opened);
        var etag = $"W/\"{feed.Path} {Version(feed.Path)}\"";
        if (status == 0) status = feed.MovedTo is not null ? 301 : exchange["If-None-Match"] == etag ? 304 : 200;
        visits.Record(now, status, status == 200 ? etag : null);

        var headers = new List<string> { $"ETag: {etag}" };
        if (feed.MaxAge is { } maxAge && status < 400) headers.Add(string.Create(CultureInfo.InvariantCulture, $"Cache-Control: max-age={maxAge.TotalSeconds}"));
        if (feed.MovedTo is { } moved) headers.Add($"Location: {moved}");
        if (status is 429 or 503 && feed.RetryAfter is { } wait)
        {
            headers.Add(string.Create(CultureInfo.InvariantCulture, $"Retry-After: {wait.TotalSeconds}"));
            _closedUntil = now + wait;
        }

        return exchange.AnswerAsync(status, status == 200 ? Document(feed) : "", [.. headers]);
    }

    /// <summary>The last ten items, and what the publisher asks of pollers.</summary>
    private string Document(PublishedFeed feed)
    {
        var last = Version(feed.Path);
        var items = Enumerable.Range(0, Math.Min(10, last)).Select(back => string.Create(
            CultureInfo.InvariantCulture, $"<item><guid>{feed.Path}/{last - back}</guid><title>Report {last - back}</title></item>"));
        var wishes = (feed.Schedule.MinimumInterval is { } ttl ? string.Create(CultureInfo.InvariantCulture, $"<ttl>{ttl.TotalMinutes}</ttl>") : "")
            + "<skipHours>" + string.Concat(feed.Schedule.SkipHours.Select(hour => string.Create(CultureInfo.InvariantCulture, $"<hour>{hour}</hour>"))) + "</skipHours>"
            + "<skipDays>" + string.Concat(feed.Schedule.SkipDays.Select(day => $"<day>{day}</day>")) + "</skipDays>";
        return $"<rss version='2.0'><channel><title>{feed.Path}</title><link>https://publisher.example/</link>{wishes}{string.Concat(items)}</channel></rss>";
    }

    private void Judge(PublishedFeed feed, Visits visits, ScriptedExchange exchange, DateTimeOffset now)
    {
        if (now < _closedUntil) Object("asked although we said Retry-After");
        if (exchange["User-Agent"] is not { } agent || !agent.Contains("+http", StringComparison.Ordinal)) Object("does not say who it is");
        if (exchange["Accept-Encoding"]?.Contains("gzip", StringComparison.Ordinal) != true) Object("does not take compressed answers");
        if (exchange["Cookie"] is not null) Object("sends cookies");
        if (visits.GoneCount >= 3) Object("asks on after three times 410");

        // What a document asks for cannot be known before it was read.
        if (visits.Last is not { } last) return;
        if (feed.Schedule.SkipHours.Contains(now.Hour)) Object($"comes at {now:HH:mm}, an hour to skip");
        if (feed.Schedule.SkipDays.Contains(now.DayOfWeek)) Object($"comes on {now.DayOfWeek}, a day to skip");
        var wait = now - last;
        if (visits.FailuresInARow == 0)
        {
            var wanted = new[] { feed.Every, feed.MaxAge ?? TimeSpan.Zero, feed.Schedule.MinimumInterval ?? TimeSpan.Zero }.Max();
            if (wait < wanted - Tolerance) Object($"came again after {wait}, {wanted} was asked for");
        }
        else if (wait < TimeSpan.FromMinutes(1) - Tolerance || (visits.FailuresInARow > 4 && wait < TimeSpan.FromMinutes(30) - Tolerance))
        {
            Object($"came again after {wait}, failure number {visits.FailuresInARow}");
        }

        var fullAge = now - visits.LastFull;
        var sent = exchange["If-None-Match"];
        if (visits.ETag is { } known && sent is not null && sent != known) Object($"sent {sent}, we gave {known}");
        if (visits.ETag is not null && sent is null && fullAge < TimeSpan.FromDays(7)) Object("asked for the whole document without need");
        if (sent is not null && fullAge > TimeSpan.FromDays(8)) Object("has not asked for the whole document for more than a week");

        void Object(string what) => _objections.Enqueue($"{now:ddd HH:mm:ss} {feed.Path}: {what}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>What the publisher remembers of a client at one feed.</summary>
    private sealed class Visits
    {
        public int Count { get; private set; }
        public DateTimeOffset? Last { get; private set; }
        public DateTimeOffset? LastFull { get; private set; }
        public string? ETag { get; private set; }
        public int FailuresInARow { get; private set; }
        public int GoneCount { get; private set; }

        public void Record(DateTimeOffset now, int status, string? etag)
        {
            Count++;
            Last = now;
            FailuresInARow = status >= 400 ? FailuresInARow + 1 : 0;
            GoneCount = status == 410 ? GoneCount + 1 : 0;
            if (etag is null) return;
            ETag = etag;
            LastFull = now;
        }
    }
}
