using System.Text.Json;
using FeedWatch.Core.Feeds;
using FeedWatch.Fetching;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>
/// What a document brings beyond what its feed listed before: compared, matched, and written as the database takes it. A document is
/// let go as soon as it is read; many that wait for their turn to be saved would fill the memory, and each collection of garbage would move them.
/// </summary>
public sealed class DocumentNews : IDisposable
{
    private readonly long _feedId;
    private readonly EncodedItems _new;
    private readonly IReadOnlyList<FreshItem> _changed;
    private readonly List<UInt128> _relisted = [];
    private readonly List<FreshItem> _returned = [];
    private readonly bool _listsAgain;
    private readonly bool _isGap;
    private readonly FeedReading _reading;

    private DocumentNews(FeedVisit visit, Feed document, FreshItems fresh, Configuration configuration, PollStore polls)
    {
        var isFirst = visit.Claim.FirstPolledAt is null;
        var first = visit.Feed.FirstPoll ?? configuration.Settings.Polling.FirstPoll;
        // Made once; a local function would be made a delegate for each item.
        Func<FeedItem, bool> alerts = item => !isFirst || first.Within is not { } within || (item.Published ?? item.Updated) is { } date && date >= visit.At - within;
        FreshItem Match((UInt128 Key, FeedItem Item) one, Func<FeedItem, bool> alerts) =>
            ItemMatching.Match(one.Key, one.Item, ItemMatching.Describe(one.Item, visit.Feed, document.Title), configuration, visit, alerts);

        (_feedId, _listsAgain, _isGap) = (visit.Claim.Id, visit.State.ListsAgain, fresh.IsGap && !isFirst);
        (Schedule, Items, OwnHits) = (document.Schedule, document.Items.Count, fresh.Unknown.Count(one => HitEntryId.IsHit(one.Item.Id)));
        _new = polls.Encode(visit.Claim.Id, visit.At, [.. fresh.Unknown.Select(one => Match(one, alerts))]);
        _changed = [.. fresh.Changed.Select(one => Match(one, _ => true))];
        _reading = new FeedReading
        {
            BodyHash = visit.BodyHash!,
            Title = document.Title,
            Format = document.Format.Name(),
            Degraded = document.IsDegraded,
            Problems = Problems(document),
            Listing = fresh.Listing.ToBytes(),
            New = _new,
            Renamed = fresh.Renamed,
            Unlisted = fresh.Gone,
        };
    }

    /// <summary>The publisher's wishes in the document.</summary>
    public FeedSchedule? Schedule { get; }

    /// <summary>How many items the document lists.</summary>
    public int Items { get; }

    /// <summary>How many of those it did not list before are hits that FeedWatch found elsewhere.</summary>
    public int OwnHits { get; }

    /// <param name="before">What the feed listed at its last reading.</param>
    public static DocumentNews Of(FeedVisit visit, Listing before, Configuration configuration, PollStore polls)
    {
        var document = visit.Document!;
        return new DocumentNews(visit, document, FreshItems.Of(document, visit.Feed.Identity, before, visit.Result is FetchResult.Fetched { IsDelta: true }), configuration, polls);
    }

    /// <summary>The keys to look up before it is saved: of items that changed, and of those that may not be new.</summary>
    /// <param name="all">Else what the feed did not list last counts as new without a look, unless that feed has listed items again before.</param>
    public IEnumerable<(long Feed, UInt128 Key)> Doubtful(bool all) =>
        _changed.Select(item => item.Key).Concat(all || _listsAgain ? _new.Keys : []).Select(key => (_feedId, key));

    /// <summary>The reading to save, without the new items that are not new.</summary>
    /// <param name="seen">What is known of the doubtful keys.</param>
    public FeedReading Without(IReadOnlyDictionary<(long Feed, UInt128 Key), long> seen)
    {
        foreach (var (key, flagged) in _new.Remove(key => seen.ContainsKey((_feedId, key))))
        {
            _relisted.Add(key);
            if (flagged is not null)
            {
                _returned.Add(flagged with { ItemId = seen[(_feedId, key)] });
            }
        }

        return _reading with
        {
            Changed = [.. _changed.SelectMany(item => seen.TryGetValue((_feedId, item.Key), out var id) ? new[] { item with { ItemId = id } } : [])],
            Relisted = _relisted,
            Returned = _returned,
            CoverageGap = _isGap && _relisted.Count == 0,
        };
    }

    /// <summary>Gives the memory of the rows back.</summary>
    public void Dispose() => _new.Dispose();

    private static string? Problems(Feed document) => document.Problems.Count == 0
        ? null
        : JsonSerializer.Serialize(document.Problems.GroupBy(problem => problem.Code).ToDictionary(group => group.Key, group => group.Count()), StoredJson.Options);
}
