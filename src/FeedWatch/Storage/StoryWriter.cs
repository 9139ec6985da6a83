using System.Data.Common;
using System.Text.Json;
using FeedWatch.Core.Stories;

namespace FeedWatch.Storage;

/// <summary>
/// Finds or opens the story of every flagged item and writes stories, versions, hits and alerts. It decides under a lock
/// that all replicas share, so that two polls never open one story twice; it keeps the versions of the last days in memory and
/// catches up with what other replicas wrote.
/// </summary>
/// <param name="mostRemembered">Versions in memory at most: under a flood of hits the newest, for the flood must not take all memory.</param>
internal sealed class StoryWriter(Database database, int mostRemembered)
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    private StoryIndex _recent = new();
    private long _lastVersion;
    private DateTimeOffset _forgottenBefore = DateTimeOffset.MinValue;

    /// <summary>The turn that was asked for last; it ends when this does.</summary>
    private Task _lastTurn = Task.CompletedTask;

    /// <summary>
    /// A save's turn to decide: from its first story until it is committed no other save of this process decides, as it would not know of these stories.
    /// What was learned in a turn that ends before <see cref="Committed"/> is forgotten; the next save reads all anew.
    /// </summary>
    public sealed class Turn(StoryWriter writer) : IDisposable
    {
        private TaskCompletionSource? _over;
        private bool _committed;

        public void Committed() => _committed = true;

        public void Dispose()
        {
            if (_over is not null)
            {
                if (!_committed)
                {
                    writer.Forget();
                }

                _over.SetResult();
            }
        }

        /// <summary>Waits until it comes. A transaction that begins anew within its turn has learned nothing yet.</summary>
        internal async Task TakeAsync()
        {
            if (_over is not null)
            {
                writer.Forget();
                return;
            }

            _over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Interlocked.Exchange(ref writer._lastTurn, _over.Task);
        }
    }

    public Turn Open() => new(this);

    public async Task<SaveResult> SaveAsync(DbTransaction transaction, Turn turn, IReadOnlyList<Arrival> arrivals, CancellationToken cancellation)
    {
        if (arrivals.Count == 0)
        {
            return SaveResult.Nothing;
        }

        await turn.TakeAsync();
        await database.Sql.LockAsync(transaction, LockKeys.Stories, cancellation);
        var now = arrivals.Max(arrival => arrival.Poll.At);
        await CatchUpAsync(transaction, now, cancellation);
        var known = await KnownVersionsAsync(transaction, arrivals, cancellation);
        var ids = await Ids.TakeAsync(
            database, transaction, [("story", arrivals.Count), ("version", arrivals.Count), ("hit", arrivals.Sum(arrival => arrival.Item.Hits.Count))], cancellation);
        var (storyIds, versionIds, hitIds) = (new Queue<long>(ids[0]), ids[1], ids[2]);
        var placed = new List<Placed>(arrivals.Count);
        foreach (var (arrival, versionId) in arrivals.Zip(versionIds))
        {
            placed.Add(Place(arrival, versionId, storyIds, known));
        }

        var opened = placed.Where(place => place.Kind == CopyKind.Original).ToList();
        DbCommand[] written = [InsertStories(transaction, opened), TouchStories(transaction, placed.Where(place => place.Kind != CopyKind.Original)), InsertVersions(transaction, placed)];
        await written.ExecuteTogetherAsync(cancellation);
        CrashPoints.Reach("poll.stories-written");
        var (hits, alerts) = await new HitWriter(database).SaveAsync(transaction, placed, hitIds, cancellation);
        _lastVersion = versionIds[^1];
        return new SaveResult(0, 0, hits, opened.Count, alerts);
    }

    private void Forget() => (_recent, _lastVersion) = (new StoryIndex(), 0);

    /// <summary>Before items change: their versions so far keep the text that they told.</summary>
    public async Task KeepTextsAsync(DbTransaction transaction, IReadOnlyList<long> items, CancellationToken cancellation)
    {
        var rows = database.Sql.Rows().Long("id", items);
        await transaction.Command(
            $"""
            update version set summary = coalesce(i.summary, ''), content = i.content from item i join {rows.Table} on r.id = i.id
            where version.item_id = i.id and version.summary is null
            """).With(rows).ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The one decision: which story. An item that changed stays in its story.</summary>
    private Placed Place(Arrival arrival, long versionId, Queue<long> storyIds, Dictionary<long, long> known)
    {
        var candidate = arrival.Item.Version! with { ItemKey = arrival.ItemId.ToString(System.Globalization.CultureInfo.InvariantCulture), FoundAt = arrival.Poll.At };
        var placed = known.TryGetValue(arrival.ItemId, out var same)
            ? new Placed(arrival, versionId, same, CopyKind.Update, "a later text of the same item", candidate)
            : StoryGrouper.Find(_recent, candidate) switch
            {
                Grouping.Joins joins => new Placed(arrival, versionId, joins.StoryId, joins.Kind, joins.Reason, candidate),
                _ => new Placed(arrival, versionId, storyIds.Dequeue(), CopyKind.Original, null, candidate),
            };
        _recent.Add(candidate with { StoryId = placed.StoryId });
        return placed;
    }

    /// <summary>As many as the memory that this process may use allows: a version takes some kilobytes.</summary>
    public static int AsManyAsFit() => (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (16 * 1024), 10_000, 200_000);

    private async Task CatchUpAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation)
    {
        if (_recent.Count > mostRemembered + mostRemembered / 4)
        {
            Forget();
        }

        var horizon = now - StoryGrouper.Window;
        if (_forgottenBefore - horizon > ForgetEvery)
        {
            Forget(); // a clock that ran ahead made it forget what still counts
            _forgottenBefore = DateTimeOffset.MinValue;
        }

        if (horizon - _forgottenBefore > ForgetEvery)
        {
            _recent.RemoveOlderThan(horizon);
            _forgottenBefore = horizon;
        }

        // By id alone: for the sake of the time the server would read the versions of all four days, each time.
        var rows = await transaction.Command("select id, story_id, feed_id, canonical_link, item_id, at, fingerprint, coalesce(found_at, at) from version where id > @last and id > (select max(id) from version) - @most and coalesce(found_at, at) >= @horizon order by id")
            .With("@last", _lastVersion).With("@most", mostRemembered).With("@horizon", database.Sql.Moment(horizon))
            .ListAsync(
                row => (row.GetInt64(0), new StoryVersion(
                    row.GetInt64(1), row.GetInt64(2).ToString(System.Globalization.CultureInfo.InvariantCulture), row.Text(3),
                    row.GetInt64(4).ToString(System.Globalization.CultureInfo.InvariantCulture), database.Sql.Moment(row, 5)!.Value, StoryFingerprint.FromBytes(row.Bytes(6)))
                {
                    FoundAt = database.Sql.Moment(row, 7),
                }),
                cancellation);
        foreach (var (id, version) in rows)
        {
            _recent.Add(version);
            _lastVersion = id;
        }
    }

    private async Task<Dictionary<long, long>> KnownVersionsAsync(DbTransaction transaction, IReadOnlyList<Arrival> arrivals, CancellationToken cancellation)
    {
        var changed = arrivals.Where(arrival => arrival.Item.ItemId is not null).Select(arrival => arrival.ItemId).Distinct().ToList();
        if (changed.Count == 0)
        {
            return [];
        }

        var rows = database.Sql.Rows().Long("item_id", changed);
        var stories = await transaction.Command($"select v.item_id, min(v.story_id) from version v join {rows.Table} on r.item_id = v.item_id group by v.item_id")
            .With(rows).ListAsync(row => (row.GetInt64(0), row.GetInt64(1)), cancellation);
        return stories.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private DbCommand InsertStories(DbTransaction transaction, IReadOnlyList<Placed> opened)
    {
        var rows = database.Sql.Rows()
            .Long("id", opened.Select(place => place.StoryId))
            .Text("headline", opened.Select(place => place.Arrival.Item.Title))
            .Text("link", opened.Select(place => place.Arrival.Item.Link))
            .Text("outlet", opened.Select(place => place.Arrival.Item.Outlet))
            .Moment("at", opened.Select(place => (DateTimeOffset?)place.Arrival.Poll.At));
        return transaction.Command($"insert into story (id, headline, link, outlet, created_at, changed_at) select id, headline, link, outlet, at, at from {rows.Table}").With(rows);
    }

    private DbCommand TouchStories(DbTransaction transaction, IEnumerable<Placed> joined)
    {
        var latest = joined.GroupBy(place => place.StoryId).Select(group => (Story: group.Key, At: group.Max(place => place.Arrival.Poll.At))).ToList();
        var rows = database.Sql.Rows().Long("id", latest.Select(pair => pair.Story)).Moment("at", latest.Select(pair => (DateTimeOffset?)pair.At));
        return transaction.Command($"update story set changed_at = r.at from {rows.Table} where story.id = r.id").With(rows);
    }

    private DbCommand InsertVersions(DbTransaction transaction, IReadOnlyList<Placed> placed)
    {
        var rows = database.Sql.Rows()
            .Long("id", placed.Select(place => place.VersionId))
            .Long("story_id", placed.Select(place => place.StoryId))
            .Long("item_id", placed.Select(place => place.Arrival.ItemId))
            .Long("feed_id", placed.Select(place => place.Arrival.Poll.FeedId))
            .Text("outlet", placed.Select(place => place.Arrival.Item.Outlet))
            .Text("title", placed.Select(place => place.Arrival.Item.Title))
            .Text("link", placed.Select(place => place.Arrival.Item.Link))
            .Text("canonical_link", placed.Select(place => place.Version.CanonicalLink))
            .Moment("at", placed.Select(place => (DateTimeOffset?)place.Version.At))
            .Moment("found_at", placed.Select(place => (DateTimeOffset?)place.Arrival.Poll.At))
            .Text("copy_kind", placed.Select(place => (string?)JsonNamingPolicy.SnakeCaseLower.ConvertName(place.Kind.ToString())))
            .Text("reason", placed.Select(place => place.Reason))
            .Bytes("fingerprint", placed.Select(place => (byte[]?)place.Version.Fingerprint.ToBytes()));
        const string columns = "id, story_id, item_id, feed_id, outlet, title, link, canonical_link, at, found_at, copy_kind, reason, fingerprint";
        return transaction.Command($"insert into version ({columns}) select {columns} from {rows.Table}").With(rows);
    }
}

/// <summary>A flagged item in its story.</summary>
internal sealed record Placed(Arrival Arrival, long VersionId, long StoryId, CopyKind Kind, string? Reason, StoryVersion Version);
