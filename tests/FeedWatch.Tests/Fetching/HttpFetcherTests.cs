using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FeedWatch.Tests.Fetching;

/// <summary>HTTP/2, against a real server.</summary>
public sealed class HttpFetcherTests : IAsyncLifetime, IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly FetchHarness _harness = new(FetchHarness.Loopback with { Timeout = TimeSpan.FromSeconds(5) });
    private WebApplication _server = null!;
    private int _asked;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(_certificates.Issue("127.0.0.1")).Protocols = HttpProtocols.Http1AndHttp2));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        return context.Request.Path.Value switch
        {
            "/protocol" => context.Response.WriteAsync(context.Request.Protocol),
            "/etag" => NotModified(context),
            "/reset" => Reset(context, afterBytes: 0),
            "/reset-in-body" => Reset(context, afterBytes: 100),
            "/stall" => Task.Delay(Timeout.Infinite, context.RequestAborted),
            "/big" => Big(context),
            _ => Task.CompletedTask,
        };
    }

    private static Task NotModified(HttpContext context)
    {
        context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"é\"" ? 304 : 400;
        return Task.CompletedTask;
    }

    private static async Task Reset(HttpContext context, int afterBytes)
    {
        if (afterBytes > 0)
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(new string('x', afterBytes));
            await context.Response.Body.FlushAsync();
            await Task.Delay(100);
        }

        context.Features.Get<IHttpResetFeature>()!.Reset(afterBytes > 0 ? 2 : 8);
    }

    private static async Task Big(HttpContext context)
    {
        var block = new byte[65536];
        for (var i = 0; i < 1000; i++) await context.Response.Body.WriteAsync(block, context.RequestAborted);
    }

    private FetchRequest Request(string path, Validators? validators = null) =>
        new() { Url = _server.Urls.First() + path, AllowInvalidCertificate = true, Validators = validators ?? Validators.None };

    [Fact]
    public async Task HTTP2_is_spoken_where_it_is_offered()
    {
        Assert.Equal("HTTP/2", Encoding.UTF8.GetString((await _harness.FetchDocument(Request("/protocol"))).Body.Span));
    }

    [Fact]
    public async Task Validators_are_octets_over_HTTP2_as_well()
    {
        var result = await _harness.Fetch(Request("/etag", new Validators(Encoding.Latin1.GetString("\"é\""u8), null)));
        Assert.IsType<FetchResult.NotModified>(result);
    }

    [Theory]
    [InlineData("/reset", "connection_lost")]
    [InlineData("/reset-in-body", "connection_lost")]
    [InlineData("/stall", "timeout")]
    public async Task A_stream_that_breaks_or_stalls_is_a_typed_failure_and_asked_once(string path, string code)
    {
        var request = Request(path);
        Assert.Equal(code, await _harness.FetchCode(request));
        Assert.Equal(1, _asked);
    }

    /// <summary>Frames as RFC 9113 has them: length, type, flags, stream, payload.</summary>
    [Theory]
    [InlineData("GOAWAY", "0000080700000000000000000000000000")]
    [InlineData("RST_STREAM", "0000040300000000010000000B")]
    [InlineData("a frame of another stream", "0000040300000000090000000B")]
    [InlineData("a frame longer than allowed", "FFFFFF0000000000010000")]
    [InlineData("no frame", "")]
    public async Task A_server_that_ends_the_conversation_is_a_typed_failure_and_not_asked_on_and_on(string what, string frame)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var certificate = _certificates.Issue("127.0.0.1");
        listener.Start();
        var connections = 0;
        var cancellation = TestContext.Current.CancellationToken;
        var serving = Task.Run(
            async () =>
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync(cancellation);
                    connections++;
                    await using var secure = new SslStream(client.GetStream());
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] }, cancellation);
                    await secure.WriteAsync(Convert.FromHexString("000000040000000000"), cancellation); // its settings
                    var request = new byte[24 + 9]; // preface and the head of the first frame
                    await secure.ReadExactlyAsync(request, cancellation);
                    await Task.Delay(100, cancellation);
                    await secure.WriteAsync(Convert.FromHexString(frame), cancellation);
                }
            },
            cancellation);

        var code = await _harness.FetchCode(new FetchRequest { Url = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/", AllowInvalidCertificate = true });
        listener.Stop();
        await Task.WhenAny(serving);

        Assert.True(code is FetchCodes.ConnectionLost or FetchCodes.BadResponse, $"{what}: {code}");
        Assert.InRange(connections, 1, 6);
    }

    [Fact]
    public async Task The_limit_holds_over_HTTP2()
    {
        Assert.Equal(FetchCodes.TooLarge, await _harness.FetchCode(Request("/big")));
        Assert.Equal("HTTP/2", Encoding.UTF8.GetString((await _harness.FetchDocument(Request("/protocol"))).Body.Span));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _harness.Dispose();
        _certificates.Dispose();
        GC.SuppressFinalize(this);
    }
}
