using System.Data.Common;
using System.Text.Json;
using FeedWatch.Core.Stories;

namespace FeedWatch.Storage;

/// <summary>Writes hits and the alerts they cause; a hit that is there already stays as it was and alerts nobody again.</summary>
internal sealed class HitWriter(Database database)
{
    private sealed record NewHit(long Id, Placed Place, FoundHit Found);

    /// <param name="ids">One for each hit.</param>
    /// <returns>New hits and new alerts.</returns>
    public async Task<(int Hits, int Alerts)> SaveAsync(DbTransaction transaction, IReadOnlyList<Placed> placed, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var found = placed.SelectMany(place => place.Arrival.Item.Hits.Select(hit => (Place: place, Hit: hit)));
        var hits = found.Zip(ids, (pair, id) => new NewHit(id, pair.Place, pair.Hit)).ToList();
        var stored = await InsertHitsAsync(transaction, hits, cancellation);
        CrashPoints.Reach("poll.hits-written");
        var alerts = hits.Where(hit => stored.Contains(hit.Id)).SelectMany(hit => hit.Found.Alerts.Select(alert => (hit, alert)));
        var updates = await UpdatesAsync(transaction, [.. hits.Where(hit => !stored.Contains(hit.Id) && hit.Place.Kind == CopyKind.Update)], cancellation);
        return (stored.Count, await InsertAlertsAsync(transaction, [.. alerts, .. updates], cancellation));
    }

    /// <summary>A later text of an item that was flagged before is no new hit; who follows the thread hears of it all the same.</summary>
    private async Task<IReadOnlyList<(NewHit Hit, PlannedAlert Alert)>> UpdatesAsync(DbTransaction transaction, IReadOnlyList<NewHit> again, CancellationToken cancellation)
    {
        var threads = again.SelectMany(hit => hit.Found.Alerts.Where(alert => alert.Kind == "immediate" && AlertDelivery.FromJson(alert.Delivery).Thread).Select(alert => (Hit: hit, Alert: alert))).ToList();
        if (threads.Count == 0)
        {
            return [];
        }

        var flagged = threads.Select(pair => pair.Hit).Distinct().ToList();
        var rows = database.Sql.Rows()
            .Long("item_id", flagged.Select(hit => hit.Place.Arrival.ItemId))
            .Text("watchlist", flagged.Select(hit => (string?)hit.Found.Watchlist))
            .Text("topic", flagged.Select(hit => (string?)hit.Found.Topic));
        var first = (await transaction.Command(
            $"select h.item_id, h.watchlist, h.topic, h.id from hit h join {rows.Table} on r.item_id = h.item_id and r.watchlist = h.watchlist and r.topic = h.topic")
            .With(rows).ListAsync(row => ((row.GetInt64(0), row.GetString(1), row.GetString(2)), row.GetInt64(3)), cancellation))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return threads.ConvertAll(pair => (pair.Hit with { Id = first[(pair.Hit.Place.Arrival.ItemId, pair.Hit.Found.Watchlist, pair.Hit.Found.Topic)] }, pair.Alert));
    }

    private async Task<HashSet<long>> InsertHitsAsync(DbTransaction transaction, IReadOnlyList<NewHit> hits, CancellationToken cancellation)
    {
        var rows = database.Sql.Rows()
            .Long("id", hits.Select(hit => hit.Id))
            .Long("story_id", hits.Select(hit => hit.Place.StoryId))
            .Long("version_id", hits.Select(hit => hit.Place.VersionId))
            .Long("item_id", hits.Select(hit => hit.Place.Arrival.ItemId))
            .Long("feed_id", hits.Select(hit => hit.Place.Arrival.Poll.FeedId))
            .Text("watchlist", hits.Select(hit => (string?)hit.Found.Watchlist))
            .Text("watchlist_name", hits.Select(hit => (string?)hit.Found.WatchlistName))
            .Text("topic", hits.Select(hit => (string?)hit.Found.Topic))
            .Text("topic_name", hits.Select(hit => (string?)hit.Found.TopicName))
            .Integer("score", hits.Select(hit => hit.Found.Score))
            .Text("evidence", hits.Select(hit => (string?)JsonSerializer.Serialize(hit.Found.Evidence, StoredJson.Options)))
            .Moment("found_at", hits.Select(hit => (DateTimeOffset?)hit.Place.Arrival.Poll.At))
            .Text("revision", hits.Select(hit => (string?)hit.Found.Revision));
        const string columns = "id, story_id, version_id, item_id, feed_id, watchlist, watchlist_name, topic, topic_name, score, evidence, found_at, revision";
        var stored = await transaction.Command(
            $"insert into hit ({columns}) select {columns} from {rows.Table} where true on conflict (item_id, watchlist, topic) do nothing returning id")
            .With(rows).ListAsync(row => row.GetInt64(0), cancellation);
        return [.. stored];
    }

    private async Task<int> InsertAlertsAsync(DbTransaction transaction, IReadOnlyList<(NewHit Hit, PlannedAlert Alert)> alerts, CancellationToken cancellation)
    {
        if (alerts.Count == 0)
        {
            return 0;
        }

        var rows = database.Sql.Rows()
            .Long("hit_id", alerts.Select(pair => pair.Hit.Id))
            .Long("version_id", alerts.Select(pair => pair.Hit.Place.VersionId))
            .Long("story_id", alerts.Select(pair => pair.Hit.Place.StoryId))
            .Text("recipient", alerts.Select(pair => (string?)pair.Alert.Recipient))
            .Text("watchlist", alerts.Select(pair => (string?)pair.Hit.Found.Watchlist))
            .Text("kind", alerts.Select(pair => (string?)pair.Alert.Kind))
            .Moment("due_at", alerts.Select(pair => (DateTimeOffset?)pair.Alert.DueAt))
            .Boolean("held", alerts.Select(pair => pair.Alert.Held))
            .Text("delivery", alerts.Select(pair => (string?)pair.Alert.Delivery))
            .Moment("created_at", alerts.Select(pair => (DateTimeOffset?)pair.Hit.Place.Arrival.Poll.At));
        const string columns = "hit_id, version_id, story_id, recipient, watchlist, kind, due_at, held, delivery, created_at";
        return await transaction.Command(
            $"insert into alert ({columns}) select {columns} from {rows.Table} where true on conflict (hit_id, recipient, version_id) do nothing")
            .With(rows).ExecuteNonQueryAsync(cancellation);
    }
}
