using System.Diagnostics;
using System.Threading.Channels;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>
/// Keeps what a round has read: takes whatever came meanwhile as one batch, so that a busy round asks the database rarely and a quiet one answers at
/// once. Nothing that was read is forgotten: it waits while the database is away, and trouble with one feed stays with that feed.
/// </summary>
internal sealed class RoundKeeper(
    VisitKeeper keeper, FeedStore feeds, HostGate gate, OurNetwork network, Configuration configuration, RoundTally tally, TimeProvider time, ILogger log)
{
    private const int LargestBatch = 64;

    /// <summary>Some wait for the database while one is decided on. All but the first are begun for a full batch alone: a save costs much the same for few as for many.</summary>
    private const int SavesAtOnce = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Channel<FeedVisit> _read = Channel.CreateBounded<FeedVisit>(LargestBatch);

    /// <summary>How long what was read may wait for a database that is away.</summary>
    public required TimeSpan Patience { get; init; }

    public IProgress<int>? Progress { get; init; }

    /// <summary>Takes a visit over, with the memory that it holds; waits while there are many. Refuses it when keeping has failed.</summary>
    public ValueTask AddAsync(FeedVisit visit) => _read.Writer.WriteAsync(visit, CancellationToken.None);

    /// <summary>No more visits come: <see cref="RunAsync"/> ends when all are kept.</summary>
    public void Complete() => _read.Writer.TryComplete();

    /// <param name="stopping">A database that is away is not waited for any longer.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        var (saves, batch) = (new List<Task<SaveResult>>(SavesAtOnce), new List<FeedVisit>(LargestBatch));
        try
        {
            var (isOver, more) = (false, (Task<bool>?)null);
            while (!isOver || batch.Count > 0 || saves.Count > 0)
            {
                Take(batch);
                if (batch.Count > 0 && (saves.Count == 0 || (saves.Count < SavesAtOnce && (batch.Count == LargestBatch || isOver))))
                {
                    saves.Add(Begin(batch, stopping));
                    batch = new List<FeedVisit>(LargestBatch);
                    continue;
                }

                more ??= batch.Count == LargestBatch || isOver ? null : _read.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                await Task.WhenAny(more is null ? saves : [.. saves, more]);
                if (more is { IsCompleted: true })
                {
                    (isOver, more) = (!await more, null);
                }

                foreach (var saved in saves.FindAll(save => save.IsCompleted))
                {
                    saves.Remove(saved);
                    tally.Saved += await saved;
                    Progress?.Report(tally.Feeds);
                }
            }
        }
        finally
        {
            Complete(); // nobody reads any more: a visit must not wait for room that never comes
            while (_read.Reader.TryRead(out var left))
            {
                left.LetGo();
            }

            batch.ForEach(visit => visit.LetGo());
            await Task.WhenAll(saves.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(List<FeedVisit> batch)
    {
        while (batch.Count < LargestBatch && _read.Reader.TryRead(out var visit))
        {
            batch.Add(visit);
            tally.Count(visit);
            network.Observe(visit);
        }
    }

    /// <summary>On a thread of its own: SQLite never waits, and would save this one before the next is read.</summary>
    private Task<SaveResult> Begin(List<FeedVisit> batch, CancellationToken stopping)
    {
        var everythingFails = network.IsAway(configuration, time.GetUtcNow());
        return Task.Run(() => KeepAndLetGoAsync(batch, everythingFails, stopping), CancellationToken.None);
    }

    /// <summary>What has been kept, or cannot be, makes room for other documents.</summary>
    private async Task<SaveResult> KeepAndLetGoAsync(List<FeedVisit> batch, bool everythingFails, CancellationToken stopping)
    {
        try
        {
            return await KeepAsync(batch, everythingFails, stopping);
        }
        finally
        {
            batch.ForEach(visit => visit.LetGo());
            batch.Clear();
        }
    }

    private async Task<SaveResult> KeepAsync(IReadOnlyList<FeedVisit> batch, bool everythingFails, CancellationToken stopping)
    {
        var waiting = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var saved = await keeper.KeepAsync(batch, configuration, everythingFails, CancellationToken.None);
                CrashPoints.Reach("poll.committed");
                await HoldAsync(batch);
                return saved;
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault) && !stopping.IsCancellationRequested && (Patience == Timeout.InfiniteTimeSpan || waiting.Elapsed < Patience))
            {
                log.LogWarning("{Count} polls wait for the database: {Reason}", batch.Count, DatabaseFault.Sentence(fault));
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Progress?.Report(tally.Feeds);
            }
            catch (Exception fault) when (!DatabaseFault.IsAway(fault) && batch.Count > 1)
            {
                // A unit of isolation is one feed: what one document does to the database must not touch the others.
                log.LogError(fault, "A batch of {Count} polls could not be saved; saving them one by one", batch.Count);
                var saved = SaveResult.Nothing;
                foreach (var visit in batch)
                {
                    saved += await KeepAsync([visit], everythingFails, stopping);
                }

                return saved;
            }
            catch (Exception fault) when (!DatabaseFault.IsAway(fault) && batch[0].Result is not FetchResult.Failed { Code: FeedVisit.NotStored })
            {
                log.LogError(fault, "The poll of {Feed} could not be saved", batch[0].Feed.Id);
                batch = [batch[0].Unstorable()];
            }
        }
    }

    /// <summary>An answer that was on its way while its server asked another of us to wait must not bring its feed back sooner.</summary>
    private async Task HoldAsync(IReadOnlyList<FeedVisit> batch)
    {
        foreach (var visit in batch)
        {
            if (gate.HeldUntil(visit.Feed.Url) is not { } until || RegistrableDomain.Of(visit.Feed.Url) is not { } domain)
            {
                continue;
            }

            try
            {
                await feeds.HoldAsync(domain, until, CancellationToken.None);
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault))
            {
                log.LogWarning("The feeds of {Domain} could not be held until {Until}: {Reason}", domain, until, DatabaseFault.Sentence(fault));
            }
        }
    }
}

/// <summary>What a round did so far.</summary>
internal sealed class RoundTally
{
    public int Feeds { get; private set; }
    public int Fetched { get; private set; }
    public int NotModified { get; private set; }
    public int Failed { get; private set; }
    public int Items { get; private set; }
    public SaveResult Saved { get; set; } = SaveResult.Nothing;

    public void Count(FeedVisit visit)
    {
        Feeds++;
        Fetched += visit.Result is FetchResult.Fetched ? 1 : 0;
        NotModified += visit.Result is FetchResult.NotModified ? 1 : 0;
        Failed += visit.Result is FetchResult.Failed or FetchResult.Refused ? 1 : 0;
        Items += visit.News?.Items ?? 0;
    }
}
