using System.Globalization;
using System.Security.Cryptography;
using FeedWatch.Settings;
using FeedWatch.Storage;
using Microsoft.Net.Http.Headers;

namespace FeedWatch.Web.Outputs;

/// <summary><c>/hits.atom</c>, <c>/hits.json</c> and <c>/hits.csv</c>: all hits, or those of a watchlist or topic, newest first.</summary>
public static class HitFeeds
{
    private const int Usual = 50;

    public static void MapHitFeeds(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/hits.atom", (HttpContext context) => AnswerAsync(context, pages, "application/atom+xml; charset=utf-8", AtomWriter.Write));
        routes.MapRead("/hits.json", (HttpContext context) => AnswerAsync(context, pages, "application/feed+json; charset=utf-8", JsonFeedWriter.Write));
        routes.MapRead("/hits.csv", (HttpContext context) => AnswerAsync(context, pages, "text/csv; charset=utf-8", CsvWriter.Write));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, PageContext pages, string type, Func<HitFeed, byte[]> write)
    {
        var request = context.Request;
        var watchlist = request.Text("watchlist", 200);
        var topic = watchlist is null ? null : request.Text("topic", 200);
        var (before, limit) = (request.Id("before"), request.Limit(Usual));
        var (hits, after) = await new StoredHits(pages.Site.Database).PageAsync(watchlist, topic, request.Since(pages.Site.Time.GetUtcNow()), before, limit, context.RequestAborted);
        var origin = Origin(pages.Site.Current.Settings.Web, request);
        var updated = hits.Count == 0 ? DateTimeOffset.UnixEpoch : hits.Max(hit => hit.Hit.FoundAt);

        // Made anew from what was understood: what else stands in the address could be anything.
        string Address(long? below) => origin + Addresses.With(
            request.Path, ("watchlist", watchlist), ("topic", topic), ("since", request.Text("since")), ("before", below?.ToString(CultureInfo.InvariantCulture)), ("limit", request.Text("limit")));
        var self = Address(before);
        var next = after is null ? null : Address(after);
        var body = write(new HitFeed(
            Title(pages.Site.Current, watchlist, topic), origin + Addresses.With(request.Path, ("watchlist", watchlist), ("topic", topic)), self, next, origin + Addresses.With("/", ("watchlist", watchlist), ("topic", topic)), updated, hits, hit => origin + Addresses.Story(hit.Hit.StoryId)));

        // Pollers are to come again with the validators and be told that nothing changed (RFC 9110 section 13).
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Link = $"<{self}>; rel=\"self\"";
        return Results.Bytes(body, type, lastModified: updated, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\""));
    }

    private static string Origin(WebSettings web, HttpRequest request) => web.PublicUrl is { } url ? url.TrimEnd('/') : $"{request.Scheme}://{request.Host}";

    private static string Title(Configuration configuration, string? watchlist, string? topic)
    {
        var list = configuration.Watchlists.FirstOrDefault(one => one.Id == watchlist);
        var name = list?.Topics.FirstOrDefault(one => one.Definition.Id == topic)?.Definition.Name ?? topic;
        return string.Join(", ", new[] { "FeedWatch hits", list?.Name ?? watchlist, name }.OfType<string>());
    }
}
