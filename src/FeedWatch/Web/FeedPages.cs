using System.Globalization;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/feeds</c> and <c>/feeds/{id}</c>.</summary>
public static class FeedPages
{
    private const int AtOnce = 40;
    private const int LatestItems = 20;

    public static void MapFeeds(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/feeds", (HttpContext context) => FeedsAsync(context, pages));
        routes.MapRead("/feeds/{id:long}", (HttpContext context, long id) => FeedAsync(context, pages, id));
        routes.MapAction("/feeds/{id:long}/poll", pages, (HttpContext context, long id) => PollAsync(context, pages, id));
    }

    private static async Task<IResult> FeedsAsync(HttpContext context, PageContext pages)
    {
        var page = context.Request.Id("page") ?? 1;
        var feeds = await pages.Feeds.ReadAsync(pages.Site.Time.GetUtcNow(), context.RequestAborted);
        var shown = page > feeds.Count ? [] : feeds.Skip((int)(page - 1) * AtOnce).Take(AtOnce).ToList();
        var counts = feeds.CountBy(feed => feed.Condition).ToDictionary();
        var next = page * AtOnce < feeds.Count ? Addresses.With("/feeds", ("page", (page + 1).ToString(CultureInfo.InvariantCulture))) : null;
        return await pages.ShowAsync<FeedsPage>(new FeedsModel(pages.Frame(context), shown, counts, next));
    }

    private static async Task<IResult> FeedAsync(HttpContext context, PageContext pages, long id)
    {
        var list = pages.Feeds;
        if (await list.FindAsync(id, pages.Site.Time.GetUtcNow(), context.RequestAborted) is not { } feed)
        {
            return await pages.NotFoundAsync(context, "There is no such feed.");
        }

        var items = await list.LatestItemsAsync(id, LatestItems, context.RequestAborted);
        var broken = await list.BrokenDocumentAsync(id, context.RequestAborted);
        return await pages.ShowAsync<FeedPage>(new FeedModel(pages.Frame(context), feed, items, broken is null ? null : new BrokenView(broken.At, WebAddress.HideIn(WebAddress.HideIn(RawText.Of(broken.Head), feed.Row.Url), feed.Row.Key))));
    }

    private static async Task<IResult> PollAsync(HttpContext context, PageContext pages, long id)
    {
        var now = pages.Site.Time.GetUtcNow();
        if (!await new FeedStore(pages.Site.Database).MakeDueAsync(id, now, context.RequestAborted))
        {
            return await pages.NotFoundAsync(context, "There is no such feed.");
        }

        pages.Site.WakePolling();
        return Results.LocalRedirect(Addresses.Feed(id));
    }
}
