using System.Globalization;
using FeedWatch.Core.Topics;
using FeedWatch.Storage;

namespace FeedWatch.Web.Api;

/// <summary>
/// The read-only JSON API; <c>/api/openapi.json</c> describes it. Lists hold at most 100 rows and name the <c>before</c> (or
/// <c>page</c>) of the next page.
/// </summary>
public static class ApiEndpoints
{
    private const int Usual = 50;

    public static void MapApi(this IEndpointRouteBuilder routes, PageContext pages, Trying trying)
    {
        routes.MapRead("/api", () => Results.LocalRedirect("/api/openapi.json"));
        routes.MapRead("/api/openapi.json", () => Results.Bytes(EmbeddedAssets.Content("openapi.json"), "application/json"));
        routes.MapRead("/api/stories", (HttpContext context) => StoriesAsync(context, pages));
        routes.MapRead("/api/stories/{id}", (HttpContext context, string id) => StoryAsync(context, pages, id));
        routes.MapRead("/api/hits", (HttpContext context) => HitsAsync(context, pages));
        routes.MapRead("/api/feeds", (HttpContext context) => FeedsAsync(context, pages));
        routes.MapRead("/api/feeds/{id}", (HttpContext context, string id) => FeedAsync(context, pages, id));
        routes.MapRead("/api/topics", (HttpContext context) => Topics(context, pages));
        routes.MapRead("/api/misses", (HttpContext context) => TryPages.LimitedAsync(context, pages, trying, () => MissesAsync(context, pages, trying)));
        routes.MapRead("/api/mails", (HttpContext context) => MailsAsync(context, pages));
        routes.MapRead("/api/status", () => Status(pages));
        routes.MapRead("/api/check", (HttpContext context) => Check(context));
    }

    private static async Task<IResult> StoriesAsync(HttpContext context, PageContext pages)
    {
        var request = context.Request;
        var watchlist = request.Text("watchlist", 200);
        var filter = new StoryFilter(watchlist, watchlist is null ? null : request.Text("topic", 200), request.Since(pages.Site.Time.GetUtcNow()), request.Id("before"));
        var page = await new StoryList(pages.Site.Database).ReadAsync(filter, request.Limit(Usual), context.RequestAborted);
        return Json(new { stories = page.Stories.Select(ApiShapes.Story), next = page.Next });
    }

    private static async Task<IResult> StoryAsync(HttpContext context, PageContext pages, string id) =>
        await new StoryList(pages.Site.Database).FindAsync(Id(id), context.RequestAborted) is { } story ? Json(ApiShapes.Story(story)) : NotFound("There is no such story.");

    private static async Task<IResult> HitsAsync(HttpContext context, PageContext pages)
    {
        var request = context.Request;
        var limit = request.Limit(Usual);
        var watchlist = request.Text("watchlist", 200);
        var hits = await new StoredHits(pages.Site.Database).PageAsync(
            watchlist, watchlist is null ? null : request.Text("topic", 200), request.Since(pages.Site.Time.GetUtcNow()), request.Id("before"), limit, context.RequestAborted);
        return Json(new { hits = hits.Select(ApiShapes.Hit), next = hits.Count < limit ? (long?)null : hits.Min(hit => hit.Hit.Id) });
    }

    private static async Task<IResult> FeedsAsync(HttpContext context, PageContext pages)
    {
        var (page, limit) = (context.Request.Id("page") ?? 1, context.Request.Limit(ReadQuery.MostRows));
        var feeds = await new FeedList(pages.Site.Database).ReadAsync(pages.Site.Time.GetUtcNow(), context.RequestAborted);
        var shown = page > feeds.Count ? [] : feeds.Skip((int)(page - 1) * limit).Take(limit);
        return Json(new { feeds = shown.Select(ApiShapes.Feed), total = feeds.Count, next = page < feeds.Count && page * limit < feeds.Count ? page + 1 : (long?)null });
    }

    private static async Task<IResult> FeedAsync(HttpContext context, PageContext pages, string id) =>
        await new FeedList(pages.Site.Database).FindAsync(Id(id), pages.Site.Time.GetUtcNow(), context.RequestAborted) is { } feed ? Json(ApiShapes.Feed(feed)) : NotFound("There is no such feed.");

    private static IResult Topics(HttpContext context, PageContext pages)
    {
        var (page, limit) = (context.Request.Id("page") ?? 1, context.Request.Limit(ReadQuery.MostRows));
        var all = pages.Site.Current.Topics;
        var shown = page > all.Count ? [] : all.Skip((int)(page - 1) * limit).Take(limit);
        return Json(new
        {
            topics = shown.Select(pair => new
            {
                watchlist = pair.Watchlist.Id,
                watchlistName = pair.Watchlist.Name,
                topic = pair.Topic.Definition.Id,
                name = pair.Topic.Definition.Name,
                any = pair.Topic.Definition.Any,
                all = pair.Topic.Definition.All,
                none = pair.Topic.Definition.None,
            }),
            total = all.Count,
            next = page < all.Count && page * limit < all.Count ? page + 1 : (long?)null,
        });
    }

    private static async Task<IResult> MissesAsync(HttpContext context, PageContext pages, Trying trying)
    {
        var request = context.Request;
        if (request.Text("watchlist", 200) is not { } watchlist || request.Text("topic", 200) is not { } id)
        {
            throw new BadRequestException("“watchlist” and “topic” say whose near misses are wanted.");
        }

        if (MissPages.Find(pages.Site.Current, watchlist, id) is not { } topic)
        {
            return NotFound("There is no such topic.");
        }

        var near = await trying.NearAsync(topic.Definition, request.Limit(Usual), context.RequestAborted);
        return Json(new { misses = near.Newest.Select(ApiShapes.Miss), total = near.Found, looked = near.Looked, isCut = near.IsCut });
    }

    private static async Task<IResult> MailsAsync(HttpContext context, PageContext pages)
    {
        var (limit, state) = (context.Request.Limit(Usual), context.Request.Text("state", 20));
        if (state is not (null or "pending" or "sent" or "dead"))
        {
            throw new BadRequestException("“state” is pending, sent or dead.");
        }

        var mails = await new MailList(pages.Site.Database).PageAsync(state, context.Request.Id("before"), limit, context.RequestAborted);
        return Json(new { mails = mails.Select(ApiShapes.Mail), next = mails.Count < limit ? (long?)null : mails[^1].Id });
    }

    private static IResult Status(PageContext pages)
    {
        var state = pages.Site.Configuration();
        return Json(new
        {
            version = Replicas.Version,
            replica = pages.Site.Replica,
            revision = state.Current.Revision,
            configurationIsStale = state.IsStale,
            mailTrouble = pages.Site.MailTrouble(),
            loops = pages.Site.Loops().Select(loop => new { name = loop.Name, secondsSilent = (int)loop.Silence.TotalSeconds, restarts = loop.Restarts, isStuck = loop.IsStuck }),
        });
    }

    private static IResult Check(HttpContext context) => context.Request.Text("topic") is { } topic
        ? Json(new { problems = TopicCompiler.Check(TryPages.Definition(topic)).Select(ApiShapes.Problem) })
        : Json(new { problems = Array.Empty<object>() });

    private static IResult Json(object answer) => Results.Json(answer, StoredJson.Options);

    private static IResult NotFound(string reason) => Results.Json(new { error = reason }, statusCode: StatusCodes.Status404NotFound);

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : throw new BadRequestException("An id is a number above 0.");
}
