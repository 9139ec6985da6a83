using System.Globalization;
using FeedWatch.Core.Topics;
using FeedWatch.Storage;

namespace FeedWatch.Web.Api;

/// <summary>
/// The read-only JSON API; <see cref="ApiDocument"/> describes it. Lists hold at most 100 rows and name the <c>before</c> (or
/// <c>page</c>) of the next page.
/// </summary>
public static class ApiEndpoints
{
    private const int Usual = 50;

    public static void MapApi(this IEndpointRouteBuilder routes, PageContext pages, Trying trying)
    {
        routes.MapOpenApi(ApiDocument.Address).WithMetadata(new HttpMethodMetadata(Routes.Reading));
        routes.MapRead("/api", () => Results.LocalRedirect(ApiDocument.Address));
        routes.MapRead("/api/stories", (HttpContext context) => StoriesAsync(context, pages)).Answers<StoryPage>("Stories, newest first").TakesTopic().TakesSince().TakesPage("before");
        routes.MapRead("/api/stories/{id}", (HttpContext context, string id) => StoryAsync(context, pages, id)).Answers<Story>("One story").OrNothing().TakesId();
        routes.MapRead("/api/hits", (HttpContext context) => HitsAsync(context, pages)).Answers<HitPage>("Hits, newest first").TakesTopic().TakesSince().TakesPage("before");
        routes.MapRead("/api/feeds", (HttpContext context) => FeedsAsync(context, pages)).Answers<FeedPage>("Feeds, those in trouble first").TakesPage("page");
        routes.MapRead("/api/feeds/{id}", (HttpContext context, string id) => FeedAsync(context, pages, id)).Answers<Feed>("One feed").OrNothing().TakesId();
        routes.MapRead("/api/topics", (HttpContext context) => Topics(context, pages)).Answers<TopicPage>("The topics of the configuration").TakesPage("page");
        routes.MapRead("/api/misses", (HttpContext context) => TryPages.LimitedAsync(context, pages, trying, () => MissesAsync(context, pages, trying)))
            .Answers<MissPage>("Items of the last 30 days that came near to a topic, and why they were not flagged, newest first").OrNothing().TakesTopic(isRequired: true).TakesLimit();
        routes.MapRead("/api/mails", (HttpContext context) => MailsAsync(context, pages)).Answers<MailPage>("Mails, newest first").TakesText("state", "Only mails of this state: pending, sent or dead.").TakesPage("before");
        routes.MapRead("/api/status", () => Status(pages)).Answers<Status>("How the service is doing");
        routes.MapRead("/api/check", (HttpContext context) => Check(context)).Answers<Check>("What is wrong with a topic expression").TakesText("topic", "An expression in the topic language.");
    }

    private static async Task<IResult> StoriesAsync(HttpContext context, PageContext pages)
    {
        var request = context.Request;
        var watchlist = request.Text("watchlist", 200);
        var filter = new StoryFilter(watchlist, watchlist is null ? null : request.Text("topic", 200), request.Since(pages.Site.Time.GetUtcNow()), request.Id("before"));
        var page = await new StoryList(pages.Site.Database).ReadAsync(filter, request.Limit(Usual), context.RequestAborted);
        return Json(new StoryPage(page.Stories.Select(ApiShapes.Story), page.Next));
    }

    private static async Task<IResult> StoryAsync(HttpContext context, PageContext pages, string id) =>
        await new StoryList(pages.Site.Database).FindAsync(Id(id), context.RequestAborted) is { } story ? Json(ApiShapes.Story(story)) : NotFound("There is no such story.");

    private static async Task<IResult> HitsAsync(HttpContext context, PageContext pages)
    {
        var request = context.Request;
        var watchlist = request.Text("watchlist", 200);
        var page = await new StoredHits(pages.Site.Database).PageAsync(
            watchlist, watchlist is null ? null : request.Text("topic", 200), request.Since(pages.Site.Time.GetUtcNow()), request.Id("before"), request.Limit(Usual), context.RequestAborted);
        return Json(new HitPage(page.Hits.Select(ApiShapes.Hit), page.Next));
    }

    private static async Task<IResult> FeedsAsync(HttpContext context, PageContext pages)
    {
        var (page, limit) = (context.Request.Id("page") ?? 1, context.Request.Limit(ReadQuery.MostRows));
        var feeds = await pages.Feeds.ReadAsync(pages.Site.Time.GetUtcNow(), context.RequestAborted);
        var shown = page > feeds.Count ? [] : feeds.Skip((int)(page - 1) * limit).Take(limit);
        return Json(new FeedPage(shown.Select(ApiShapes.Feed), feeds.Count, page < feeds.Count && page * limit < feeds.Count ? page + 1 : null));
    }

    private static async Task<IResult> FeedAsync(HttpContext context, PageContext pages, string id) =>
        await pages.Feeds.FindAsync(Id(id), pages.Site.Time.GetUtcNow(), context.RequestAborted) is { } feed ? Json(ApiShapes.Feed(feed)) : NotFound("There is no such feed.");

    private static IResult Topics(HttpContext context, PageContext pages)
    {
        var (page, limit) = (context.Request.Id("page") ?? 1, context.Request.Limit(ReadQuery.MostRows));
        var all = pages.Site.Current.Topics;
        var shown = page > all.Count ? [] : all.Skip((int)(page - 1) * limit).Take(limit);
        return Json(new TopicPage(shown.Select(pair => ApiShapes.Topic(pair.Watchlist, pair.Topic.Definition)), all.Count, page < all.Count && page * limit < all.Count ? page + 1 : null));
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
        return Json(new MissPage(near.Newest.Select(ApiShapes.Miss), near.Found, near.Looked, near.IsCut));
    }

    private static async Task<IResult> MailsAsync(HttpContext context, PageContext pages)
    {
        var (limit, state) = (context.Request.Limit(Usual), context.Request.Text("state", 20));
        if (state is not (null or "pending" or "sent" or "dead"))
        {
            throw new BadRequestException("“state” is pending, sent or dead.");
        }

        var mails = await new MailList(pages.Site.Database).PageAsync(state, context.Request.Id("before"), limit, context.RequestAborted);
        return Json(new MailPage(mails.Select(ApiShapes.Mail), mails.Count < limit ? null : mails[^1].Id));
    }

    private static IResult Status(PageContext pages)
    {
        var state = pages.Site.Configuration();
        return Json(new Status(
            Replicas.Version, pages.Site.Replica, state.Current.Revision, state.IsStale, pages.Site.MailTrouble(),
            pages.Site.Loops().Select(loop => new Loop(loop.Name, (int)loop.Silence.TotalSeconds, loop.Restarts, loop.IsStuck))));
    }

    private static IResult Check(HttpContext context) =>
        Json(new Check(context.Request.Text("topic") is { } topic ? TopicCompiler.Check(TryPages.Definition(topic)).Select(ApiShapes.Problem) : []));

    private static IResult Json<TAnswer>(TAnswer answer) => Results.Json(answer, StoredJson.Options);

    private static IResult NotFound(string reason) => Results.Json(new Error(reason), statusCode: StatusCodes.Status404NotFound);

    private static long Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : throw new BadRequestException("An id is a number above 0.");
}
