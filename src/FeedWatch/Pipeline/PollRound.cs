using System.Diagnostics;
using System.Threading.Channels;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>What a round did.</summary>
public sealed record RoundResult(int Feeds, int Fetched, int NotModified, int Failed, int Items, SaveResult Saved, TimeSpan Elapsed);

/// <summary>
/// The round over the feeds that are due. Reading (<see cref="FeedVisit"/>) runs for many feeds at once; keeping
/// (<see cref="VisitKeeper"/>) takes whatever has been read meanwhile as one batch, so that a busy round asks the database
/// rarely and a quiet one answers at once.
/// </summary>
public sealed class PollRound(FeedStore feeds, PollStore polls, Fetcher fetcher, string owner, TimeProvider time, ILogger<PollRound> log)
{
    private const int LargestBatch = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RenewEvery = FeedStore.Lease / 4;

    /// <summary>Claimed feeds per slot: enough that those waiting for their host leave others to be fetched, few enough to leave some to other replicas.</summary>
    private const int ClaimsPerSlot = 8;

    private readonly VisitKeeper _keeper = new(polls, feeds, log);
    private readonly OurNetwork _network = new();
    private HostGate? _gate;

    /// <summary>A publisher that takes longer gives its place to another; the answer is awaited all the same.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(2);

    /// <summary>Slow publishers that may be awaited beside the others: each is a socket and a few kB.</summary>
    private const int MostSlow = 1024;

    /// <summary>While slow publishers are awaited, how often to look for feeds that have become due, and for how long before the round ends.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(5);

    /// <summary>A round that read so many documents leaves tens of megabytes behind, and those that follow need too little for it to be collected soon.</summary>
    private const int FloodOfDocuments = 1_000;

    /// <summary>Whether feeds that become due while slow publishers are awaited belong to this round, too; the service need not wait for its slowest feed.</summary>
    public bool TakesInLatecomers { get; init; }

    /// <summary>How long what was read may wait for a database that is away; endless for the service.</summary>
    public TimeSpan Patience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Polls every feed that is due now.</summary>
    /// <param name="stopping">No further feed is claimed; what has been read is saved, what has not is given back.</param>
    public async Task<RoundResult> RunAsync(Configuration configuration, IProgress<int>? progress, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var tally = new Tally();
        var watch = Stopwatch.StartNew();
        using var span = Metrics.Traces.StartActivity("feedwatch.round");
        if (await feeds.PrepareRoundAsync(now, stopping) is > 0 and var quarantined)
        {
            log.LogWarning("{Count} feeds ended the program three times in a row and are quarantined", quarantined);
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(over.Token);
        try
        {
            await RunAsync(ClaimKind.Sound, configuration, now, tally, progress, stopping);
            await RunAsync(ClaimKind.Suspect, configuration, now, tally, progress, stopping);
        }
        finally
        {
            await over.CancelAsync();
            await renewing;
            CrashPoints.Reach("round.before-release");
            await feeds.ReleaseAsync(owner, CancellationToken.None);
        }

        CrashPoints.Reach("round.released");

        Metrics.RoundEnded(watch.Elapsed, time.GetUtcNow(), hadFeeds: tally.Feeds > 0);

        if (tally.Fetched >= FloodOfDocuments)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return new RoundResult(tally.Feeds, tally.Fetched, tally.NotModified, tally.Failed, tally.Items, tally.Saved, watch.Elapsed);
    }

    /// <summary>Keeps what is claimed while the round goes on: feeds that wait for a busy host, or for the database, may wait long.</summary>
    private async Task RenewAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(RenewEvery, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await feeds.RenewAsync(owner, over);
            }
            catch (Exception fault) when (over.IsCancellationRequested || DatabaseFault.IsAway(fault))
            {
                log.LogDebug("The leases of the round could not be renewed: {Reason}", DatabaseFault.Sentence(fault));
            }
        }
    }

    private async Task RunAsync(
        ClaimKind kind, Configuration configuration, DateTimeOffset now, Tally tally, IProgress<int>? progress, CancellationToken stopping)
    {
        var concurrency = kind == ClaimKind.Sound ? configuration.Settings.Polling.Concurrency : 1;
        var read = Channel.CreateBounded<FeedVisit>(LargestBatch);
        var keeping = KeepAsync(read, configuration, tally, progress, stopping);
        using var slots = new SemaphoreSlim(concurrency);
        using var waiting = new SemaphoreSlim(concurrency * ClaimsPerSlot);
        using var slow = new SemaphoreSlim(MostSlow);
        var watch = Stopwatch.StartNew();
        _gate ??= new HostGate(configuration.Settings.Polling, time);
        var memory = ByteBudget.OfThisProcess();
        var visits = new HashSet<Task>();
        try
        {
            while (!stopping.IsCancellationRequested && !keeping.IsCompleted)
            {
                var claims = await feeds.ClaimAsync(owner, kind, concurrency * 2, now, stopping);
                visits.RemoveWhere(visit => visit.IsCompletedSuccessfully);
                if (claims.Count == 0)
                {
                    if (!TakesInLatecomers || kind == ClaimKind.Suspect || visits.All(visit => visit.IsCompleted) || watch.Elapsed > LongestRound
                        || await feeds.IsSuspectDueAsync(now, stopping))
                    {
                        break; // suspects are polled alone, once nothing else is under way: they must not wait for the longest round
                    }

                    await Task.WhenAny(Task.WhenAll(visits), Task.Delay(LookEvery, time, stopping));
                    now = time.GetUtcNow();
                    continue;
                }

                CrashPoints.Reach("claim.done");

                foreach (var claim in claims)
                {
                    if (configuration.FeedById.TryGetValue(claim.Key, out var feed))
                    {
                        await waiting.WaitAsync(stopping);
                        visits.Add(VisitAsync(claim, feed, read.Writer, new VisitLane(waiting, slots, slow), _gate, memory, stopping));
                    }
                }

                if (kind == ClaimKind.Suspect)
                {
                    await Task.WhenAll(visits);
                }
            }

            await Task.WhenAll(visits);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            log.LogDebug("The round was asked to stop");
        }
        finally
        {
            await Task.WhenAll(visits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            read.Writer.TryComplete();
            await keeping;
        }
    }

    private async Task VisitAsync(
        ClaimedFeed claim, FeedSettings feed, ChannelWriter<FeedVisit> read, VisitLane lane, HostGate gate, ByteBudget memory, CancellationToken stopping)
    {
        try
        {
            // The host first, the slot second: who waits for a busy host must not keep others from theirs.
            using var place = await gate.EnterAsync(feed.Url, stopping);
            if (gate.HeldUntil(feed.Url) is not null)
            {
                // While this feed waited for its turn, its server asked all of us to wait: it is given back, its due time is moved.
                return;
            }

            if (!(claim.Took >= SlowAfter && lane.MakeWay()))
            {
                await lane.EnterAsync(stopping);
            }

            await Task.Yield();
            CrashPoints.Reach("visit.begin");
            await ReadAsync(claim, feed, read, lane, gate, memory, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The feed is given back with the round's other leases.
        }
        finally
        {
            lane.Leave();
        }
    }

    /// <summary>The document stays in its share of the memory until it is kept.</summary>
    private async Task ReadAsync(
        ClaimedFeed claim, FeedSettings feed, ChannelWriter<FeedVisit> read, VisitLane lane, HostGate gate, ByteBudget memory, CancellationToken stopping)
    {
        var share = memory.Open();
        try
        {
            var visiting = FeedVisit.MakeAsync(claim, feed, fetcher, time, stopping, share);
            try
            {
                await visiting.WaitAsync(SlowAfter, time, CancellationToken.None);
            }
            catch (TimeoutException) when (!visiting.IsCompleted)
            {
                lane.MakeWay();
            }

            var visit = await visiting;
            if (PollInterval.HoldOf(visit) is { } hold)
            {
                gate.Hold(hold.Domain, hold.Until);
            }

            CrashPoints.Reach("visit.read");
            await read.WriteAsync(visit, CancellationToken.None);
        }
        catch
        {
            share.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what has been read, batch by batch. While one is being saved, the next is compared and matched.</summary>
    private async Task KeepAsync(Channel<FeedVisit> read, Configuration configuration, Tally tally, IProgress<int>? progress, CancellationToken stopping)
    {
        var saving = Task.FromResult(SaveResult.Nothing);
        try
        {
            while (await read.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var batch = new List<FeedVisit>(LargestBatch);
                while (batch.Count < LargestBatch && read.Reader.TryRead(out var visit))
                {
                    batch.Add(visit);
                    tally.Count(visit);
                    _network.Observe(visit);
                }

                tally.EverythingFails = _network.IsAway(configuration, time.GetUtcNow());
                var earlier = saving;
                // On a thread of its own: SQLite never waits, and would save this one before the next is read.
                saving = Task.Run(() => KeepAndLetGoAsync(batch, configuration, tally, progress, earlier, stopping), CancellationToken.None);
                tally.Saved += await earlier;
                progress?.Report(tally.Feeds);
            }

            tally.Saved += await saving;
        }
        finally
        {
            read.Writer.TryComplete(); // nobody reads any more: a visit must not wait for room that never comes
            while (read.Reader.TryRead(out var left))
            {
                left.Request.Fetch.Share?.Dispose();
            }

            await ((Task)saving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>An answer that was on its way while its server asked another of us to wait must not bring its feed back sooner.</summary>
    private async Task HoldAsync(IReadOnlyList<FeedVisit> batch)
    {
        foreach (var visit in batch)
        {
            if (_gate!.HeldUntil(visit.Feed.Url) is not { } until || RegistrableDomain.Of(visit.Feed.Url) is not { } domain)
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

    /// <summary>What has been kept, or cannot be, makes room for other documents.</summary>
    private async Task<SaveResult> KeepAndLetGoAsync(
        List<FeedVisit> batch, Configuration configuration, Tally tally, IProgress<int>? progress, Task earlier, CancellationToken stopping)
    {
        try
        {
            return await KeepAsync(batch, configuration, tally, progress, earlier, stopping);
        }
        finally
        {
            batch.ForEach(visit => visit.Request.Fetch.Share?.Dispose());
            batch.Clear();
        }
    }

    /// <summary>Saves a batch. While the database is away it waits: nothing fetched is forgotten. Trouble with one feed stays with that feed.</summary>
    private async Task<SaveResult> KeepAsync(
        IReadOnlyList<FeedVisit> batch, Configuration configuration, Tally tally, IProgress<int>? progress, Task earlier, CancellationToken stopping)
    {
        var waiting = Stopwatch.StartNew();
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var saved = await _keeper.KeepAsync(batch, configuration, tally.EverythingFails, earlier, CancellationToken.None);
                CrashPoints.Reach("poll.committed");
                await HoldAsync(batch);
                return saved;
            }
            catch (Exception fault) when (DatabaseFault.IsAway(fault) && !stopping.IsCancellationRequested && (Patience == Timeout.InfiniteTimeSpan || waiting.Elapsed < Patience))
            {
                log.LogWarning("{Count} polls wait for the database: {Reason}", batch.Count, DatabaseFault.Sentence(fault));
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                progress?.Report(tally.Feeds);
            }
            catch (Exception fault) when (!DatabaseFault.IsAway(fault) && batch.Count > 1)
            {
                // A unit of isolation is one feed: what one document does to the database must not touch the others.
                log.LogError(fault, "A batch of {Count} polls could not be saved; saving them one by one", batch.Count);
                var saved = SaveResult.Nothing;
                foreach (var visit in batch)
                {
                    saved += await KeepAsync([visit], configuration, tally, progress, earlier, stopping);
                }

                return saved;
            }
            catch (Exception fault) when (!DatabaseFault.IsAway(fault) && batch[0].Result is not FetchResult.Failed { Code: NotStored })
            {
                log.LogError(fault, "The poll of {Feed} could not be saved", batch[0].Feed.Id);
                var failed = new FetchResult.Failed(NotStored, "The document was read but could not be stored; the log has the details. The feed is tried again later.");
                batch = [batch[0] with { Result = failed, Document = null, BodyHash = null }];
            }
        }
    }

    private const string NotStored = "not_stored";

    private sealed class Tally
    {
        public int Feeds { get; private set; }
        public int Fetched { get; private set; }
        public int NotModified { get; private set; }
        public int Failed { get; private set; }
        public int Items { get; private set; }
        public SaveResult Saved { get; set; } = SaveResult.Nothing;

        /// <summary>No publisher answers: it is our network.</summary>
        public bool EverythingFails { get; set; }

        public void Count(FeedVisit visit)
        {
            Feeds++;
            Fetched += visit.Result is FetchResult.Fetched ? 1 : 0;
            NotModified += visit.Result is FetchResult.NotModified ? 1 : 0;
            Failed += visit.Result is FetchResult.Failed or FetchResult.Refused ? 1 : 0;
            Items += visit.Document?.Items.Count ?? 0;
        }
    }
}
