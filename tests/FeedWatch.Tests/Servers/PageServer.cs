using System.Net;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FeedWatch.Tests.Servers;

/// <summary>The page over a newsroom, on a real server on loopback.</summary>
public sealed class PageServer : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests";
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private PageServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(_handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    /// <summary>How often the page asked for mails to be sent, and for feeds to be polled.</summary>
    public int Woken { get; private set; }

    /// <summary>What the service counted last.</summary>
    public ServiceLevels? Levels { get; set; }

    public static async Task<PageServer> StartAsync(Newsroom room, WebSettings? web = null, IPAddress? remote = null, IReadOnlyList<ConfigurationProblem>? problems = null, Database? database = null)
    {
        var app = WebHost.CreateBuilder("http://127.0.0.1:0").Build();
        if (remote is not null)
        {
            app.Use((HttpContext context, RequestDelegate next) =>
            {
                context.Connection.RemoteIpAddress = remote;
                return next(context);
            });
        }

        PageServer? server = null;
        app.MapSite(new Site
        {
            Database = database ?? room.Database,
            Time = room.Time,
            Configuration = () => new ConfigurationState(
                room.Configuration with { Settings = room.Configuration.Settings with { Web = web ?? new WebSettings { Token = Token } } }, problems ?? [], room.Now),
            Loops = () => [new LoopReport("polling", TimeSpan.FromSeconds(1), 0, null, false)],
            Levels = () => server?.Levels,
            MailTrouble = () => null,
            WakeSending = () => server!.Woken++,
            WakePolling = () => server!.Woken++,
            Reload = () => true,
            Replica = "test/1",
        });
        await app.StartAsync();
        return server = new PageServer(app);
    }

    public Task<HttpResponseMessage> GetAsync(string address) => Client.GetAsync(address);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Client.SendAsync(request);

    /// <summary>The body of an answer that must be 200.</summary>
    public async Task<string> ReadAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answered {answer.StatusCode}: {body}");
        return body;
    }

    public async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        return answer.StatusCode;
    }

    /// <summary>Posts a form with the headers given.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, Dictionary<string, string>? form = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form ?? []) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>Short words for what tests do with answers.</summary>
internal static class PageAnswers
{
    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
