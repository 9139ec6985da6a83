using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FeedWatch.Cli;
using FeedWatch.Schedule;
using FeedWatch.Settings;
using FeedWatch.Web;

namespace FeedWatch;

/// <summary>The service: loops, schedule and page in one host.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Telemetry? _telemetry = Telemetry.Start();

    public Service(ConfigurationStore configurations, string dataFolder, TimeProvider time)
    {
        var configuration = configurations.Current;
        var builder = WebHost.CreateBuilder(configuration.Settings.Web.Listen);
        Logging.Configure(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Error).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical); // what hinders the start is told in a sentence; Quartz warns of every replica that came or went
        builder.Services.Configure<HostOptions>(host => (host.ShutdownTimeout, host.ServicesStopConcurrently) = (TimeSpan.FromSeconds(9), true)); // each has all of it
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(services => new Engine(configuration, dataFolder, time, services.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(configurations);
        builder.Services.AddSingleton<LoopBoard>();
        AddLoop<NotifyLoop>(builder.Services);
        AddLoop<PollLoop>(builder.Services);
        AddLoop<TidyLoop>(builder.Services);
        AddLoop<ConfigurationLoop>(builder.Services);
        WakeJobs.Add(builder.Services, configuration);
        _app = builder.Build();
        Engine = _app.Services.GetRequiredService<Engine>();
        var board = _app.Services.GetRequiredService<LoopBoard>();
        _app.MapHealth(Engine.Database, () => board.Stuck);
        _app.MapSite(new Site
        {
            Database = Engine.Database,
            Time = time,
            Configuration = () => configurations.State,
            Loops = () => Reports(board, time),
            Levels = () => Metrics.Levels,
            MailTrouble = () => Engine.Breaker.Reason,
            WakeSending = _app.Services.GetRequiredService<NotifyLoop>().Wake,
            WakePolling = _app.Services.GetRequiredService<PollLoop>().Wake,
            Reload = configurations.Reload,
            Replica = Engine.Owner,
        });
    }

    public Engine Engine { get; }

    /// <summary>Starts loops, schedule and page.</summary>
    /// <returns>False when it was asked to stop meanwhile, and has.</returns>
    /// <exception cref="IOException">The page cannot listen where it should.</exception>
    public async Task<bool> StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _app.StartAsync(cancellation);
            return true;
        }
        catch (OperationCanceledException) when (_app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await _app.StopAsync(cancellation);
            return false;
        }
    }

    /// <summary>What SIGTERM does.</summary>
    internal void Stop() => _app.Lifetime.StopApplication();

    /// <summary>Goes on until SIGTERM, SIGINT or <paramref name="cancellation"/>; SIGHUP reads the configuration again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _app.Services.GetRequiredService<ConfigurationStore>().Reload();
        });
        await _app.WaitForShutdownAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _telemetry?.Dispose();
    }

    private static IReadOnlyList<LoopReport> Reports(LoopBoard board, TimeProvider time)
    {
        var stuck = board.Stuck;
        return [.. board.Loops.Select(loop => new LoopReport(loop.Name, time.GetElapsedTime(loop.LastSign), loop.Restarts, loop.LastFault, stuck.Contains(loop.Name)))];
    }

    private static void AddLoop<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TLoop>(IServiceCollection services)
        where TLoop : SupervisedLoop
    {
        services.AddSingleton<TLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<TLoop>());
    }
}
