using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

/// <summary>What no other limit ends, and the second try.</summary>
public sealed class WireStreamTests
{
    private static readonly FeedWatch.Settings.PollingSettings Small = FetchHarness.Loopback with { MaximumBytes = 1_000_000 };

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")]
    public async Task Interim_answers_without_end_are_cut(string interim)
    {
        var many = string.Concat(Enumerable.Repeat(interim, 1000));
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            while (true) await exchange.SendAsync(many);
        });
        using var harness = new FetchHarness(Small);

        Assert.Equal(FetchCodes.HeadersTooLarge, await harness.FetchCode(server.Url()));
    }

    [Theory]
    [InlineData("X-Long: ", "x")]
    [InlineData("", "X-Many: 1\r\n")]
    [InlineData("", " folded\r\n")]
    public async Task Headers_without_end_are_cut(string start, string more)
    {
        var many = string.Concat(Enumerable.Repeat(more, 10_000));
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nX: 1\r\n" + start);
            while (true) await exchange.SendAsync(many);
        });
        using var harness = new FetchHarness(Small);

        Assert.Equal(FetchCodes.HeadersTooLarge, await harness.FetchCode(server.Url()));
    }

    [Theory]
    [InlineData("5;", "ext=1;")]
    [InlineData("0\r\n", "Trailer: 1\r\n")]
    [InlineData("", "0")]
    public async Task Padding_between_chunks_without_end_is_cut(string start, string more)
    {
        var many = string.Concat(Enumerable.Repeat(more, 10_000));
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + start);
            while (true) await exchange.SendAsync(many);
        });
        using var harness = new FetchHarness(Small);

        Assert.Contains(await harness.FetchCode(server.Url()), new[] { FetchCodes.TooLarge, FetchCodes.BadResponse, FetchCodes.HeadersTooLarge, FetchCodes.Truncated });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_dies_before_an_answer_is_tried_once_more(bool isReset)
    {
        await using var server = new ScriptedHttpServer(exchange =>
        {
            if (exchange.Number > 1) return exchange.AnswerAsync(200, "x");
            if (isReset) exchange.Reset();
            else exchange.Close();
            return Task.CompletedTask;
        });
        using var harness = new FetchHarness();

        await harness.FetchDocument(server.Url());

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_never_answers_is_asked_twice_and_not_more(bool isReset)
    {
        await using var server = new ScriptedHttpServer(exchange =>
        {
            if (isReset) exchange.Reset();
            else exchange.Close();
            return Task.CompletedTask;
        });
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.ConnectionLost, await harness.FetchCode(server.Url()));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_not_asked_for_again()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 O");
            exchange.Close();
        });
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.ConnectionLost, await harness.FetchCode(server.Url()));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\0\0\0\u0001binary\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nBad name: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    [InlineData("<html>no head</html>\r\n\r\n")]
    public async Task What_is_not_HTTP_is_a_typed_failure(string answer)
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.SendAsync(answer);
            exchange.Close();
        });
        using var harness = new FetchHarness(Small);

        Assert.Contains(await harness.FetchCode(server.Url()), new[] { FetchCodes.BadResponse, FetchCodes.ConnectionLost, "http_101" });
    }

    [Fact]
    public async Task A_pooled_connection_that_died_meanwhile_is_replaced_unnoticed()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.AnswerAsync(200, "x");
            exchange.Close();
        });
        using var harness = new FetchHarness();

        for (var i = 0; i < 5; i++) await harness.FetchDocument(server.Url());

        Assert.Equal(5, server.Requests.Count);
    }
}
