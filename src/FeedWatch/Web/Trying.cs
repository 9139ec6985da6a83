using System.Diagnostics;
using System.Threading.RateLimiting;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Web.Safety;

namespace FeedWatch.Web;

/// <summary>What a topic would have flagged.</summary>
/// <param name="Looked">Items that were looked at.</param>
/// <param name="Found">Items flagged.</param>
/// <param name="Newest">The newest of them, with their reasons.</param>
/// <param name="Gained">Flagged now and not by the topic it is held against.</param>
/// <param name="Lost">The other way round.</param>
/// <param name="IsCut">Not all stored items were looked at: they are too many, or time was up.</param>
public sealed record TryResult(int Looked, int Found, IReadOnlyList<TriedItem> Newest, int Gained, int Lost, IReadOnlyList<TriedItem> LostItems, bool IsCut, TimeSpan Took);

/// <summary>An item with what flagged it.</summary>
/// <param name="IsNew">The topic it is held against does not flag it.</param>
public sealed record TriedItem(long Id, string Feed, TopicItem Item, DateTimeOffset FirstSeen, IReadOnlyList<TriedMatch> Matches, bool IsNew);

/// <summary>What a search found.</summary>
/// <param name="evidence">Where in an item.</param>
/// <param name="isCut">Only the newest items were looked at.</param>
public sealed class FoundItems(IReadOnlyDictionary<long, PackedItem> items, Func<PackedItem, IReadOnlyList<Evidence>> evidence, bool isCut)
{
    public IReadOnlyCollection<long> Ids { get; } = [.. items.Keys];
    public bool IsCut => isCut;

    /// <summary>Why an item was found; empty for others.</summary>
    public IReadOnlyList<Evidence> EvidenceIn(long item) => items.TryGetValue(item, out var found) ? evidence(found) : [];
}

/// <summary>Stored items that came near to a topic.</summary>
/// <param name="Looked">Items that were looked at.</param>
/// <param name="Found">Items that came near.</param>
/// <param name="Newest">The newest of them.</param>
/// <param name="IsCut">Not all stored items were looked at: they are too many, or time was up.</param>
public sealed record NearResult(int Looked, int Found, IReadOnlyList<NearItem> Newest, bool IsCut);

/// <summary>An item that came near, and why it was not flagged.</summary>
public sealed record NearItem(long Id, string Feed, TopicItem Item, DateTimeOffset FirstSeen, NearMiss Miss);

/// <summary>One topic that flagged an item.</summary>
public sealed record TriedMatch(string Topic, int Score, IReadOnlyList<Evidence> Evidence);

/// <summary>Tries topics on the stored items of the last 30 days, on all processors, for at most five seconds.</summary>
public sealed class Trying(RecentItems recent, Func<Configuration> configuration)
{
    private const int Most = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>A try may take all processors for a while: one reader must not take them all day.</summary>
    public PartitionedRateLimiter<HttpContext> Limiter { get; } = RateLimits.PerAddress(60, TimeSpan.FromMinutes(1));

    private sealed record Outcome(PackedItem Item, bool IsFound, bool WasFound);

    /// <summary>Reads the items ahead, while the reader still types.</summary>
    public Task WarmAsync(CancellationToken cancellation) => recent.ReadAsync(cancellation);

    /// <param name="against">Topics to hold them against; empty for none.</param>
    public async Task<TryResult> TryAsync(IReadOnlyList<TopicDefinition> topics, IReadOnlyList<TopicDefinition> against, CancellationToken cancellation)
    {
        var snapshot = await recent.ReadAsync(cancellation);
        var watch = Stopwatch.StartNew();
        var settings = configuration().FeedById;
        TopicItem Describe(PackedItem item) => item.Describe(snapshot.Feeds[item.Feed], settings.GetValueOrDefault(snapshot.Feeds[item.Feed].Key));

        // One set for both sides: an item is cut into words once.
        var set = TopicSet.Compile([.. topics, .. against]);
        var outcomes = Match(snapshot, set, item => set.Flagging(Describe(item)), topics.Count, watch, out var looked);
        var found = outcomes.Where(outcome => outcome.IsFound).ToList();
        var lost = outcomes.Where(outcome => !outcome.IsFound).ToList();
        TriedItem Show(Outcome outcome)
        {
            var described = Describe(outcome.Item);
            var feed = snapshot.Feeds[outcome.Item.Feed];
            var matches = set.Match(described).Where(match => match.Topic < topics.Count == outcome.IsFound).Select(match => new TriedMatch(set[match.Topic]!.Name, match.Score, match.Evidence));
            return new TriedItem(outcome.Item.Id, described.Source ?? Settings.Values.WebAddress.Hidden(feed.Key), described, outcome.Item.FirstSeen, [.. matches], against.Count > 0 && !outcome.WasFound);
        }

        return new TryResult(
            looked, found.Count, [.. found.OrderByDescending(outcome => !outcome.WasFound).Take(Most).Select(Show)],
            against.Count == 0 ? 0 : found.Count(outcome => !outcome.WasFound), lost.Count, [.. lost.Take(Most).Select(Show)],
            snapshot.LeftOut || looked < snapshot.Items.Count, watch.Elapsed);
    }

    /// <summary>The stored items that an expression flags.</summary>
    public async Task<FoundItems> SearchAsync(TopicDefinition topic, CancellationToken cancellation)
    {
        var snapshot = await recent.ReadAsync(cancellation);
        var set = TopicSet.Compile([topic]);
        TopicItem Describe(PackedItem item) => item.Describe(snapshot.Feeds[item.Feed], null);
        var outcomes = Match(snapshot, set, item => set.Flagging(Describe(item)), 1, Stopwatch.StartNew(), out var looked);
        return new FoundItems(outcomes.ToDictionary(outcome => outcome.Item.Id, outcome => outcome.Item), item => set.Match(Describe(item))[0].Evidence, snapshot.LeftOut || looked < snapshot.Items.Count);
    }

    /// <summary>Newest first; only items that either side flags.</summary>
    /// <param name="looked">How many of the newest items were looked at before time was up: all, as a rule.</param>
    private static List<Outcome> Match(
        RecentItems.Snapshot snapshot, TopicSet set, Func<PackedItem, IReadOnlyList<int>> flagging, int topics, Stopwatch watch, out int looked)
    {
        const int chunk = 256;
        var items = snapshot.Items;
        var places = snapshot.Candidates(set);
        var count = places?.Count ?? items.Count;
        int Place(int candidate) => places is null ? candidate : places[candidate];
        var chunks = new List<Outcome>?[(count + chunk - 1) / chunk];
        Parallel.For(0, chunks.Length, (number, loop) =>
        {
            if (watch.Elapsed > Longest)
            {
                loop.Stop();
                return;
            }

            var outcomes = new List<Outcome>();
            var newest = count - 1 - number * chunk;
            for (var at = newest; at >= Math.Max(0, newest - chunk + 1); at--)
            {
                var item = items[Place(at)];
                var flagged = flagging(item);
                if (flagged.Count > 0)
                {
                    outcomes.Add(new Outcome(item, flagged[0] < topics, flagged[^1] >= topics));
                }
            }

            chunks[number] = outcomes;
        });
        var done = chunks.TakeWhile(outcomes => outcomes is not null).ToList();
        looked = done.Count == chunks.Length ? items.Count : items.Count - 1 - Place(count - 1 - done.Count * chunk);
        return [.. done.SelectMany(outcomes => outcomes!)];
    }

    /// <summary>The items that came near to a topic, newest first.</summary>
    public async Task<NearResult> NearAsync(TopicDefinition topic, int most, CancellationToken cancellation)
    {
        var snapshot = await recent.ReadAsync(cancellation);
        var settings = configuration().FeedById;
        var watch = Stopwatch.StartNew();
        var finder = new NearMissFinder([topic]);
        var newest = new List<NearItem>();
        int looked = 0, found = 0;
        for (var at = snapshot.Items.Count - 1; at >= 0 && watch.Elapsed < Longest; at--, looked++)
        {
            var (item, feed) = (snapshot.Items[at], snapshot.Feeds[snapshot.Items[at].Feed]);
            var described = item.Describe(feed, settings.GetValueOrDefault(feed.Key));
            if (finder.Find(described) is [var miss] && ++found <= most)
            {
                newest.Add(new NearItem(item.Id, described.Source ?? Settings.Values.WebAddress.Hidden(feed.Key), described, item.FirstSeen, miss));
            }
        }

        return new NearResult(looked, found, newest, snapshot.LeftOut || looked < snapshot.Items.Count);
    }
}
