using FeedWatch.Storage;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FeedWatch;

/// <summary>Sends metrics and traces by OTLP while the variables of OpenTelemetry ask for it (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin).</summary>
public sealed class Telemetry : IDisposable
{
    private static readonly string[] Asking = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private Telemetry()
    {
        // The environment comes last: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
        var resource = ResourceBuilder.CreateEmpty().AddService("feedwatch", serviceVersion: Replicas.Version).AddTelemetrySdk().AddEnvironmentVariableDetector();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Metrics.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting").AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Metrics.Name, "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();
    }

    /// <summary>Begins to send, or null when nobody asks for it.</summary>
    public static Telemetry? Start() =>
        Asking.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))) && Environment.GetEnvironmentVariable("OTEL_SDK_DISABLED") != "true" ? new Telemetry() : null;

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }
}
