using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class RedirectTests
{
    private const string Here = "93.184.215.14";
    private const string There = "93.184.215.15";

    private static ScriptedHttpServer Redirecting(int status, params string[] headers) =>
        new(exchange => exchange.Target == "/start" ? exchange.AnswerAsync(status, "", headers) : exchange.AnswerAsync(200, exchange.Target));

    [Theory]
    [InlineData("/x", "/x")]
    [InlineData("x", "/x")]
    [InlineData("?x=1", "/start?x=1")]
    [InlineData("./a/../b", "/b")]
    [InlineData("//here.example/x", "/x")]
    [InlineData("http://here.example/x#part", "/x")]
    [InlineData("HTTP://HERE.EXAMPLE:80/x", "/x")]
    [InlineData("/with space", "/with%20space")]
    [InlineData("  /padded  ", "/padded")]
    [InlineData("\\x", "/x")]
    [InlineData("http://user:pass@here.example/x", "/x")]
    public async Task A_place_to_go_is_understood_in_every_form(string location, string target)
    {
        await using var server = Redirecting(302, $"Location: {location}");
        using var harness = FetchHarness.On(new TestInternet().Site("here.example", Here, server));

        var fetched = await harness.FetchDocument("http://here.example/start");

        Assert.Equal(target, Encoding.UTF8.GetString(fetched.Body.Span));
        Assert.Null(fetched.PermanentUrl);
        Assert.All(server.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public async Task A_place_written_in_raw_UTF8_is_understood()
    {
        var location = Encoding.Latin1.GetString("/한국"u8);
        await using var server = Redirecting(302, $"Location: {location}");
        using var harness = FetchHarness.On(new TestInternet().Site("here.example", Here, server));

        var fetched = await harness.FetchDocument("http://here.example/start");

        Assert.Equal("/%ED%95%9C%EA%B5%AD", Encoding.UTF8.GetString(fetched.Body.Span));
    }

    [Theory]
    [InlineData("Location: file:///etc/passwd")]
    [InlineData("Location: javascript:alert(1)")]
    [InlineData("Location: ftp://here.example/feed")]
    [InlineData("Location: gopher://here.example/feed")]
    [InlineData("Location: data:text/xml,<rss/>")]
    [InlineData("Location: ws://here.example/")]
    [InlineData("Location: http://[::bad")]
    [InlineData("Location: http://")]
    [InlineData("Location: http:///nohost")]
    [InlineData("Location: http://here.example:99999/")]
    [InlineData("Location: ")]
    [InlineData("X-Nothing: here")]
    [InlineData("Location: /tab\tinside")]
    [InlineData("Location: /escape\u001B[31m")]
    public async Task A_place_off_the_web_is_not_gone_to(string header)
    {
        await using var server = Redirecting(301, header);
        using var harness = FetchHarness.On(new TestInternet().Site("here.example", Here, server));

        Assert.Equal(FetchCodes.BadRedirect, await harness.FetchCode("http://here.example/start"));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(6379)]
    [InlineData(22)]
    [InlineData(8080)]
    public async Task A_redirect_does_not_choose_ports(int port)
    {
        await using var server = Redirecting(302, $"Location: http://here.example:{port}/x");
        var internet = new TestInternet().Site("here.example", Here, server);
        using var harness = FetchHarness.On(internet);

        Assert.Equal(FetchCodes.BlockedPort, await harness.FetchCode("http://here.example/start"));
        Assert.Single(internet.Connects);
    }

    [Fact]
    public async Task A_port_that_the_user_chose_may_be_stayed_on()
    {
        await using var server = Redirecting(302, "Location: /x");
        using var harness = new FetchHarness();
        await harness.FetchDocument(server.Url("/start"));
    }

    [Theory]
    [InlineData(1, "http://127.0.0.1/")]
    [InlineData(3, "http://169.254.169.254/latest/meta-data/")]
    [InlineData(5, "http://inside.example/")]
    public async Task A_redirect_into_a_private_network_is_not_followed_at_any_hop(int hop, string target)
    {
        await using var canary = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "secret"));
        await using var server = new ScriptedHttpServer(exchange =>
        {
            var number = int.Parse(exchange.Target[1..], System.Globalization.CultureInfo.InvariantCulture);
            return exchange.AnswerAsync(301, "", number == hop ? $"Location: {target}" : $"Location: /{number + 1}");
        });
        var internet = new TestInternet().Site("here.example", Here, server).Name("inside.example", "10.0.0.1")
            .Server("127.0.0.1", 80, canary).Server("169.254.169.254", 80, canary).Server("10.0.0.1", 80, canary);
        using var harness = FetchHarness.On(internet);

        var result = Assert.IsType<FetchResult.Refused>(await harness.Fetch("http://here.example/1"));

        Assert.Equal(FetchCodes.BlockedAddress, result.Code);
        Assert.Null(result.PermanentUrl);
        Assert.Equal(0, canary.Connections);
        Assert.Equal(hop, server.Requests.Count);
    }

    [Fact]
    public async Task Endless_redirects_end_after_five()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(302, "", $"Location: /{exchange.Number}"));
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.RedirectLoop, await harness.FetchCode(server.Url("/0")));
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Five_redirects_are_followed()
    {
        await using var server = new ScriptedHttpServer(exchange =>
            exchange.Number <= 5 ? exchange.AnswerAsync(302, "", $"Location: /{exchange.Number}") : exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();
        await harness.FetchDocument(server.Url("/0"));
    }

    [Fact]
    public async Task A_circle_is_noticed_at_once()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(302, "", $"Location: {(exchange.Target == "/a" ? "/b" : "/a")}"));
        using var harness = new FetchHarness();

        Assert.Equal(FetchCodes.RedirectLoop, await harness.FetchCode(server.Url("/a")));
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(301, 308, true)]
    [InlineData(301, 302, false)]
    [InlineData(307, 301, false)]
    [InlineData(303, 303, false)]
    public async Task Only_a_chain_that_is_permanent_throughout_is_a_move(int first, int second, bool isMove)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.Target switch
        {
            "/a" => exchange.AnswerAsync(first, "", "Location: /b"),
            "/b" => exchange.AnswerAsync(second, "", "Location: /c#top"),
            _ => exchange.AnswerAsync(200, "x"),
        });
        using var harness = new FetchHarness();

        var fetched = await harness.FetchDocument(server.Url("/a"));

        Assert.Equal(isMove ? server.Url("/c") : null, fetched.PermanentUrl);
    }

    [Fact]
    public async Task A_move_that_ends_in_an_error_is_no_move()
    {
        await using var server = new ScriptedHttpServer(exchange =>
            exchange.Target == "/a" ? exchange.AnswerAsync(301, "", "Location: /b") : exchange.AnswerAsync(404));
        using var harness = new FetchHarness();

        var failed = Assert.IsType<FetchResult.Failed>(await harness.Fetch(server.Url("/a")));

        Assert.Equal("http_404", failed.Code);
        Assert.Null(failed.PermanentUrl);
        Assert.Equal(server.Url("/b"), failed.AnsweredBy);
    }

    [Fact]
    public async Task Secrets_stay_with_the_host_they_were_configured_for()
    {
        await using var there = new ScriptedHttpServer(exchange => exchange.AnswerAsync(302, "", "Location: http://here.example/end"));
        await using var here = new ScriptedHttpServer(exchange => exchange.Target switch
        {
            "/start" => exchange.AnswerAsync(302, "", "Location: /next"),
            "/next" => exchange.AnswerAsync(302, "", "Location: http://there.example/x"),
            _ => exchange.AnswerAsync(200, "x"),
        });
        using var harness = FetchHarness.On(new TestInternet().Site("here.example", Here, here).Site("there.example", There, there));

        await harness.FetchDocument(new FetchRequest
        {
            Url = "http://me:secret@here.example/start",
            Headers = new Dictionary<string, string> { ["X-Api-Key"] = "k", ["Cookie"] = "c=1" },
        });

        Assert.Equal(["k", "k", null], here.Requests.Select(request => request["X-Api-Key"]));
        Assert.Equal([true, true, false], here.Requests.Select(request => request["Authorization"] is not null));
        Assert.Null(Assert.Single(there.Requests)["X-Api-Key"]);
        Assert.Null(there.Requests[0]["Authorization"]);
        Assert.Null(there.Requests[0]["Cookie"]);
    }

    [Fact]
    public async Task Choices_without_a_favourite_are_not_a_document()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(300, "<a href=x>"));
        using var harness = new FetchHarness();
        Assert.Equal("http_300", await harness.FetchCode(server.Url()));
    }
}
