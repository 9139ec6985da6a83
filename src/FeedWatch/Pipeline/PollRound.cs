using System.Diagnostics;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>What a round did.</summary>
public sealed record RoundResult(int Feeds, int Fetched, int NotModified, int Failed, int Items, SaveResult Saved, TimeSpan Elapsed);

/// <summary>
/// The round over the feeds that are due. Reading (<see cref="FeedVisit"/>) runs for many feeds at once, each until it is known what it brings;
/// keeping (<see cref="RoundKeeper"/>) takes it from there.
/// </summary>
public sealed class PollRound(FeedStore feeds, PollStore polls, Fetcher fetcher, string owner, TimeProvider time, ILogger<PollRound> log)
{
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
    /// <inheritdoc cref="RunAsync(Configuration, Func{bool}, IProgress{int}?, CancellationToken)"/>
    public Task<RoundResult> RunAsync(Configuration configuration, IProgress<int>? progress, CancellationToken stopping) =>
        RunAsync(configuration, static () => true, progress, stopping);

    /// <summary>Polls every feed that is due now, as long as <paramref name="configuration"/> is what counts.</summary>
    /// <param name="isInForce">Once it is not, no further feed is claimed: the next round is for those that came or changed.</param>
    /// <param name="stopping">No further feed is claimed; what has been read is saved, what has not is given back.</param>
    public async Task<RoundResult> RunAsync(Configuration configuration, Func<bool> isInForce, IProgress<int>? progress, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var tally = new RoundTally();
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
            await RunAsync(ClaimKind.Sound, configuration, isInForce, now, tally, progress, stopping);
            await RunAsync(ClaimKind.Suspect, configuration, isInForce, now, tally, progress, stopping);
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
            PollStore.Trim();
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
        ClaimKind kind, Configuration configuration, Func<bool> isInForce, DateTimeOffset now, RoundTally tally, IProgress<int>? progress, CancellationToken stopping)
    {
        var concurrency = kind == ClaimKind.Sound ? configuration.Settings.Polling.Concurrency : 1;
        _gate ??= new HostGate(configuration.Settings.Polling, time);
        var keeper = new RoundKeeper(_keeper, feeds, _gate, _network, configuration, tally, time, log) { Patience = Patience, Progress = progress };
        var keeping = keeper.RunAsync(stopping);
        using var slots = new SemaphoreSlim(concurrency);
        using var waiting = new SemaphoreSlim(concurrency * ClaimsPerSlot);
        using var slow = new SemaphoreSlim(MostSlow);
        var watch = Stopwatch.StartNew();
        var memory = ByteBudget.OfThisProcess();
        var visits = new HashSet<Task>();
        try
        {
            while (isInForce() && !stopping.IsCancellationRequested && !keeping.IsCompleted)
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
                        visits.Add(VisitAsync(claim, feed, configuration, keeper, new VisitLane(waiting, slots, slow), _gate, memory, stopping));
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
            keeper.Complete();
            await keeping;
        }
    }

    private async Task VisitAsync(
        ClaimedFeed claim, FeedSettings feed, Configuration configuration, RoundKeeper keeper, VisitLane lane, HostGate gate, ByteBudget memory, CancellationToken stopping)
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
            await ReadAsync(claim, feed, configuration, keeper, lane, gate, memory, stopping);
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

    /// <summary>What was read stays in its share of the memory until it is kept.</summary>
    private async Task ReadAsync(
        ClaimedFeed claim, FeedSettings feed, Configuration configuration, RoundKeeper keeper, VisitLane lane, HostGate gate, ByteBudget memory, CancellationToken stopping)
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
            if (visit.Document is not null)
            {
                visit = Compare(visit, await polls.ListingAsync(claim, CancellationToken.None), configuration);
                CrashPoints.Reach("visit.compared");
            }

            await keeper.AddAsync(visit);
        }
        catch
        {
            share.Dispose();
            throw;
        }
    }

    private FeedVisit Compare(FeedVisit visit, byte[]? listing, Configuration configuration)
    {
        try
        {
            return visit.Compare(listing, configuration, polls);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "What the document of {Feed} brings could not be told", visit.Feed.Id);
            return visit.Unstorable();
        }
    }
}
