using FeedWatch.Settings;
using FeedWatch.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FeedWatch.Durability.Tests.Processes;

/// <summary>The program without a process of its own: it opens the database, polls and sends as <c>poll --once --all</c> does, but need not be compiled first.</summary>
public sealed class WarmProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Engine _engine;
    private readonly Configuration _configuration;

    private WarmProgram(Engine engine, Configuration configuration) => (_engine, _configuration) = (engine, configuration);

    public static async Task<WarmProgram> StartAsync(Site site)
    {
        var configuration = site.LoadConfiguration();
        var engine = new Engine(configuration, site.DataFolder, TimeProvider.System, NullLoggerFactory.Instance, Patience);
        try
        {
            Assert.True(await engine.StartAsync(configuration, CancellationToken.None));
            return new WarmProgram(engine, configuration);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null when the database failed at the start.</summary>
    public static async Task<WarmProgram?> TryStartAsync(Site site)
    {
        try
        {
            return await StartAsync(site);
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            return null;
        }
    }

    /// <summary>Polls all, sends all.</summary>
    public async Task RoundAsync()
    {
        await _engine.Feeds.MakeAllDueAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await _engine.Polling.RunAsync(_configuration, null, CancellationToken.None);
        await _engine.Notifier.NotifyAsync(_configuration, gatheringIsOver: true, null, CancellationToken.None, CancellationToken.None);
    }

    /// <summary>The same; a database that is away ends the round, as it ends a loop's.</summary>
    public async Task TryRoundAsync()
    {
        try
        {
            await RoundAsync();
        }
        catch (Exception fault) when (DatabaseFault.IsAway(fault))
        {
            // The fault of this run.
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
