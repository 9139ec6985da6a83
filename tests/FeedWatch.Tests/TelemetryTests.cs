using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests;

/// <summary>Alone, because the environment belongs to the whole process.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_and_traces_are_sent_where_the_variables_of_OpenTelemetry_say()
    {
        await using var collector = new ScriptedHttpServer(async exchange =>
        {
            await exchange.AnswerAsync(200, "", "Connection: close");
            exchange.Close();
        });
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{collector.Port}");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        try
        {
            using (Telemetry.Start())
            {
                Metrics.Stored(1, 0, 0, 0);
                Metrics.Traces.StartActivity("feedwatch.test")?.Dispose();
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        }

        Assert.Contains("/v1/metrics", collector.Requests.Select(request => request.Target));
        Assert.Contains("/v1/traces", collector.Requests.Select(request => request.Target));
    }

    [Fact]
    public void Nothing_is_sent_where_nobody_asks() => Assert.Null(Telemetry.Start());
}
