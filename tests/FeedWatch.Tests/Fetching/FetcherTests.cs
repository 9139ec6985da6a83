using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class FetcherTests
{
    [Fact]
    public async Task A_document_comes_with_all_that_the_next_poll_needs()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(
            200, FetchHarness.Rss, "Content-Type: application/rss+xml; charset=utf-8", "ETag: W/\"a\"", "Last-Modified: Thu, 26 Jun 2025 03:04:00 GMT", "Cache-Control: max-age=600"));
        using var harness = new FetchHarness();

        var fetched = await harness.FetchDocument(server.Url());

        Assert.Equal(FetchHarness.Rss, Encoding.UTF8.GetString(fetched.Body.Span));
        Assert.Equal("application/rss+xml; charset=utf-8", fetched.ContentType);
        Assert.Equal(new Validators("W/\"a\"", "Thu, 26 Jun 2025 03:04:00 GMT"), fetched.Validators);
        Assert.Equal(TimeSpan.FromMinutes(10), fetched.FreshFor);
        Assert.Equal(server.Url(), fetched.Url.AbsoluteUri);
        Assert.Null(fetched.PermanentUrl);
        Assert.False(fetched.IsDelta);
        Assert.True(fetched.Elapsed > TimeSpan.Zero);
    }

    [Fact]
    public async Task Validators_make_the_next_request_conditional()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(exchange["If-None-Match"] == "\"v1\"" ? 304 : 200, "x", "ETag: \"v1\""));
        using var harness = new FetchHarness();
        var first = await harness.FetchDocument(server.Url());

        var second = await harness.Fetch(new FetchRequest { Url = server.Url(), Validators = first.Validators });

        Assert.IsType<FetchResult.NotModified>(second);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task We_say_who_we_are_and_what_we_want()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness(FetchHarness.Loopback with { ContactUrl = "https://example.org/bot" });

        await harness.FetchDocument(new FetchRequest { Url = server.Url("/a?b=c#d"), Validators = new Validators("\"1\"", "yesterday") });

        var request = Assert.Single(server.Requests);
        Assert.Equal("/a?b=c", request.Target);
        Assert.Matches(@"^FeedWatch/\d+\.\d+\.\d+ \(\+https://example\.org/bot\)$", request["User-Agent"]);
        Assert.Equal("gzip, deflate, br", request["Accept-Encoding"]);
        Assert.StartsWith("application/atom+xml, application/rss+xml", request["Accept"], StringComparison.Ordinal);
        Assert.Equal("\"1\"", request["If-None-Match"]);
        Assert.Equal("yesterday", request["If-Modified-Since"]);
        Assert.Equal("feed", request["A-IM"]);
        Assert.Null(request["Cookie"]);
        Assert.Null(request["traceparent"]);
    }

    [Fact]
    public async Task Cookies_of_one_feed_never_reach_another()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", "Set-Cookie: session=1; Path=/"));
        using var harness = new FetchHarness();

        await harness.FetchDocument(server.Url("/a"));
        await harness.FetchDocument(server.Url("/b"));

        Assert.All(server.Requests, request => Assert.Null(request["Cookie"]));
    }

    [Fact]
    public async Task Credentials_in_the_address_are_sent_as_basic_authentication_and_not_in_the_clear()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        var fetched = await harness.FetchDocument(server.Url("/f").Replace("http://", "http://us%40er:p%3Ass@", StringComparison.Ordinal));

        Assert.Equal("Basic " + Convert.ToBase64String("us@er:p:ss"u8), Assert.Single(server.Requests)["Authorization"]);
        Assert.DoesNotContain("p%3Ass", fetched.Url.AbsoluteUri + fetched.AnsweredBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://example.org/feed")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.org/")]
    [InlineData("http://")]
    [InlineData("http://[::bad/")]
    [InlineData("http:///path")]
    [InlineData("://")]
    [InlineData("javascript://x/%0aalert(1)")]
    public async Task An_address_that_is_not_of_the_web_is_refused_before_anything_is_asked(string url)
    {
        using var harness = new FetchHarness();
        Assert.Equal(FetchCodes.BadUrl, await harness.FetchCode(url));
    }

    [Theory]
    [InlineData("X-Key", "a\r\nHost: evil")]
    [InlineData("X-Key", "a\nb")]
    [InlineData("X-Key", "a\0b")]
    [InlineData("X Key", "a")]
    [InlineData("X:Key", "a")]
    [InlineData("", "a")]
    [InlineData("Host", "evil.example")]
    [InlineData("Transfer-Encoding", "chunked")]
    public async Task A_configured_header_that_would_break_the_request_is_refused(string name, string value)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        var code = await harness.FetchCode(new FetchRequest { Url = server.Url(), Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(FetchCodes.BadHeader, code);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Configured_headers_are_sent_and_win_over_our_own()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        await harness.FetchDocument(new FetchRequest { Url = server.Url(), Headers = new Dictionary<string, string> { ["X-Api-Key"] = "k", ["user-agent"] = "Desk/1" } });

        Assert.Equal("k", Assert.Single(server.Requests)["X-Api-Key"]);
        Assert.Equal("Desk/1", Assert.Single(server.Requests)["User-Agent"]);
    }

    /// <summary>Seeds are part of the name of a failing case; run it alone to see it again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_bytes_a_server_sends_there_is_a_result(int seed)
    {
        var random = new Random(seed);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(Mutated(random));
            exchange.Close();
        });
        using var harness = new FetchHarness(FetchHarness.Loopback with { Timeout = TimeSpan.FromSeconds(5) });

        for (var i = 0; i < 150; i++)
        {
            var result = await harness.Fetch(new FetchRequest { Url = server.Url($"/{i}"), Validators = new Validators("\"e\"", "then") });
            if (result is FetchResult.Failed failed) Assert.NotEqual("The feed could not be fetched; it is tried again later.", FetchCodes.Explain(failed.Code));
        }
    }

    /// <summary>A sound answer with some of its bytes changed, doubled, or taken away.</summary>
    private static byte[] Mutated(Random random)
    {
        string[] sound =
        [
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nETag: \"a\"\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\n<rss>",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\n<rss>\r\n0\r\n\r\n",
            "HTTP/1.1 301 Moved\r\nLocation: /next?a=b#c\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 503 Busy\r\nRetry-After: Thu, 26 Jun 2025 03:04:00 GMT\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nExpires: Thu, 26 Jun 2025 03:04:00 GMT\r\n\r\n",
        ];
        var bytes = Encoding.Latin1.GetBytes(sound[random.Next(sound.Length)]).ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, bytes[at..Math.Min(at + 20, bytes.Count)]); break;
                default: bytes.InsertRange(at, "\r\n"u8.ToArray()); break;
            }

            if (bytes.Count == 0) break;
        }

        return [.. bytes];
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_a_result()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.StallAsync());
        using var fetcher = new Fetcher(FetchHarness.Loopback, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var fetching = fetcher.FetchAsync(new FetchRequest { Url = server.Url() }, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task Many_fetches_at_once_keep_to_two_connections_per_host()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => harness.Fetch(server.Url($"/{number}"))));

        Assert.All(results, result => Assert.IsType<FetchResult.Fetched>(result));
        Assert.InRange(server.Connections, 1, new PollingSettings().PerHost);
    }
}
