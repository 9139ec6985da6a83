using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace FeedWatch.Benchmarks;

/// <summary>A web server on loopback with generated feeds and validators. A new edition has all items new.</summary>
internal sealed class LoopbackPublisher : IAsyncDisposable
{
    private const int ItemsPerFeed = 44;
    private readonly WebApplication _app;
    private const int Texts = 20_000;
    private readonly string[] _titles;
    private readonly string[] _paragraphs;
    private readonly Random _random = new(5);
    private readonly int _feeds;
    private readonly int _distinct;
    private readonly int[] _reprints;
    private byte[][] _documents = [];
    private int _edition;
    private readonly ConcurrentQueue<double> _waits = new();
    private readonly long[] _asked;
    private int _requests;
    private string _address = "";

    /// <param name="distinct">How many of the feeds print something of their own; the others print the same.</param>
    internal LoopbackPublisher(TopicSamples samples, int feeds, int distinct = int.MaxValue)
    {
        (_feeds, _distinct, _reprints, _asked) = (feeds, Math.Min(feeds, distinct), new int[feeds], new long[feeds]);
        _titles = [.. Enumerable.Range(0, Texts).Select(_ => samples.Text(60))];
        _paragraphs = [.. Enumerable.Range(0, Texts).Select(_ => SecurityElement.Escape($"<p>{samples.Text(380)}</p>"))];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    internal async Task StartAsync()
    {
        Publish();
        await _app.StartAsync();
        _address = _app.Urls.First();
    }

    /// <summary>Prints the next edition: every feed changes, and every item in it is new.</summary>
    internal void Publish()
    {
        _edition++;
        _documents = [.. Enumerable.Range(0, _distinct).Select(feed => Document(feed))];
    }

    /// <summary>One feed prints one more item, at its top.</summary>
    /// <param name="name">Its guid, and the first word of its title.</param>
    internal void Print(int feed, string name, string title, string text)
    {
        _documents[feed] = Document(
            feed, $"<item><guid isPermaLink=\"false\">{name}</guid><link>https://feed{feed}.example/{name}</link><title>{name} {title}</title><description>{text}</description></item>\n");
        Interlocked.Increment(ref _reprints[feed]);
    }

    /// <summary>Seconds between two requests for one feed.</summary>
    internal IReadOnlyCollection<double> Waits => _waits;

    internal void ForgetWaits() => _waits.Clear();

    internal int Requests => Volatile.Read(ref _requests);

    internal IEnumerable<string> Urls => Enumerable.Range(0, _feeds).Select(Url);

    internal string Url(int feed) => $"{_address}/f/{feed}";

    internal string ETag(int feed) => $"\"{feed}-{_edition}-{Volatile.Read(ref _reprints[feed])}\"";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var feed = int.Parse(context.Request.Path.Value.AsSpan(3), CultureInfo.InvariantCulture);
        Interlocked.Increment(ref _requests);
        if (Interlocked.Exchange(ref _asked[feed], Stopwatch.GetTimestamp()) is > 0 and var before)
        {
            _waits.Enqueue(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        var tag = ETag(feed);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        var document = _documents[feed % _distinct];
        context.Response.ContentType = "application/rss+xml";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document);
    }

    /// <summary>About 50 kB: a headline and two paragraphs of escaped HTML an item.</summary>
    private byte[] Document(int feed, string? printed = null)
    {
        var xml = new StringBuilder(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Feed {feed}</title><link>https://feed{feed}.example/</link><description>News</description><language>en</language>\n");
        xml.Append(printed);
        for (var item = 0; item < ItemsPerFeed; item++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink=\"false\">{feed}-{_edition}-{item}</guid><link>https://feed{feed}.example/{_edition}/{item}</link><title>{Pick(_titles)}</title>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>Thu, 26 Jun 2025 03:{item:00}:00 GMT</pubDate><category>World</category><description>{Pick(_paragraphs)}{Pick(_paragraphs)}</description></item>\n");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</channel></rss>").ToString());
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
