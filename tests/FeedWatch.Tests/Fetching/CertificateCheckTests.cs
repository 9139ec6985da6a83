using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class CertificateCheckTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    private async Task<string> CodeOf(X509Certificate2 certificate)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"), certificate);
        using var harness = new FetchHarness();
        var code = await harness.FetchCode(server.Url());
        Assert.Empty(server.Requests);
        return code;
    }

    [Fact]
    public async Task An_expired_certificate_is_told_so()
    {
        using var certificate = _certificates.IssueExpired("127.0.0.1");
        Assert.Equal(FetchCodes.TlsExpired, await CodeOf(certificate));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_told_so()
    {
        using var certificate = _certificates.Issue("other.example");
        Assert.Equal(FetchCodes.TlsWrongHost, await CodeOf(certificate));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_told_so()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        Assert.Equal(FetchCodes.TlsUntrusted, await CodeOf(certificate));
    }

    [Fact]
    public async Task One_feed_may_accept_what_the_others_do_not()
    {
        using var certificate = _certificates.IssueExpired("other.example");
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"), certificate);
        using var harness = new FetchHarness();

        await harness.FetchDocument(new FetchRequest { Url = server.Url(), AllowInvalidCertificate = true });

        Assert.Equal(FetchCodes.TlsExpired, await harness.FetchCode(server.Url()));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_told_so()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness(FetchHarness.Loopback with { Timeout = TimeSpan.FromSeconds(3) });

        var code = await harness.FetchCode(server.Url().Replace("http:", "https:", StringComparison.Ordinal));

        // Our hello has no line end, so that server waits for one until we give up.
        Assert.Contains(code, new[] { FetchCodes.TlsHandshake, FetchCodes.Timeout });
    }

    [Fact]
    public async Task A_server_that_only_speaks_outdated_TLS_is_told_so()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
#pragma warning disable SYSLIB0039, CA5397 // It is outdated: that is the point.
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"), certificate, SslProtocols.Tls);
#pragma warning restore SYSLIB0039, CA5397
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.TlsHandshake, await harness.FetchCode(server.Url()));
    }

    [Fact]
    public async Task A_handshake_without_end_is_cut_off()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var harness = new FetchHarness(FetchHarness.Loopback with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(FetchCodes.Timeout, await harness.FetchCode($"https://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/"));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task A_certificate_of_any_size_is_a_typed_failure(int bytes)
    {
        using var certificate = _certificates.IssueHeavy(bytes, "127.0.0.1");
        Assert.Contains(await CodeOf(certificate), new[] { FetchCodes.TlsUntrusted, FetchCodes.TlsHandshake });
    }

    [Fact]
    public async Task A_redirect_does_not_lend_its_permission_to_a_bad_certificate()
    {
        using var certificate = _certificates.Issue("127.0.0.1");
        await using var secure = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"), certificate);
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(301, "", "Location: https://there.example/"));
        var internet = new TestInternet().Site("here.example", "93.184.215.14", server)
            .Name("there.example", "93.184.215.15").Server("93.184.215.15", 443, secure);
        using var harness = FetchHarness.On(internet);

        Assert.Equal(FetchCodes.TlsWrongHost, await harness.FetchCode("http://here.example/"));
    }

    public void Dispose() => _certificates.Dispose();
}
