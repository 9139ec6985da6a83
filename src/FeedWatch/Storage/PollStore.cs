using System.Data.Common;

namespace FeedWatch.Storage;

/// <summary>Saves polls: the fence, the items, the stories, the hits and their alerts, the validators and the next due time, in one transaction.</summary>
public sealed class PollStore(Database database)
{
    private readonly StoryWriter _stories = new(database, StoryWriter.AsManyAsFit());
    private readonly NoticeStore _notices = new(database);

    /// <summary>What a claimed feed listed at its last reading; null when it was never read.</summary>
    public async Task<byte[]?> ListingAsync(ClaimedFeed feed, CancellationToken cancellation)
    {
        if (feed.Listing is not { Length: 0 })
        {
            return feed.Listing;
        }

        await using var connection = await database.ConnectAsync(cancellation);
        var listings = await connection.Command("select entries from listing where feed_id = @feed").With("@feed", feed.Id).ListAsync(row => row.Bytes(0), cancellation);
        return listings.SingleOrDefault();
    }

    /// <summary>Which of these keys were ever seen, with the item each belongs to.</summary>
    public async Task<Dictionary<(long Feed, UInt128 Key), long>> SeenAsync(IReadOnlyList<(long Feed, UInt128 Key)> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var rows = database.Sql.Rows().Integer("place", Enumerable.Range(0, keys.Count)).Long("feed_id", keys.Select(key => key.Feed)).Keys("key", keys.Select(key => key.Key));
        await using var connection = await database.ConnectAsync(cancellation);
        // A look-up for each key: left to itself the server may choose to read the whole memory instead.
        var look = database.IsPostgres
            ? "lateral (select s.item_id from seen s where s.feed_id = r.feed_id and s.key = r.key offset 0) found"
            : "seen found on found.feed_id = r.feed_id and found.key = r.key";
        var seen = await connection.Command($"select r.place, found.item_id from {rows.Table} cross join {look}")
            .With(rows).ListAsync(row => (Place: row.GetInt32(0), Item: row.GetInt64(1)), cancellation);
        return seen.ToDictionary(row => keys[row.Place], row => row.Item);
    }

    /// <summary>The new items of a poll as the database takes them: what can be done before it is the poll's turn, beside others.</summary>
    public EncodedItems Encode(long feedId, DateTimeOffset at, IReadOnlyCollection<FreshItem> items) => new(feedId, at, items, database.IsPostgres);

    /// <summary>Gives back the memory that is kept for the items of many polls.</summary>
    public static void Trim() => EncodedRows.Trim();

    /// <summary>
    /// Saves the polls together. Those whose lease was lost meanwhile are left out whole: another replica has the feed. So are those that were saved
    /// before: whoever did not hear whether a save was committed may try it again.
    /// </summary>
    /// <exception cref="SeenBeforeException">An item that was taken for new is not; nothing was saved.</exception>
    public async Task<SaveResult> SaveAsync(IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        using var turn = _stories.Open();
        var result = await database.WriteAsync(transaction => SaveAsync(transaction, turn, polls, cancellation), cancellation);
        turn.Committed();
        return result;
    }

    private async Task<SaveResult> SaveAsync(DbTransaction transaction, StoryWriter.Turn turn, IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        var ours = await UpdateFeedsAsync(transaction, polls, cancellation);
        CrashPoints.Reach("poll.fenced");
        await _notices.AddAsync(transaction, [.. polls.Where(poll => ours.Contains(poll.FeedId)).SelectMany(poll => poll.Notices)], polls[0].At, cancellation);
        await KeepBrokenAsync(transaction, [.. polls.Where(poll => ours.Contains(poll.FeedId) && poll.BrokenHead is not null)], cancellation);
        var read = polls.Where(poll => ours.Contains(poll.FeedId) && poll.Reading is not null).ToList();
        if (read.Count == 0)
        {
            return SaveResult.Nothing with { Polls = ours.Count };
        }

        await UpdateListingsAsync(transaction, read, cancellation);
        CrashPoints.Reach("poll.listings-written");
        var arrivals = await InsertItemsAsync(transaction, read, cancellation);
        CrashPoints.Reach("poll.items-written");
        var newItems = read.Sum(poll => poll.Reading!.New?.Count ?? 0);
        var saved = await _stories.SaveAsync(transaction, turn, arrivals.Where(arrival => arrival.Item.Hits.Count > 0).ToList(), cancellation);
        CrashPoints.Reach("poll.before-commit");
        return saved with { Polls = ours.Count, NewItems = newItems };
    }

    /// <summary>The fence: only the holder of the latest lease may change the feed, once, and it gives the lease back; what was read goes into the same row.</summary>
    private async Task<HashSet<long>> UpdateFeedsAsync(DbTransaction transaction, IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        var rows = database.Sql.Rows()
            .Long("id", polls.Select(poll => poll.FeedId))
            .Long("epoch", polls.Select(poll => poll.Epoch))
            .Moment("at", polls.Select(poll => (DateTimeOffset?)poll.At))
            .Text("code", polls.Select(poll => (string?)poll.Code))
            .Text("text", polls.Select(poll => poll.Text))
            .Boolean("success", polls.Select(poll => poll.Success))
            .Text("strip", polls.Select(poll => (string?)poll.Strip))
            .Text("poll_state", polls.Select(poll => (string?)poll.PollState))
            .Moment("next_due", polls.Select(poll => poll.NextDue))
            .Long("ms", polls.Select(poll => (long?)poll.Took?.TotalMilliseconds));
        var reading = "";
        if (polls.Any(poll => poll.Reading is not null))
        {
            rows.Bytes("body_hash", polls.Select(poll => (byte[]?)poll.Reading?.BodyHash))
                .Text("title", polls.Select(poll => poll.Reading?.Title))
                .Text("format", polls.Select(poll => (string?)poll.Reading?.Format))
                .Boolean("degraded", polls.Select(poll => poll.Reading is { Degraded: true }))
                .Text("problems", polls.Select(poll => poll.Reading?.Problems))
                .Moment("gap_at", polls.Select(poll => poll.Reading is { CoverageGap: true } ? poll.At : (DateTimeOffset?)null));
            // A reading always has a hash: a poll without one leaves what was read before.
            reading =
                """
                body_hash = coalesce(r.body_hash, feed.body_hash), title = coalesce(r.title, feed.title), format = coalesce(r.format, feed.format),
                degraded = case when r.body_hash is null then feed.degraded else r.degraded end,
                problems = case when r.body_hash is null then feed.problems else r.problems end, gap_at = coalesce(r.gap_at, feed.gap_at),
                """;
        }

        var ours = await transaction.Command(
            $"""
            update feed set
                last_polled_at = r.at, first_polled_at = coalesce(feed.first_polled_at, case when r.success then r.at end),
                last_success_at = case when r.success then r.at else feed.last_success_at end,
                last_code = r.code, last_text = r.text, strip = r.strip, poll_state = r.poll_state,
                polls = feed.polls + 1, not_modified = feed.not_modified + case when r.code = 'not_modified' then 1 else 0 end,
                last_ms = r.ms, usual_ms = case when r.success and r.ms is not null then coalesce(feed.usual_ms + (r.ms - feed.usual_ms) / 8, r.ms) else feed.usual_ms end,
                {reading}
                next_due = coalesce(r.next_due, feed.next_due), paused = (r.next_due is null),
                lease_owner = null, lease_until = null, unfinished = 0, epoch = feed.epoch + 1
            from {rows.Table}
            where feed.id = r.id and feed.epoch = r.epoch
            returning feed.id
            """).With(rows).ListAsync(row => row.GetInt64(0), cancellation);
        return [.. ours];
    }

    /// <summary>Kept until the feed is broken again: most never are, and a feed that recovers costs nothing here.</summary>
    private async Task KeepBrokenAsync(DbTransaction transaction, IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        if (polls.Count == 0)
        {
            return;
        }

        var rows = database.Sql.Rows()
            .Long("feed_id", polls.Select(poll => poll.FeedId))
            .Moment("at", polls.Select(poll => (DateTimeOffset?)poll.At))
            .Bytes("head", polls.Select(poll => poll.BrokenHead));
        await transaction.Command(
            $"""
            insert into broken_document (feed_id, at, head) select feed_id, at, head from {rows.Table} where true
            on conflict (feed_id) do update set at = excluded.at, head = excluded.head
            """).With(rows).ExecuteNonQueryAsync(cancellation);
    }

    private Task UpdateListingsAsync(DbTransaction transaction, IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        var changed = polls.Where(poll => poll.Reading!.Listing is not null).ToList();
        var renamed = changed.SelectMany(poll => poll.Reading!.Renamed.Select(pair => (poll, pair.Old, pair.New))).ToList();
        var relisted = changed.SelectMany(poll => poll.Reading!.Relisted.Select(key => (poll, key))).ToList();
        var unlisted = changed.Where(poll => poll.Reading!.Unlisted.Count > 0).ToList();
        return new[]
        {
            changed.Count > 0 ? UpdateListings(transaction, changed) : null,
            renamed.Count > 0 ? Rename(transaction, renamed) : null,
            relisted.Count > 0 ? Relist(transaction, relisted) : null,
            unlisted.Count > 0 ? Unlist(transaction, unlisted) : null,
        }.OfType<DbCommand>().ToList().ExecuteTogetherAsync(cancellation);
    }

    private DbCommand UpdateListings(DbTransaction transaction, IReadOnlyList<FeedPoll> changed)
    {
        var listings = database.Sql.Rows()
            .Long("feed_id", changed.Select(poll => poll.FeedId))
            .Bytes("entries", changed.Select(poll => poll.Reading!.Listing));
        return transaction.Command(
            $"insert into listing (feed_id, entries) select feed_id, entries from {listings.Table} where true on conflict (feed_id) do update set entries = excluded.entries")
            .With(listings);
    }

    /// <summary>The new key leads to the same item; the old one stays known.</summary>
    private DbCommand Rename(DbTransaction transaction, IReadOnlyList<(FeedPoll Poll, UInt128 Old, UInt128 New)> renamed)
    {
        var rows = database.Sql.Rows()
            .Long("feed_id", renamed.Select(pair => pair.Poll.FeedId)).Keys("old_key", renamed.Select(pair => pair.Old))
            .Keys("new_key", renamed.Select(pair => pair.New)).Moment("at", renamed.Select(pair => (DateTimeOffset?)pair.Poll.At));
        return transaction.Command(
            $"""
            insert into seen (feed_id, key, item_id, relisted_at) select s.feed_id, r.new_key, s.item_id, r.at from seen s
            join {rows.Table} on r.feed_id = s.feed_id and r.old_key = s.key where true
            on conflict (feed_id, key) do update set unlisted_at = null, relisted_at = excluded.relisted_at
            """).With(rows);
    }

    private DbCommand Relist(DbTransaction transaction, IReadOnlyList<(FeedPoll Poll, UInt128 Key)> relisted)
    {
        var rows = database.Sql.Rows()
            .Long("feed_id", relisted.Select(pair => pair.Poll.FeedId)).Keys("key", relisted.Select(pair => pair.Key))
            .Moment("at", relisted.Select(pair => (DateTimeOffset?)pair.Poll.At));
        return transaction.Command($"update seen set unlisted_at = null, relisted_at = r.at from {rows.Table} where seen.feed_id = r.feed_id and seen.key = r.key").With(rows);
    }

    /// <summary>From now on the keys are kept for a time only. One row a poll: a feed that turns over must not cost a write for each of its old items.</summary>
    private DbCommand Unlist(DbTransaction transaction, IReadOnlyList<FeedPoll> polls)
    {
        var rows = database.Sql.Rows()
            .Long("feed_id", polls.Select(poll => poll.FeedId)).Moment("at", polls.Select(poll => (DateTimeOffset?)poll.At))
            .Bytes("keys", polls.Select(poll => (byte[]?)ItemKeys.Join(poll.Reading!.Unlisted)));
        return transaction.Command($"insert into unlisted (feed_id, at, keys) select feed_id, at, keys from {rows.Table}").With(rows);
    }

    /// <returns>The items that count as having arrived, as far as stories or texts depend on them.</returns>
    private async Task<List<Arrival>> InsertItemsAsync(DbTransaction transaction, IReadOnlyList<FeedPoll> polls, CancellationToken cancellation)
    {
        var added = polls.Where(poll => poll.Reading!.New is { Count: > 0 }).Select(poll => poll.Reading!.New!).ToList();
        IReadOnlyList<long> ids = [];
        if (added.Count > 0)
        {
            ids = await Ids.TakeAsync(database, transaction, "item", added.Sum(items => items.Count), cancellation);
            await EncodedItems.InsertAsync(transaction, added, ids, database.IsPostgres, cancellation);
        }

        var returned = await ChangedAsync(transaction, [.. polls.SelectMany(poll => poll.Reading!.Returned.Select(item => new Arrival(poll, item, item.ItemId!.Value)))], cancellation);
        var (arrivals, changed, first) = (new List<Arrival>(), new List<Arrival>(), 0);
        foreach (var poll in polls)
        {
            arrivals.AddRange(poll.Reading!.New?.Flagged().Select(flagged => new Arrival(poll, flagged.Item, ids[first + flagged.Place])) ?? []);
            var updates = poll.Reading.Changed.Select(item => new Arrival(poll, item, item.ItemId!.Value)).Concat(returned.Where(arrival => arrival.Poll == poll)).ToList();
            arrivals.AddRange(updates);
            changed.AddRange(updates);
            first += poll.Reading.New?.Count ?? 0;
        }

        if (changed.Count > 0)
        {
            // A feed may list an item under its old key and its new one: the later text is kept.
            await UpdateItemsAsync(transaction, [.. changed.GroupBy(arrival => arrival.ItemId).Select(texts => texts.Last())], cancellation);
        }

        return arrivals;
    }

    /// <returns>Those whose text is not the one that is stored; where none is kept any more, nothing tells.</returns>
    private async Task<IReadOnlyList<Arrival>> ChangedAsync(DbTransaction transaction, IReadOnlyList<Arrival> returned, CancellationToken cancellation)
    {
        if (returned.Count == 0)
        {
            return [];
        }

        var rows = database.Sql.Rows()
            .Integer("place", Enumerable.Range(0, returned.Count))
            .Long("id", returned.Select(arrival => arrival.ItemId))
            .Text("title", returned.Select(arrival => arrival.Item.Title))
            .Text("summary", returned.Select(arrival => arrival.Item.Summary))
            .Text("content", returned.Select(arrival => arrival.Item.Content));
        var places = await transaction.Command(
            $"""
            select r.place from {rows.Table} join item i on i.id = r.id
            where coalesce(i.title, '') <> coalesce(r.title, '') or coalesce(i.summary, '') <> coalesce(r.summary, '') or coalesce(i.content, '') <> coalesce(r.content, '')
            order by r.place
            """).With(rows).ListAsync(row => row.GetInt32(0), cancellation);
        return places.ConvertAll(place => returned[place]);
    }

    private async Task UpdateItemsAsync(DbTransaction transaction, IReadOnlyList<Arrival> changed, CancellationToken cancellation)
    {
        await _stories.KeepTextsAsync(transaction, [.. changed.Select(arrival => arrival.ItemId)], cancellation);
        var items = database.Sql.Rows()
            .Long("feed_id", changed.Select(arrival => arrival.Poll.FeedId))
            .Keys("key", changed.Select(arrival => arrival.Item.Key))
            .Text("guid", changed.Select(arrival => arrival.Item.Guid))
            .Moment("first_seen", changed.Select(arrival => (DateTimeOffset?)arrival.Poll.At))
            .Text("title", changed.Select(arrival => arrival.Item.Title))
            .Text("link", changed.Select(arrival => arrival.Item.Link))
            .Moment("published", changed.Select(arrival => arrival.Item.Published))
            .Moment("updated", changed.Select(arrival => arrival.Item.Updated))
            .Text("language", changed.Select(arrival => arrival.Item.Language))
            .Text("authors", changed.Select(arrival => EncodedItems.Json(arrival.Item.Authors)))
            .Text("categories", changed.Select(arrival => EncodedItems.Json(arrival.Item.Categories)))
            .Text("summary", changed.Select(arrival => arrival.Item.Summary))
            .Text("content", changed.Select(arrival => arrival.Item.Content))
            .Long("id", changed.Select(arrival => arrival.ItemId));
        // A feed may list an item for longer than its text is kept: then it is kept anew, for what is found in it now.
        const string columns = "id, feed_id, key, guid, title, link, published, updated, first_seen, language, authors, categories, summary, content";
        await transaction.Command(
            $"""
            insert into item ({columns}) select {columns} from {items.Table} where true
            on conflict (id) do update set title = excluded.title, link = excluded.link, published = excluded.published, updated = excluded.updated,
                language = excluded.language, authors = excluded.authors, categories = excluded.categories, summary = excluded.summary, content = excluded.content
            """).With(items).ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A fresh item with its place in the database.</summary>
internal sealed record Arrival(FeedPoll Poll, FreshItem Item, long ItemId);

/// <summary>Among the items to save as new was one that its feed listed before; <see cref="PollStore.SeenAsync"/> tells which.</summary>
public sealed class SeenBeforeException(Exception inner) : Exception("An item that was to be saved as new has been seen before.", inner);
