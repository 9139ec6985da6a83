using System.Text.Json;
using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>Visits become polls: drop the seen, match, decide when to come back, save. Many visits share each question to the database.</summary>
public sealed class VisitKeeper(PollStore polls, FeedStore feeds, ILogger log)
{
    private const int StripLength = 48;

    /// <summary>A batch is compared on all processors but one: what is being saved meanwhile must not wait for its turn between two statements.</summary>
    private static readonly int Comparers = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Failures in a row before the operators hear of it.</summary>
    private const int BrokenAfter = 5;

    /// <summary>Items of a poll by the keys they were looked up under.</summary>
    private sealed record Prepared(FeedVisit Visit, FreshItems? Fresh);

    /// <summary>Saves the visits in one transaction.</summary>
    /// <param name="everythingFails">No feed at all answers: it is our network.</param>
    /// <param name="earlier">The visits before these, which are saved first.</param>
    public async Task<SaveResult> KeepAsync(
        IReadOnlyList<FeedVisit> visits, Configuration configuration, bool everythingFails, Task earlier, CancellationToken cancellation)
    {
        var prepared = await CompareAsync(visits, cancellation);
        CrashPoints.Reach("keep.compared");
        Task<List<(EncodedPoll Poll, PollDecision Decision)>> DecideAsync(bool lookAllUp) => this.DecideAsync(prepared, lookAllUp, configuration, everythingFails, cancellation);
        var decided = await DecideAsync(lookAllUp: false);
        CrashPoints.Reach("keep.decided");
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SaveResult result;
        try
        {
            result = await SaveAsync(decided, cancellation);
        }
        catch (SeenBeforeException)
        {
            decided = await DecideAsync(lookAllUp: true);
            result = await SaveAsync(decided, cancellation);
        }

        foreach (var (poll, _) in decided)
        {
            Metrics.Polled(poll.Poll.Code, failed: !poll.Poll.Success, gap: poll.Poll.Reading is { CoverageGap: true });
        }

        foreach (var (visit, poll) in visits.Zip(decided, (visit, pair) => (Visit: visit, pair.Poll.Poll)).Where(pair => pair.Poll.Reading is { CoverageGap: true }))
        {
            log.LogWarning("Feed {Feed} lists nothing of what it listed at the last poll: items may have come and gone in between. It is polled sooner from now on", visit.Feed.Id);
        }

        foreach (var (visit, fresh) in prepared.Select(one => (one.Visit, one.Fresh)).Where(pair => pair.Fresh is not null))
        {
            if (fresh!.Unknown.Count(pair => HitEntryId.IsHit(pair.Item.Id)) is var hits and > 0)
            {
                log.LogInformation("Feed {Feed} lists {Hits} hits that FeedWatch found elsewhere. They are kept, but no topic flags them again", visit.Feed.Id, hits);
            }
        }

        Metrics.Stored(result.NewItems, result.Hits, result.Stories, result.Alerts);
        foreach (var hold in decided.Select(pair => pair.Decision.Hold).OfType<DomainHold>())
        {
            await feeds.HoldAsync(hold.Domain, hold.Until, cancellation);
        }

        return result;
    }

    private async Task<SaveResult> SaveAsync(IReadOnlyList<(EncodedPoll Poll, PollDecision Decision)> decided, CancellationToken cancellation)
    {
        try
        {
            return await polls.SaveAsync([.. decided.Select(pair => pair.Poll)], cancellation);
        }
        finally
        {
            foreach (var (poll, _) in decided)
            {
                poll.Dispose();
            }
        }
    }

    private async Task<List<Prepared>> CompareAsync(IReadOnlyList<FeedVisit> visits, CancellationToken cancellation)
    {
        var read = visits.Where(visit => visit.Document is not null).Select(visit => visit.Claim.Id).ToList();
        var listings = read.Count == 0 ? [] : await polls.ListingsAsync(read, cancellation);
        return [.. visits.AsParallel().AsOrdered().WithDegreeOfParallelism(Comparers).Select(visit => new Prepared(visit, visit.Document is null ? null : FreshItems.Of(
            visit.Document, visit.Feed.Identity,
            listings.TryGetValue(visit.Claim.Id, out var bytes) ? Listing.FromBytes(bytes) : Listing.Empty,
            visit.Result is FetchResult.Fetched { IsDelta: true })))];
    }

    /// <param name="lookAllUp">Else what a feed did not list last counts as new without a look, unless that feed has listed items again before: the save refuses what is not new.</param>
    private async Task<List<(EncodedPoll Poll, PollDecision Decision)>> DecideAsync(
        IReadOnlyList<Prepared> prepared, bool lookAllUp, Configuration configuration, bool everythingFails, CancellationToken cancellation)
    {
        var doubtful = prepared.Where(one => one.Fresh is not null)
            .SelectMany(one => (lookAllUp || one.Visit.State.ListsAgain ? one.Fresh!.Unknown.Concat(one.Fresh.Changed) : one.Fresh!.Changed)
                .Select(pair => (one.Visit.Claim.Id, FreshItems.Bytes(pair.Key)))).ToList();
        var seen = await polls.SeenAsync(doubtful, cancellation);
        return [.. prepared.AsParallel().AsOrdered().WithDegreeOfParallelism(Comparers).Select(one => Decide(one, seen, configuration, everythingFails))];
    }

    private (EncodedPoll Poll, PollDecision Decision) Decide(
        Prepared prepared, Dictionary<(long Feed, UInt128 Key), long> seen, Configuration configuration, bool everythingFails)
    {
        var visit = prepared.Visit;
        var reading = prepared.Fresh is { } fresh ? Read(visit, fresh, seen, configuration) : null;
        var newItems = reading?.Fresh.Count(item => item.ItemId is null) ?? 0;
        var decision = PollInterval.Next(
            Plan(visit, configuration),
            visit.State,
            new PollOutcome
            {
                Result = visit.Result,
                Request = visit.Request,
                Schedule = visit.Document?.Schedule,
                NewItems = visit.Claim.FirstPolledAt is null ? 0 : newItems, // an archive says nothing about the rate
                CoverageGap = reading?.CoverageGap ?? false,
                EverythingFails = everythingFails,
            },
            visit.At);
        var (code, text, letter) = Result(visit, newItems);
        var poll = new FeedPoll
        {
            FeedId = visit.Claim.Id,
            Epoch = visit.Claim.Epoch,
            At = visit.At,
            Code = code,
            Text = text,
            Success = visit.Result is FetchResult.Fetched or FetchResult.NotModified,
            Took = visit.Feed.IsFile || visit.Result.Elapsed == TimeSpan.Zero ? null : visit.Result.Elapsed,
            BrokenHead = visit.BrokenHead,
            Strip = (visit.Claim.Strip + letter)[^Math.Min(StripLength, visit.Claim.Strip.Length + 1)..],
            PollState = (reading is { Relisted.Count: > 0 } ? decision.State with { ListsAgain = true } : decision.State).ToJson(),
            NextDue = decision.NextDue,
            Reading = reading,
            Notices = Notices(visit, decision, text),
        };
        return (polls.Encode(poll), decision);
    }

    /// <summary>What a person should hear of, once: a feed that keeps failing, its recovery, its end, its move.</summary>
    private static List<NewNotice> Notices(FeedVisit visit, PollDecision decision, string? text)
    {
        var (feed, url, notices) = (visit.Feed.Name ?? visit.Feed.Id, Redaction.Url(visit.Feed.Url), new List<NewNotice>());
        if (decision.State.ConsecutiveFailures == BrokenAfter && visit.State.ConsecutiveFailures < BrokenAfter)
        {
            notices.Add(NewNotice.Of("feed_broken", visit.Feed.Id, new { feed, url, failures = BrokenAfter, reason = text ?? "", lastSuccess = visit.State.LastSucceeded }));
        }

        if (decision.State.ConsecutiveFailures == 0 && visit.State.ConsecutiveFailures >= BrokenAfter)
        {
            notices.Add(NewNotice.Of("feed_recovered", visit.Feed.Id, new { feed, url, after = visit.At - (visit.State.LastSucceeded ?? visit.Claim.FirstPolledAt ?? visit.At) }));
        }

        if (decision.Notice == PollNotice.Paused)
        {
            notices.Add(NewNotice.Of("feed_paused", visit.Feed.Id, new { feed, url }));
        }

        if (decision is { Notice: PollNotice.Moved, State.SuggestedUrl: { } moved })
        {
            notices.Add(NewNotice.Of("feed_moved", visit.Feed.Id, new { feed, url, newUrl = Redaction.Url(moved) }));
        }

        return notices;
    }

    private static (string Code, string? Text, char Letter) Result(FeedVisit visit, int newItems) => visit.Result switch
    {
        FetchResult.Fetched when newItems > 0 => ("ok", null, 'n'),
        FetchResult.Fetched when visit.Document is null => ("same", null, 's'),
        FetchResult.Fetched => ("ok", null, 's'),
        FetchResult.NotModified => ("not_modified", null, 'u'),
        FetchResult.Refused refused => (refused.Code, refused.Reason, 'x'),
        FetchResult.Failed failed => (failed.Code, failed.Reason, 'x'),
        _ => throw new InvalidOperationException($"Unknown result {visit.Result.GetType().Name}"),
    };

    private static FeedReading Read(FeedVisit visit, FreshItems fresh, Dictionary<(long Feed, UInt128 Key), long> seen, Configuration configuration)
    {
        var document = visit.Document!;
        var isFirst = visit.Claim.FirstPolledAt is null;
        var first = visit.Feed.FirstPoll ?? configuration.Settings.Polling.FirstPoll;
        bool Alerts(FeedItem item) => !isFirst || first.Within is not { } within || (item.Published ?? item.Updated) is { } date && date >= visit.At - within;

        var items = new List<FreshItem>();
        var relisted = new List<byte[]>();
        foreach (var (key, item) in fresh.Unknown)
        {
            if (seen.ContainsKey((visit.Claim.Id, key)))
            {
                relisted.Add(FreshItems.Bytes(key));
                continue;
            }

            items.Add(ItemMatching.Match(FreshItems.Bytes(key), null, item, ItemMatching.Describe(item, visit.Feed, document.Title), configuration, visit, Alerts));
        }

        foreach (var (key, item) in fresh.Changed)
        {
            if (seen.TryGetValue((visit.Claim.Id, key), out var itemId))
            {
                items.Add(ItemMatching.Match(FreshItems.Bytes(key), itemId, item, ItemMatching.Describe(item, visit.Feed, document.Title), configuration, visit, _ => true));
            }
        }

        return new FeedReading
        {
            BodyHash = visit.BodyHash!,
            Title = document.Title,
            Format = document.Format.Name(),
            Degraded = document.IsDegraded,
            Problems = Problems(document),
            CoverageGap = fresh.IsGap && !isFirst && relisted.Count == 0,
            Listing = fresh.Listing.ToBytes(),
            Fresh = items,
            Relisted = relisted,
            Renamed = [.. fresh.Renamed.Select(pair => (FreshItems.Bytes(pair.Old), FreshItems.Bytes(pair.New)))],
            Unlisted = [.. fresh.Gone.Select(FreshItems.Bytes)],
        };
    }

    private static string? Problems(Feed document) => document.Problems.Count == 0
        ? null
        : JsonSerializer.Serialize(document.Problems.GroupBy(problem => problem.Code).ToDictionary(group => group.Key, group => group.Count()), StoredJson.Options);

    private static PollPlan Plan(FeedVisit visit, Configuration configuration) => new()
    {
        FeedId = visit.Feed.Id,
        Url = visit.Feed.Url,
        Every = visit.Feed.Every ?? configuration.Settings.Polling.Every,
        Scheduled = visit.Feed.Cron is { } cron ? CronSchedule.Parse(cron).Next(visit.At, TimeZoneInfo.Utc) : null,
        Adaptive = configuration.Settings.Polling.Adaptive && visit.Feed.Every is null && !visit.Feed.IsFile,
    };
}
