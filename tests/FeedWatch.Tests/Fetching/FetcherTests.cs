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

    [Fact]
    public async Task A_proxy_in_the_environment_is_not_used()
    {
        await using var proxy = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "proxied"));
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "direct"));
        Environment.SetEnvironmentVariable("http_proxy", $"http://127.0.0.1:{proxy.Port}");
        try
        {
            using var harness = new FetchHarness();
            var fetched = await harness.FetchDocument(server.Url());
            Assert.Equal("direct", Encoding.UTF8.GetString(fetched.Body.Span));
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", null);
        }
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
