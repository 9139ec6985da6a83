using FeedWatch.Tests.Servers;

namespace FeedWatch.Durability.Tests.World;

/// <summary>
/// Feeds that publish on command, served with ETags and 304s. Every story is told in words of its own, so that no two are taken for one,
/// but for the copies that are made on purpose.
/// </summary>
public sealed class ScriptedFeeds : IAsyncDisposable
{
    private const int Listed = 120;
    private const int Vocabulary = 20_000;

    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly Dictionary<string, List<ScriptedItem>> _feeds;
    private readonly Dictionary<string, List<DateTimeOffset>> _asked;
    private readonly ScriptedHttpServer _server;
    private readonly string[] _words;
    private int _count;

    public ScriptedFeeds(int seed, int feeds)
    {
        _random = new Random(seed);
        _words = [.. Enumerable.Range(0, Vocabulary).Select(_ => NewWord())];
        _feeds = Enumerable.Range(0, feeds).ToDictionary(number => $"feed-{number}", _ => new List<ScriptedItem>());
        _asked = _feeds.Keys.ToDictionary(feed => feed, _ => new List<DateTimeOffset>());
        _server = new ScriptedHttpServer(AnswerAsync);
    }

    /// <summary>Documents are cut off after so many bytes of their body; null for none.</summary>
    public int? CutAt { get; set; }

    /// <summary>Every request needs a connection of its own.</summary>
    public bool Closes { get; set; }

    /// <summary>Whether the last document was cut off.</summary>
    public bool WasCut { get; private set; }

    public IReadOnlyCollection<string> Names => _feeds.Keys;

    /// <summary>Everything ever published.</summary>
    public IReadOnlyList<ScriptedItem> Items
    {
        get { lock (_lock) return [.. _feeds.Values.SelectMany(items => items)]; }
    }

    public string Url(string feed) => _server.Url("/" + feed);

    /// <summary>When a feed was asked for.</summary>
    public IReadOnlyList<DateTimeOffset> Asked(string feed)
    {
        lock (_lock) return [.. _asked[feed]];
    }

    /// <summary>A story of its own.</summary>
    public ScriptedItem Publish(string feed, params string[] topics)
    {
        lock (_lock)
        {
            var token = $"tk{++_count:D5}{Word()}";
            var words = Enumerable.Range(0, 60).Select(_ => Word()).ToList();
            foreach (var topic in topics)
            {
                words.Insert(_random.Next(5, 50), topic);
            }

            var body = string.Join(' ', words.Select((word, place) => place % 12 == 11 ? word + "." : word));
            var item = new ScriptedItem(token, token, feed, topics, $"{Capital(Word())} {Word()} {Word()} {Word()} {Word()}", Capital(body) + ".", Now);
            _feeds[feed].Add(item);
            return item;
        }
    }

    /// <summary>The same story, printed word for word by another feed.</summary>
    public ScriptedItem Copy(ScriptedItem original, string feed)
    {
        lock (_lock)
        {
            var copy = original with { Token = $"tk{++_count:D5}{Word()}", Feed = feed, Published = Now };
            _feeds[feed].Add(copy);
            return copy;
        }
    }

    /// <summary>What an ordinary quarter of an hour brings: hits for all, a hit for some, a double hit, something nobody watches for, and a copy.</summary>
    public void PublishSome()
    {
        var names = Names.ToArray();
        string Any() => names[_random.Next(names.Length)];
        foreach (var topic in Readers.Topics)
        {
            Publish(Any(), topic);
        }

        Publish(Any(), "zircon", "basalt");
        Publish(Any());
        var first = Publish(names[0], "marble");
        if (names.Length > 1)
        {
            Copy(first, names[1]);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private Task AnswerAsync(ScriptedExchange exchange)
    {
        var feed = exchange.Target.Trim('/');
        string etag, document;
        lock (_lock)
        {
            if (!_feeds.TryGetValue(feed, out var items))
            {
                return exchange.AnswerAsync(404);
            }

            _asked[feed].Add(Now);
            etag = $"\"v{items.Count}\"";
            document = Document(feed, items);
        }

        if (CutAt is { } length)
        {
            WasCut = length < document.Length;
            return WasCut ? CutAsync(exchange, etag, document, length) : exchange.AnswerAsync(200, document, $"ETag: {etag}");
        }

        var connection = Closes ? "Connection: close" : "Connection: keep-alive";
        return exchange["If-None-Match"] == etag
            ? exchange.AnswerAsync(304, "", $"ETag: {etag}", connection)
            : exchange.AnswerAsync(200, document, $"ETag: {etag}", "Content-Type: application/rss+xml; charset=utf-8", connection);
    }

    private static async Task CutAsync(ScriptedExchange exchange, string etag, string document, int length)
    {
        await exchange.SendAsync($"HTTP/1.1 200 OK\r\nETag: {etag}\r\nContent-Length: {document.Length}\r\n\r\n{document[..length]}");
        exchange.Close();
    }

    private static string Document(string feed, List<ScriptedItem> items)
    {
        var entries = items.TakeLast(Listed).Reverse().Select(item => $"""
            <item><guid isPermaLink="false">{item.Token}</guid><title>{item.Title}</title><link>http://news.example/{feed}/{item.Token}</link>
            <pubDate>{item.Published:R}</pubDate><description>{item.Body}</description></item>
            """);
        return $"""
            <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{feed}</title><link>http://news.example/{feed}</link>
            <description>Scripted</description>{string.Concat(entries)}</channel></rss>
            """;
    }

    /// <summary>One of many, but not a new one each time: outlets have a language.</summary>
    private string Word() => _words[_random.Next(_words.Length)];

    private string NewWord()
    {
        const string consonants = "bdfgklmnprstvz", vowels = "aeiou";
        return string.Concat(Enumerable.Range(0, 4).Select(_ => $"{consonants[_random.Next(consonants.Length)]}{vowels[_random.Next(vowels.Length)]}"));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
