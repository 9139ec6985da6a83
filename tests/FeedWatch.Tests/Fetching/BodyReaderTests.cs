using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class BodyReaderTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: \"e\"\r\n";

    private static async Task<string> CodeOf(Func<ScriptedExchange, Task> script, TimeSpan? timeout = null, long maximum = 1_000_000)
    {
        await using var server = new ScriptedHttpServer(script);
        using var harness = new FetchHarness(FetchHarness.Loopback with { Timeout = timeout ?? TimeSpan.FromSeconds(20), MaximumBytes = maximum });
        return await harness.FetchCode(server.Url());
    }

    [Fact]
    public async Task A_body_shorter_than_announced_is_no_document()
    {
        Assert.Equal(FetchCodes.Truncated, await CodeOf(async exchange =>
        {
            await exchange.SendAsync(Head + "Content-Length: 1000\r\n\r\n<rss>");
            exchange.Close();
        }));
    }

    [Theory]
    [InlineData("5\r\n<rss>\r\n")]
    [InlineData("5\r\n<r")]
    [InlineData("5\r\n<rss>\r\n0\r\n")]
    [InlineData("5")]
    public async Task A_chunked_body_without_its_end_is_no_document(string chunks)
    {
        Assert.Equal(FetchCodes.Truncated, await CodeOf(async exchange =>
        {
            await exchange.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
            exchange.Close();
        }));
    }

    [Theory]
    [InlineData("zz\r\n<rss>\r\n0\r\n\r\n")]
    [InlineData("-5\r\n<rss>\r\n0\r\n\r\n")]
    [InlineData("5\r\n<rss>garbage\r\n0\r\n\r\n")]
    [InlineData("ffffffffffffffffff\r\n<rss>")]
    public async Task A_chunked_body_that_is_not_proper_is_no_document(string chunks)
    {
        Assert.Contains(
            await CodeOf(async exchange =>
            {
                await exchange.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
                exchange.Close();
            }),
            new[] { FetchCodes.BadResponse, FetchCodes.Truncated });
    }

    [Fact]
    public async Task A_connection_broken_in_the_body_is_no_document_and_is_not_asked_again_at_once()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(Head + "Content-Length: 1000\r\n\r\n<rss>");
            await Task.Delay(100);
            exchange.Reset();
        });
        using var harness = new FetchHarness();

        Assert.Contains(await harness.FetchCode(server.Url()), new[] { FetchCodes.ConnectionLost, FetchCodes.Truncated });
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Chunks_and_a_closed_connection_are_fine_ends()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(exchange.Number == 1
                ? Head + "Transfer-Encoding: chunked\r\n\r\n5;ext=1\r\n<rss>\r\n6\r\n</rss>\r\n0\r\nTrailer: x\r\n\r\n"
                : Head + "Connection: close\r\n\r\n<rss></rss>");
            exchange.Close();
        });
        using var harness = new FetchHarness();

        for (var i = 0; i < 2; i++)
            Assert.Equal("<rss></rss>", Encoding.UTF8.GetString((await harness.FetchDocument(server.Url())).Body.Span));
    }

    [Fact]
    public async Task An_announced_length_over_the_limit_is_not_read()
    {
        Assert.Equal(FetchCodes.TooLarge, await CodeOf(exchange => exchange.SendAsync(Head + "Content-Length: 1000001\r\n\r\n<rss>")));
    }

    [Fact]
    public async Task A_body_without_end_is_cut_at_the_limit()
    {
        Assert.Equal(FetchCodes.TooLarge, await CodeOf(async exchange =>
        {
            await exchange.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n");
            var chunk = "10000\r\n" + new string('x', 65536) + "\r\n";
            while (true) await exchange.SendAsync(chunk);
        }));
    }

    [Fact]
    public async Task The_largest_document_allowed_is_read_whole()
    {
        var body = new byte[1_000_000];
        Random.Shared.NextBytes(body);
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, body));
        using var harness = new FetchHarness(FetchHarness.Loopback with { MaximumBytes = body.Length });

        Assert.Equal(body, (await harness.FetchDocument(server.Url())).Body.ToArray());
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nContent-Length: 50\r\n\r\n<rss>")]
    [InlineData("Content-Length: -5\r\n\r\n<rss>")]
    [InlineData("Content-Length: five\r\n\r\n<rss>")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n<rss>")]
    public async Task A_nonsensical_length_is_a_typed_failure_or_ignored(string rest)
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(Head + rest);
            exchange.Close();
        });
        using var harness = new FetchHarness();

        var result = await harness.Fetch(server.Url());

        if (result is FetchResult.Fetched fetched) Assert.Equal("<rss>", Encoding.UTF8.GetString(fetched.Body.Span));
        else Assert.Contains(Assert.IsType<FetchResult.Failed>(result).Code, new[] { FetchCodes.BadResponse, FetchCodes.Truncated });
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 1000\r\n\r\n<rss>")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5;")]
    public async Task A_server_that_stops_sending_is_cut_off(string rest)
    {
        var code = await CodeOf(
            async exchange =>
            {
                await exchange.SendAsync(Head + rest);
                await exchange.StallAsync();
            },
            TimeSpan.FromSeconds(1));
        Assert.Equal(FetchCodes.Timeout, code);
    }

    [Theory]
    [InlineData("", "X-Slow: 1\r\n")]
    [InlineData("Content-Length: 100000\r\n\r\n", "x")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5;", "e")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")]
    public async Task A_server_that_drips_is_cut_off_by_the_total_time(string rest, string drip)
    {
        var code = await CodeOf(
            async exchange =>
            {
                await exchange.SendAsync(Head + rest);
                while (true)
                {
                    foreach (var letter in drip)
                    {
                        await exchange.SendAsync(letter.ToString());
                        await Task.Delay(20);
                    }
                }
            },
            TimeSpan.FromSeconds(1.5));
        Assert.Equal(FetchCodes.Timeout, code);
    }

    [Fact]
    public async Task Ten_seconds_of_silence_inside_a_body_are_enough()
    {
        var time = new ManualTime();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(Head + "Content-Length: 1000\r\n\r\n<rss>");
            await exchange.StallAsync();
        });
        using var harness = new FetchHarness(time: time);
        var fetching = harness.FetchCode(server.Url());
        while (!fetching.IsCompleted && time.GetUtcNow().Minute < 5)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(FetchCodes.Stalled, await fetching);
    }
}
