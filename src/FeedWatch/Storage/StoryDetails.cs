using System.Data.Common;
using System.Text.Json;
using FeedWatch.Core.Topics;

namespace FeedWatch.Storage;

/// <summary>A story with all that a mail or a page says about it.</summary>
public sealed record StoryDetail(StoryRow Story, IReadOnlyList<VersionDetail> Versions, IReadOnlyList<HitDetail> Hits);

/// <summary>One report of a story, with its texts as long as they are kept.</summary>
public sealed record VersionDetail(VersionRow Version, string? Summary, string? Content, DateTimeOffset? Published);

/// <summary>One hit with its reasons.</summary>
public sealed record HitDetail(HitRow Hit, IReadOnlyList<Evidence> Evidence);

/// <summary>Reads stories whole, many at once.</summary>
public static class StoryDetails
{
    /// <summary>Versions earliest first; hits in the order they were found.</summary>
    public static async Task<Dictionary<long, StoryDetail>> ReadAsync(Database database, DbTransaction transaction, IReadOnlyCollection<long> stories, CancellationToken cancellation)
    {
        var sql = database.Sql;
        var rows = sql.Rows().Long("id", stories);
        var heads = await transaction.Command($"select s.id, s.headline, s.link, s.outlet, s.created_at, s.changed_at from story s join {rows.Table} on r.id = s.id").With(rows)
            .ListAsync(
                row => new StoryRow
                {
                    Id = row.GetInt64(0),
                    Headline = row.Text(1),
                    Link = row.Text(2),
                    Outlet = row.Text(3),
                    CreatedAt = sql.Moment(row, 4)!.Value,
                    ChangedAt = sql.Moment(row, 5)!.Value,
                },
                cancellation);
        var versions = await transaction.Command(
            $"""
            select v.id, v.story_id, v.item_id, v.feed_id, coalesce(f.name, v.outlet, f.title, f.key), v.title, v.link, v.at, v.found_at, v.copy_kind, v.reason, coalesce(v.summary, i.summary), case when v.summary is null then i.content else v.content end, i.published
            from version v join {rows.Table} on r.id = v.story_id left join item i on i.id = v.item_id left join feed f on f.id = v.feed_id
            order by v.at, v.id
            """).With(rows).ListAsync(
                row => new VersionDetail(
                    new VersionRow
                    {
                        Id = row.GetInt64(0),
                        StoryId = row.GetInt64(1),
                        ItemId = row.GetInt64(2),
                        FeedId = row.GetInt64(3),
                        Outlet = row.Text(4),
                        Title = row.Text(5),
                        Link = row.Text(6),
                        At = sql.Moment(row, 7)!.Value,
                        FoundAt = sql.Moment(row, 8)!.Value,
                        CopyKind = row.GetString(9),
                        Reason = row.Text(10),
                    },
                    row.Text(11), row.Text(12), sql.Moment(row, 13)),
                cancellation);
        var hits = await transaction.Command(
            $"""
            select h.id, h.story_id, h.version_id, h.item_id, h.feed_id, h.watchlist, h.watchlist_name, h.topic, h.topic_name, h.score, h.evidence, h.found_at, h.revision
            from hit h join {rows.Table} on r.id = h.story_id order by h.id
            """).With(rows).ListAsync(
                row => new HitDetail(
                    new HitRow
                    {
                        Id = row.GetInt64(0),
                        StoryId = row.GetInt64(1),
                        VersionId = row.GetInt64(2),
                        ItemId = row.GetInt64(3),
                        FeedId = row.GetInt64(4),
                        Watchlist = row.GetString(5),
                        WatchlistName = row.GetString(6),
                        Topic = row.GetString(7),
                        TopicName = row.GetString(8),
                        Score = row.GetInt32(9),
                        Evidence = row.GetString(10),
                        FoundAt = sql.Moment(row, 11)!.Value,
                        Revision = row.GetString(12),
                    },
                    JsonSerializer.Deserialize<List<Evidence>>(row.GetString(10), StoredJson.Options)!),
                cancellation);
        var versionsByStory = versions.ToLookup(version => version.Version.StoryId);
        var hitsByStory = hits.ToLookup(hit => hit.Hit.StoryId);
        return heads.ToDictionary(head => head.Id, head => new StoryDetail(head, [.. versionsByStory[head.Id]], [.. hitsByStory[head.Id]]));
    }
}
