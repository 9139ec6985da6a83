using System.Security.Cryptography;
using System.Text;
using FeedWatch.Alerts;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Alerts;

public sealed class WebhookTransportTests
{
    private static readonly byte[] Json = """{"id":"<1@example.org>","stories":[{"headline":"한국 <b>"}]}"""u8.ToArray();

    private static ScriptedHttpServer Server(string status) =>
        new(exchange => exchange.SendAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: http://169.254.169.254/\r\n\r\n"));

    /// <summary>A receiver with a public address, on the test's own Internet.</summary>
    private static async Task<MailAnswer> SendAsync(ScriptedHttpServer server, string address = "203.0.112.10", string? secret = "shared secret")
    {
        var internet = new TestInternet().Site("hooks.example", address, server);
        await using var transport = new WebhookTransport(new GuardedPost(new PollingSettings(), TimeProvider.System, internet.Access), secret, new ManualTime());
        return await transport.SendAsync(new OutgoingMail("feedwatch@example.org", "http://hooks.example/in?x=1", Json), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_receiver_can_verify_who_sent_it()
    {
        await using var server = Server("200 OK");

        Assert.IsType<MailAnswer.Accepted>(await SendAsync(server));

        var request = Assert.Single(server.Requests);
        var time = request["webhook-timestamp"];
        byte[] signed = [.. Encoding.UTF8.GetBytes($"<1@example.org>.{time}."), .. Json];
        var expected = Convert.ToBase64String(HMACSHA256.HashData("shared secret"u8.ToArray(), signed));
        Assert.Equal($"v1,{expected}", request["webhook-signature"]);
        Assert.Equal("<1@example.org>", request["webhook-id"]);
        Assert.Equal("application/json", request["Content-Type"]);
    }

    [Fact]
    public async Task Without_a_secret_it_goes_unsigned()
    {
        await using var server = Server("204 No Content");

        Assert.IsType<MailAnswer.Accepted>(await SendAsync(server, secret: null));
        Assert.Null(Assert.Single(server.Requests)["webhook-signature"]);
    }

    [Theory]
    [InlineData("408 Request Timeout", 408)]
    [InlineData("429 Too Many Requests", 429)]
    [InlineData("500 Oops", 500)]
    [InlineData("503 Busy", 503)]
    public async Task A_receiver_that_cannot_now_gets_it_later(string status, int code)
    {
        await using var server = Server(status);

        Assert.Equal(code, Assert.IsType<MailAnswer.Deferred>(await SendAsync(server)).Code);
    }

    [Theory]
    [InlineData("400 Bad Request", 400)]
    [InlineData("404 Not Found", 404)]
    [InlineData("410 Gone", 410)]
    [InlineData("302 Found", 302)]
    public async Task A_receiver_that_will_not_is_left_alone(string status, int code)
    {
        await using var server = Server(status);

        Assert.Equal(code, Assert.IsType<MailAnswer.Rejected>(await SendAsync(server)).Code);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    public async Task A_private_address_is_not_asked(string address)
    {
        await using var server = Server("200 OK");

        Assert.IsType<MailAnswer.Rejected>(await SendAsync(server, address));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_receiver_that_is_away_defers_its_own_messages_only()
    {
        await using var transport = new WebhookTransport(
            new GuardedPost(new PollingSettings(), TimeProvider.System, new TestInternet().Access), null, TimeProvider.System);

        var answer = await transport.SendAsync(new OutgoingMail("", "https://gone.example/", Json), TestContext.Current.CancellationToken);

        Assert.IsType<MailAnswer.Deferred>(answer);
    }

    [Fact]
    public async Task Mail_addresses_get_mail_and_web_addresses_a_post()
    {
        await using var smtp = ScriptedSmtpServer.Start();
        await using var http = Server("200 OK");
        var internet = new TestInternet().Site("hooks.example", "203.0.112.10", http);
        await using var transport = new ChannelTransport(
            new FeedWatch.Alerts.Smtp.SmtpTransport(new SmtpSettings { Host = "localhost", Port = smtp.Port, Security = SmtpSecurity.None }, TimeProvider.System),
            new WebhookTransport(new GuardedPost(new PollingSettings(), TimeProvider.System, internet.Access), null, TimeProvider.System));

        foreach (var recipient in new[] { "desk@example.org", "http://hooks.example/" })
        {
            Assert.IsType<MailAnswer.Accepted>(await transport.SendAsync(
                new OutgoingMail("feedwatch@example.org", recipient, Json), TestContext.Current.CancellationToken));
        }

        Assert.Equal("desk@example.org", Assert.Single(smtp.Accepted).Recipient);
        Assert.Single(http.Requests);
    }
}
