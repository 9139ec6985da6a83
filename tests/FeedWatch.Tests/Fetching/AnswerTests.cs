using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("Content-Location: https://elsewhere.example/a/feed.xml", "https://elsewhere.example/a/feed.xml")]
    [InlineData("Content-Location: /b/feed.xml", "http://news.example.com/b/feed.xml")]
    [InlineData("Content-Location: file:///etc/feed.xml", "http://news.example.com/feed")]
    [InlineData("Content-Location:", "http://news.example.com/feed")]
    [InlineData("X-Other: 1", "http://news.example.com/feed")]
    public async Task Relative_addresses_start_from_where_the_server_says_the_document_is(string header, string expected)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", header, "Content-Language: fi"));
        using var harness = new FetchHarness();

        var fetched = await harness.FetchDocument(server.Url());

        Assert.Equal(expected.Replace("http://news.example.com/feed", server.Url(), StringComparison.Ordinal).Replace("http://news.example.com", new Uri(server.Url()).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), fetched.Base.AbsoluteUri);
        Assert.Equal("fi", fetched.ContentLanguage);
    }

    [Theory]
    [InlineData("\"simple\"")]
    [InlineData("W/\"weak\"")]
    [InlineData("unquoted")]
    [InlineData("W/unquoted")]
    [InlineData("\"with \\\" quote\"")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("\"octets é ÿ\"")]
    [InlineData("\"tab\there\"")]
    [InlineData("\"")]
    public async Task An_ETag_goes_back_octet_for_octet(string etag)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", $"ETag: {etag}"));
        using var harness = new FetchHarness();

        var first = await harness.FetchDocument(server.Url());
        await harness.Fetch(new FetchRequest { Url = server.Url(), Validators = first.Validators });

        Assert.Equal(etag, first.Validators.ETag);
        Assert.Contains($"\r\nIf-None-Match: {etag}\r\n", server.Requests[1].Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a date")]
    [InlineData("Thu, 26 Jun 2025 03:04:00 +0900")]
    [InlineData("0")]
    [InlineData("Thursday, 26-Jun-25 03:04:00 GMT")]
    public async Task A_LastModified_goes_back_as_it_came(string lastModified)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", $"Last-Modified: {lastModified}"));
        using var harness = new FetchHarness();

        var first = await harness.FetchDocument(server.Url());
        await harness.Fetch(new FetchRequest { Url = server.Url(), Validators = first.Validators });

        Assert.Equal(lastModified, server.Requests[1]["If-Modified-Since"]);
        Assert.Null(server.Requests[1]["A-IM"]);
    }

    [Fact]
    public async Task A_validator_over_a_kilobyte_is_dropped_and_the_document_kept()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", $"ETag: \"{new string('e', 40_000)}\"", "Last-Modified: now"));
        using var harness = new FetchHarness();

        Assert.Equal(new Validators(null, "now"), (await harness.FetchDocument(server.Url())).Validators);
    }

    [Theory]
    [InlineData("\"a\r\nX-Evil: 1\"")]
    [InlineData("\"a\nb\"")]
    [InlineData("\"a\0b\"")]
    [InlineData("")]
    public async Task A_stored_validator_that_would_write_headers_is_not_sent(string etag)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        await harness.FetchDocument(new FetchRequest { Url = server.Url(), Validators = new Validators(etag, etag) });

        Assert.Null(Assert.Single(server.Requests)["If-None-Match"]);
        Assert.DoesNotContain("X-Evil", server.Requests[0].Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_modified_to_a_question_without_conditions_is_asked_again()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.Number == 1 ? exchange.AnswerAsync(304) : exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();

        await harness.FetchDocument(server.Url());

        Assert.Equal("no-cache", server.Requests[1]["Cache-Control"]);
    }

    [Fact]
    public async Task Not_modified_for_ever_without_conditions_is_a_failure()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(304));
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.UnexpectedNotModified, await harness.FetchCode(server.Url()));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(418)]
    [InlineData(451)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(599)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(305)]
    [InlineData(999)]
    public async Task A_status_that_is_not_a_document_is_its_own_code(int status)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(status, status == 204 ? "" : "no", "Retry-After: 5", "ETag: \"e\""));
        using var harness = new FetchHarness();

        var failed = Assert.IsType<FetchResult.Failed>(await harness.Fetch(server.Url()));

        Assert.Equal($"http_{status}", failed.Code);
        Assert.Null(failed.RetryAfter);
        Assert.Contains("127.0.0.1", failed.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_server_says_when_to_come_back(int status)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(status, "", "Retry-After: 7200"));
        using var harness = new FetchHarness();

        var failed = Assert.IsType<FetchResult.Failed>(await harness.Fetch(server.Url()));

        Assert.Equal(TimeSpan.FromHours(2), failed.RetryAfter);
        Assert.Equal(server.Url(), failed.AnsweredBy);
    }

    [Theory]
    [InlineData(226, "IM: feed", true)]
    [InlineData(226, "IM: gzip, feed", true)]
    [InlineData(226, "X-None: 1", true)]
    [InlineData(200, "IM: feed", false)]
    public async Task A_difference_is_told_from_a_document(int status, string header, bool isDelta)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(status, "x", header, "ETag: \"2\""));
        using var harness = new FetchHarness();

        var fetched = await harness.FetchDocument(new FetchRequest { Url = server.Url(), Validators = new Validators("\"1\"", null) });

        Assert.Equal(isDelta, fetched.IsDelta);
        Assert.Equal("\"2\"", fetched.Validators.ETag);
    }

    [Fact]
    public async Task A_difference_of_another_kind_is_not_taken_for_a_feed()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(226, "x", "IM: vcdiff"));
        using var harness = new FetchHarness();
        Assert.Equal(FetchCodes.BadEncoding, await harness.FetchCode(new FetchRequest { Url = server.Url(), Validators = new Validators("\"1\"", null) }));
    }

    [Theory]
    [InlineData("text/xml; charset=bogus-99")]
    [InlineData("text/xml; charset=\"utf-8")]
    [InlineData("garbage")]
    [InlineData(";;;")]
    [InlineData("text/html, application/rss+xml")]
    public async Task A_content_type_is_handed_on_raw(string contentType)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x", $"Content-Type: {contentType}"));
        using var harness = new FetchHarness();
        Assert.Equal(contentType, (await harness.FetchDocument(server.Url())).ContentType);
    }

    [Fact]
    public async Task A_hostile_reason_phrase_is_not_repeated()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.SendAsync("HTTP/1.1 500 <script>\u001B[31m{Message}\r\nContent-Length: 0\r\n\r\n"));
        using var harness = new FetchHarness();

        var failed = Assert.IsType<FetchResult.Failed>(await harness.Fetch(server.Url()));

        Assert.DoesNotContain("script", failed.Reason, StringComparison.Ordinal);
    }
}
