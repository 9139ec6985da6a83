using System.Net;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;
using FeedWatch.Web;

namespace FeedWatch.Tests.Web;

public sealed class HealthEndpointsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task A_service_that_works_is_alive_and_ready(string kind)
    {
        await using var test = await TestDatabase.CreateMigratedAsync(kind);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await AskAsync(test.Database));
    }

    [Fact]
    public async Task A_loop_that_stands_still_asks_for_a_restart()
    {
        await using var test = await TestDatabase.CreateMigratedAsync(TestDatabases.Sqlite);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), await AskAsync(test.Database, "polling"));
    }

    [Fact]
    public async Task A_database_that_is_away_does_not_ask_for_a_restart_but_for_no_readers()
    {
        using var away = Database.OpenPostgres("Host=127.0.0.1;Port=9;Username=watch;Password=hunter2;Timeout=3");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), await AskAsync(away));
    }

    [Fact]
    public async Task A_probe_that_wants_no_body_is_answered_as_well()
    {
        await using var test = await TestDatabase.CreateMigratedAsync(TestDatabases.Sqlite);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await AskAsync(test.Database, HttpMethod.Head));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), await AskAsync(test.Database, HttpMethod.Head, "polling"));
    }

    private static Task<(HttpStatusCode Live, HttpStatusCode Ready)> AskAsync(Database database, params string[] stuck) => AskAsync(database, HttpMethod.Get, stuck);

    private static async Task<(HttpStatusCode Live, HttpStatusCode Ready)> AskAsync(Database database, HttpMethod method, params string[] stuck)
    {
        await using var app = WebHost.CreateBuilder("http://127.0.0.1:0").Build();
        app.MapHealth(database, () => stuck);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var live = await client.SendAsync(new HttpRequestMessage(method, "/livez"), TestContext.Current.CancellationToken);
        using var ready = await client.SendAsync(new HttpRequestMessage(method, "/readyz"), TestContext.Current.CancellationToken);
        return (live.StatusCode, ready.StatusCode);
    }
}
