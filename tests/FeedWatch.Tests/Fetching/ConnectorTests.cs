using System.Net;
using System.Net.Sockets;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Fetching;

public sealed class ConnectorTests
{
    private const string Public = "93.184.215.14";

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("http://10.0.0.1:8080/")]
    public async Task A_private_address_in_whatever_spelling_is_not_connected_to(string url)
    {
        var internet = new TestInternet();
        using var harness = FetchHarness.On(internet);

        Assert.Equal(FetchCodes.BlockedAddress, await harness.FetchCode(url));
        Assert.Empty(internet.Connects);
    }

    [Fact]
    public async Task A_public_name_is_looked_up_once_and_the_vetted_address_is_used()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        var internet = new TestInternet().Site("news.example", Public, server);
        using var harness = FetchHarness.On(internet);

        await harness.FetchDocument("http://news.example/feed");

        Assert.Equal(1, internet.Lookups("news.example"));
        Assert.Equal([new IPEndPoint(IPAddress.Parse(Public), 80)], internet.Connects);
        Assert.Equal("news.example", Assert.Single(server.Requests)["Host"]);
    }

    [Theory]
    [InlineData(Public, "127.0.0.1")]
    [InlineData("127.0.0.1", Public)]
    [InlineData(Public, "8.8.8.8", "::ffff:10.0.0.1")]
    [InlineData(Public, "fd00::1")]
    public async Task One_private_address_among_public_ones_refuses_the_name(params string[] addresses)
    {
        var internet = new TestInternet().Name("mixed.example", addresses);
        using var harness = FetchHarness.On(internet);

        Assert.Equal(FetchCodes.BlockedAddress, await harness.FetchCode("http://mixed.example/"));
        Assert.Empty(internet.Connects);
    }

    [Fact]
    public async Task A_name_that_changes_its_answer_gains_nothing()
    {
        await using var canary = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "secret"));
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.AnswerAsync(200, "x", "Connection: close");
            exchange.Close();
        });
        var internet = new TestInternet()
            .Name("rebind.example", asked => asked == 0 ? [Public] : ["127.0.0.1"])
            .Server(Public, 80, server)
            .Server("127.0.0.1", 80, canary);
        using var harness = FetchHarness.On(internet);

        await harness.FetchDocument("http://rebind.example/");
        var second = await harness.FetchCode("http://rebind.example/");

        Assert.Equal(FetchCodes.BlockedAddress, second);
        Assert.Equal(2, internet.Lookups("rebind.example"));
        Assert.Equal(0, canary.Connections);
    }

    [Fact]
    public async Task A_private_network_that_the_user_named_is_polled()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        var internet = new TestInternet().Site("intranet.example", "10.1.2.3", server);
        using var harness = FetchHarness.On(internet, new PollingSettings { AllowPrivate = ["10.1.0.0/16"] });

        await harness.FetchDocument("http://intranet.example/");

        Assert.Equal(FetchCodes.BlockedAddress, await harness.FetchCode("http://10.2.0.1/"));
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoRecovery)]
    public async Task A_name_that_cannot_be_found_is_told_so(SocketError error)
    {
        var network = new NetworkAccess((_, _) => throw new SocketException((int)error), NetworkAccess.System.Connect);
        using var harness = new FetchHarness(new PollingSettings(), network);
        Assert.Equal(FetchCodes.Dns, await harness.FetchCode("http://nowhere.example/"));
    }

    [Fact]
    public async Task A_name_without_an_address_is_told_so()
    {
        using var harness = FetchHarness.On(new TestInternet().Name("empty.example"));
        Assert.Equal(FetchCodes.Dns, await harness.FetchCode("http://empty.example/"));
    }

    [Fact]
    public async Task A_silent_name_server_is_waited_for_five_seconds_even_if_it_ignores_that()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        var network = new NetworkAccess(
            (_, _) =>
            {
                asked.SetResult();
                return new TaskCompletionSource<IPAddress[]>().Task;
            },
            NetworkAccess.System.Connect);
        using var harness = new FetchHarness(new PollingSettings(), network, time);
        var fetching = harness.FetchCode("http://slow.example/");
        await asked.Task;

        time.Advance(TimeSpan.FromSeconds(4.9));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(fetching.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(FetchCodes.DnsTimeout, await fetching);
    }

    [Fact]
    public async Task Of_a_thousand_dead_addresses_four_are_tried()
    {
        var addresses = Enumerable.Range(0, 1000).Select(number => $"93.184.{number / 250}.{(number % 250) + 1}").ToArray();
        var internet = new TestInternet().Name("many.example", addresses);
        using var harness = FetchHarness.On(internet);

        Assert.Equal(FetchCodes.Connect, await harness.FetchCode("http://many.example/"));
        Assert.Equal(4, internet.Connects.Count);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_gives_way_to_the_next()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        var internet = new TestInternet().Name("two.example", "93.184.215.1", "93.184.215.2").Server("93.184.215.2", 80, server);
        using var harness = FetchHarness.On(internet);

        await harness.FetchDocument("http://two.example/");

        Assert.Equal(2, internet.Connects.Count);
    }

    [Fact]
    public async Task Six_dead_IPv6_addresses_leave_room_for_IPv4()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        var six = Enumerable.Range(1, 6).Select(number => $"2606:2800::{number}");
        var internet = new TestInternet().Name("dual.example", [.. six, Public]).Server(Public, 80, server);
        using var harness = FetchHarness.On(internet);

        await harness.FetchDocument("http://dual.example/");
    }

    [Fact]
    public async Task A_machine_without_free_sockets_says_so_and_recovers()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        var isExhausted = true;
        var network = NetworkAccess.System with
        {
            Connect = (endpoint, cancellation) => isExhausted
                ? throw new SocketException((int)SocketError.TooManyOpenSockets)
                : NetworkAccess.System.Connect(endpoint, cancellation),
        };
        using var harness = new FetchHarness(network: network);

        Assert.Equal(FetchCodes.ResourcesExhausted, await harness.FetchCode(server.Url()));
        isExhausted = false;
        await harness.FetchDocument(server.Url());
    }

    [Fact]
    public async Task A_closed_port_is_told_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var harness = new FetchHarness();
        Assert.Equal(FetchCodes.Connect, await harness.FetchCode($"http://127.0.0.1:{port}/"));
    }

    [Fact]
    public async Task The_machines_own_resolver_finds_localhost()
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.AnswerAsync(200, "x"));
        using var harness = new FetchHarness();
        await harness.FetchDocument($"http://localhost:{server.Port}/");
    }
}
