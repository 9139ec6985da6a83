using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>Visits become polls: drop the seen, decide when to come back, save. Many visits share each question to the database.</summary>
public sealed class VisitKeeper(PollStore polls, FeedStore feeds, ILogger log)
{
    private const int StripLength = 48;

    /// <summary>Failures in a row before the operators hear of it.</summary>
    private const int BrokenAfter = 5;

    /// <summary>Saves the visits in one transaction. It may be tried again: what was saved is not saved twice.</summary>
    /// <param name="everythingFails">No feed at all answers: it is our network.</param>
    public async Task<SaveResult> KeepAsync(IReadOnlyList<FeedVisit> visits, Configuration configuration, bool everythingFails, CancellationToken cancellation)
    {
        Task<List<(FeedPoll Poll, PollDecision Decision)>> DecideAsync(bool lookAllUp) => this.DecideAsync(visits, lookAllUp, configuration, everythingFails, cancellation);
        var decided = await DecideAsync(lookAllUp: false);
        CrashPoints.Reach("keep.decided");
        SaveResult result;
        try
        {
            result = await polls.SaveAsync([.. decided.Select(pair => pair.Poll)], cancellation);
        }
        catch (SeenBeforeException)
        {
            decided = await DecideAsync(lookAllUp: true);
            result = await polls.SaveAsync([.. decided.Select(pair => pair.Poll)], cancellation);
        }

        foreach (var (visit, poll) in visits.Zip(decided, (visit, pair) => (visit, pair.Poll)))
        {
            Metrics.Polled(poll.Code, failed: !poll.Success, gap: poll.Reading is { CoverageGap: true });
            if (poll.Reading is { CoverageGap: true })
            {
                log.LogWarning("Feed {Feed} lists nothing of what it listed at the last poll: items may have come and gone in between. It is polled sooner from now on", visit.Feed.Id);
            }

            if (visit.News?.OwnHits > 0)
            {
                log.LogInformation("Feed {Feed} lists {Hits} hits that FeedWatch found elsewhere. They are kept, but no topic flags them again", visit.Feed.Id, visit.News.OwnHits);
            }
        }

        Metrics.Stored(result.NewItems, result.Hits, result.Stories, result.Alerts);
        foreach (var hold in decided.Select(pair => pair.Decision.Hold).OfType<DomainHold>())
        {
            await feeds.HoldAsync(hold.Domain, hold.Until, cancellation);
        }

        return result;
    }

    /// <param name="lookAllUp">Else only the keys in doubt: the save refuses what is taken for new and is not.</param>
    private async Task<List<(FeedPoll Poll, PollDecision Decision)>> DecideAsync(
        IReadOnlyList<FeedVisit> visits, bool lookAllUp, Configuration configuration, bool everythingFails, CancellationToken cancellation)
    {
        var seen = await polls.SeenAsync([.. visits.SelectMany(visit => visit.News?.Doubtful(lookAllUp) ?? [])], cancellation);
        return [.. visits.Select(visit => Decide(visit, seen, configuration, everythingFails))];
    }

    private static (FeedPoll Poll, PollDecision Decision) Decide(
        FeedVisit visit, Dictionary<(long Feed, UInt128 Key), long> seen, Configuration configuration, bool everythingFails)
    {
        var reading = visit.News?.Without(seen);
        var newItems = reading?.New?.Count ?? 0;
        var decision = PollInterval.Next(
            Plan(visit, configuration),
            visit.State,
            new PollOutcome
            {
                Result = visit.Result,
                Request = visit.Request,
                Schedule = visit.News?.Schedule,
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
        return (poll, decision);
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
        FetchResult.Fetched when visit.News is null => ("same", null, 's'),
        FetchResult.Fetched => ("ok", null, 's'),
        FetchResult.NotModified => ("not_modified", null, 'u'),
        FetchResult.Refused refused => (refused.Code, refused.Reason, 'x'),
        FetchResult.Failed failed => (failed.Code, failed.Reason, 'x'),
        _ => throw new InvalidOperationException($"Unknown result {visit.Result.GetType().Name}"),
    };

    private static PollPlan Plan(FeedVisit visit, Configuration configuration) => new()
    {
        FeedId = visit.Feed.Id,
        Url = visit.Feed.Url,
        Every = visit.Feed.Every ?? configuration.Settings.Polling.Every,
        Scheduled = visit.Feed.Cron is { } cron ? CronSchedule.Parse(cron).Next(visit.At, TimeZoneInfo.Utc) : null,
        Adaptive = configuration.Settings.Polling.Adaptive && visit.Feed.Every is null && !visit.Feed.IsFile,
    };
}
