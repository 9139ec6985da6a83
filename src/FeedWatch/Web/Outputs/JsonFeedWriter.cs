using System.Text.Json;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Outputs;

/// <summary>JSON Feed 1.1 (jsonfeed.org).</summary>
public static class JsonFeedWriter
{
    public static byte[] Write(HitFeed feed)
    {
        var document = new Dictionary<string, object?>
        {
            ["version"] = "https://jsonfeed.org/version/1.1",
            ["title"] = HitFeed.Clean(feed.Title),
            ["language"] = HitFeed.Language,
            ["home_page_url"] = feed.Home,
            ["feed_url"] = feed.Self,
            ["_feedwatch"] = new { about = "Hits of FeedWatch; not to be watched by it again.", generator = HitFeed.Generator },
            ["items"] = feed.Hits.Select(hit => Item(feed, hit)),
        };
        if (feed.Next is { } next)
        {
            document["next_url"] = next;
        }

        return JsonSerializer.SerializeToUtf8Bytes(document, StoredJson.Options);
    }

    private static Dictionary<string, object?> Item(HitFeed feed, StoredHit hit)
    {
        var item = new Dictionary<string, object?>
        {
            ["id"] = HitEntryId.Of(hit),
            ["url"] = SafeLink.Parse(hit.Link)?.Url ?? feed.Page(hit),
            ["title"] = HitFeed.Clean(Excerpt.Title(hit.Title, hit.Link)),
            ["content_text"] = HitFeed.Clean(HitFeed.Summary(hit)),
            ["date_published"] = hit.Published ?? hit.Hit.FoundAt,
            ["date_modified"] = hit.Hit.FoundAt,
            ["authors"] = new[] { new { name = HitFeed.Clean(WebAddress.Hidden(hit.Feed)) } },
            ["tags"] = new[] { HitFeed.Clean(hit.Hit.TopicName) },
            ["_feedwatch"] = new
            {
                watchlist = hit.Hit.Watchlist,
                topic = hit.Hit.Topic,
                score = hit.Hit.Score,
                story = feed.Page(hit),
                evidence = hit.Evidence.Select(place => new { clause = place.Clause, field = place.Field, offset = place.Offset, length = place.Length, text = place.Text, rule = place.Rule }),
            },
        };
        if (HitFeed.LanguageOf(hit) is { } language)
        {
            item["language"] = language;
        }

        return item;
    }
}
