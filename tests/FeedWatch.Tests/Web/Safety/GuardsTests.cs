using System.Net;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Safety;

public sealed class GuardsTests
{
    public static TheoryData<string> Addresses =>
        ["/", "/topics", "/topics/port/ice-class-tug", "/topics/port/ice-class-tug/misses", "/try", "/try?topic=tug", "/feeds", "/feeds/1", "/mail", "/system", "/sign-in", "/unsubscribe", "/hits.atom", "/hits.json", "/hits.csv", "/api/stories", "/api/openapi.json", "/nothing", "/metrics"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_safe(string address)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.GetAsync(address);

        Assert.True((int)answer.StatusCode < 500);
        Assert.StartsWith("default-src 'none'; style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.DoesNotContain(PageServer.Token, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("169.254.169.254", 421)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("watch.example.org", 200)]
    [InlineData("WATCH.example.org.", 200)]
    [InlineData("inside", 200)]
    public async Task Only_names_that_are_ours_are_answered(string host, int status)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, new WebSettings { PublicUrl = "https://watch.example.org/", AllowedHosts = ["inside"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };

        using var answer = await page.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/?since=yesterday")]
    [InlineData("/?before=-1")]
    [InlineData("/?before=1e9")]
    [InlineData("/?watchlist=a%00b")]
    [InlineData("/?q=a&q=b")]
    [InlineData("/feeds?page=0")]
    [InlineData("/hits.atom?limit=1000000000")]
    [InlineData("/hits.atom?limit=0")]
    [InlineData("/api/hits?limit=1e9")]
    [InlineData("/api/hits?before=99999999999999999999")]
    [InlineData("/api/stories/0x10")]
    [InlineData("/api/stories/-1")]
    [InlineData("/api/feeds/%00")]
    [InlineData("/api/mails?state=lost")]
    public async Task What_cannot_be_meant_is_a_400(string address)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(HttpStatusCode.BadRequest, await page.StatusAsync(address));
    }

    [Fact]
    public async Task A_very_long_address_is_refused()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, await page.StatusAsync("/?q=" + new string('a', 20_000)));
        Assert.Equal(HttpStatusCode.BadRequest, await page.StatusAsync("/?q=" + new string('a', 3_000)));
    }

    [Theory]
    [InlineData("/nothing/<script>alert(1)</script>")]
    [InlineData("/topics/port/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/assets/..%2f..%2fappsettings.json")]
    [InlineData("/assets/../../etc/passwd")]
    [InlineData("//evil.example/%2e%2e")]
    public async Task An_unknown_address_is_a_404_that_repeats_nothing(string address)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        using var answer = await page.GetAsync(page.Client.BaseAddress + address[1..]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("alert(1)", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TRACE", "/", 405)]
    [InlineData("OPTIONS", "/", 405)]
    [InlineData("DELETE", "/stories/1", 405)]
    [InlineData("PUT", "/api/hits", 405)]
    [InlineData("GET", "/mail/1/retry", 405)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("HEAD", "/api/hits", 200)]
    public async Task Methods_are_answered_as_they_should_be(string method, string address, int status)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var answer = await page.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        if (method == "HEAD")
        {
            Assert.Empty(await answer.TextAsync());
        }
    }

    [Fact]
    public async Task A_bad_configuration_is_said_on_every_page()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, problems: [new ConfigurationProblem("feeds.json", 3, "$.feeds[1]", "<b>Broken</b>.", "Mend it.")]);

        Assert.Contains("the last good configuration is in force", await page.ReadAsync("/feeds"), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Broken&lt;/b&gt;.", await page.ReadAsync("/system"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_away_the_page_says_so_and_says_no_more()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        using var away = Database.OpenPostgres("Host=127.0.0.1;Port=9;Username=watch;Password=hunter2;Timeout=3");
        await using var page = await PageServer.StartAsync(room, database: away);

        foreach (var address in new[] { "/", "/feeds", "/mail", "/api/hits", "/hits.atom", "/try?topic=tug" })
        {
            using var answer = await page.GetAsync(address);
            var body = await answer.TextAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("The database cannot be reached", body, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
            Assert.DoesNotContain(" at FeedWatch.", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Assets_may_be_kept_and_nothing_else()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        var home = await page.ReadAsync("/");
        var style = System.Text.RegularExpressions.Regex.Match(home, "href=\"(/assets/[^\"]+style.css)\"").Groups[1].Value;

        using var asset = await page.GetAsync(style);
        using var again = await page.GetAsync("/");

        Assert.Equal("text/css", asset.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(again.Headers.CacheControl!.NoStore);
    }
}
