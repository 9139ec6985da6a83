using System.Globalization;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

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
    private byte[][] _documents = [];
    private int _edition;
    private string _address = "";

    internal LoopbackPublisher(TopicSamples samples, int feeds)
    {
        _feeds = feeds;
        _titles = [.. Enumerable.Range(0, Texts).Select(_ => samples.Text(60))];
        _paragraphs = [.. Enumerable.Range(0, Texts).Select(_ => SecurityElement.Escape($"<p>{samples.Text(380)}</p>"))];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
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
        _documents = [.. Enumerable.Range(0, _feeds).Select(Document)];
    }

    internal string Url(int feed) => $"{_address}/f/{feed}";

    internal string ETag(int feed) => $"\"{feed}-{_edition}\"";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var feed = int.Parse(context.Request.Path.Value.AsSpan(3), CultureInfo.InvariantCulture);
        context.Response.Headers.ETag = ETag(feed);
        if (context.Request.Headers.IfNoneMatch == ETag(feed))
        {
            context.Response.StatusCode = 304;
            return;
        }

        var document = _documents[feed];
        context.Response.ContentType = "application/rss+xml";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document);
    }

    /// <summary>About 50 kB: a headline and two paragraphs of escaped HTML an item.</summary>
    private byte[] Document(int feed)
    {
        var xml = new StringBuilder(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Feed {feed}</title><link>https://feed{feed}.example/</link><description>News</description><language>en</language>\n");
        for (var item = 0; item < ItemsPerFeed; item++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink=\"false\">{feed}-{_edition}-{item}</guid><link>https://feed{feed}.example/{_edition}/{item}</link><title>{Pick(_titles)}</title>")
                .Append(CultureInfo.InvariantCulture, $"<pubDate>Thu, 26 Jun 2025 03:{item:00}:00 GMT</pubDate><category>World</category><description>{Pick(_paragraphs)}{Pick(_paragraphs)}</description></item>\n");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</channel></rss>").ToString());
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
