using System.Text;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

/// <summary>Alone, because the environment belongs to the whole process.</summary>
[Collection(nameof(FetcherProxyTests))]
[CollectionDefinition(nameof(FetcherProxyTests), DisableParallelization = true)]
public sealed class FetcherProxyTests
{
    [Theory]
    [InlineData("http_proxy")]
    [InlineData("HTTP_PROXY")]
    [InlineData("all_proxy")]
    public async Task A_proxy_in_the_environment_is_not_used(string variable)
    {
        await using var proxy = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "proxied"));
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "direct"));
        Environment.SetEnvironmentVariable(variable, $"http://127.0.0.1:{proxy.Port}");
        try
        {
            using var harness = new FetchHarness();
            var fetched = await harness.FetchDocument(server.Url());
            Assert.Equal("direct", Encoding.UTF8.GetString(fetched.Body.Span));
            Assert.Equal(0, proxy.Connections);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
