using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using FeedWatch.Tests.Servers;
using FeedWatch.Web.Outputs;

namespace FeedWatch.Tests.Web.Outputs;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task What_was_polled_and_found_is_counted()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        var before = Value(await page.ReadAsync("/metrics"), "feedwatch_hits_total");
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();

        var body = await page.ReadAsync("/metrics");

        Assert.True(Value(body, "feedwatch_hits_total") >= before + 2); // other tests count, too
        Assert.Contains("feedwatch_feed_polls_total{feedwatch_poll_result=\"ok\"}", body, StringComparison.Ordinal);
        Assert.Contains("feedwatch_mail_attempts_total{feedwatch_mail_result=\"accepted\"}", body, StringComparison.Ordinal);
        Assert.Contains("# TYPE feedwatch_round_duration_seconds histogram", body, StringComparison.Ordinal);
        Assert.Matches("feedwatch_round_duration_seconds_bucket\\{le=\"\\+Inf\"\\} [1-9]", body);
        Assert.Contains("dotnet_", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("10.0.3.7", null, true)]
    [InlineData("::ffff:192.168.1.9", null, true)]
    [InlineData("fd00::7", null, true)]
    [InlineData("203.0.113.9", null, false)]
    [InlineData("172.32.0.1", null, false)]
    [InlineData("203.0.113.9", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "203.0.113.9", false)]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    public async Task The_address_of_the_socket_counts_and_no_header(string remote, string? forwardedFor, bool allowed)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room, remote: IPAddress.Parse(remote));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var answer = await page.SendAsync(request);

        Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("docs/grafana-dashboard.json")]
    [InlineData("docs/alerts.yml")]
    public void Dashboard_and_alarms_ask_for_metrics_that_there_are(string file)
    {
        var known = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => known.Add(PrometheusMetrics.Name(instrument));
        listener.Start();
        Metrics.Stored(0, 0, 0, 0);

        var asked = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, file)), @"\b(feedwatch|dotnet)_[a-z_]+(?=[\[{)\s""])")
            .Select(match => Regex.Replace(match.Value, "_bucket$", "")).ToHashSet();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, name => !known.Contains(name) && !Label().IsMatch(name));
    }

    /// <summary>Labels look like metrics where a query groups by them.</summary>
    private static Regex Label() => new("_(result|condition|state)$");

    private static double Value(string body, string name) =>
        Regex.Match(body, $"^{name} (\\S+)$", RegexOptions.Multiline) is { Success: true } match ? double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
}
