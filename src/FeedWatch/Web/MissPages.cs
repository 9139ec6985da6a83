using FeedWatch.Settings;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/topics/{watchlist}/{topic}/misses</c>: stored items that came near to a topic.</summary>
public static class MissPages
{
    private const int Shown = 50;

    public static void MapMisses(this IEndpointRouteBuilder routes, PageContext pages, Trying trying) =>
        routes.MapRead("/topics/{watchlist}/{topic}/misses", (HttpContext context, string watchlist, string topic) => TryPages.LimitedAsync(context, pages, trying, () => PageAsync(context, pages, trying, watchlist, topic)));

    private static async Task<IResult> PageAsync(HttpContext context, PageContext pages, Trying trying, string watchlist, string topic)
    {
        if (Find(pages.Site.Current, watchlist, topic) is not { } found)
        {
            return await pages.NotFoundAsync(context, "There is no such topic in the configuration.");
        }

        var near = await trying.NearAsync(found.Definition, Shown, context.RequestAborted);
        return await pages.ShowAsync<MissesPage>(new MissesModel(
            pages.Frame(context), found.Definition.Name, Addresses.Topic(watchlist, topic), near,
            [.. near.Newest.Select(item => new MissView(Excerpt.Title(item.Item.Title, item.Item.Link), item.Item.Link, item.Feed, item.FirstSeen, item.Miss.Clause, item.Miss.Reason))]));
    }

    internal static WatchedTopic? Find(Configuration configuration, string watchlist, string topic) =>
        configuration.Watchlists.FirstOrDefault(list => list.Id == watchlist)?.Topics.FirstOrDefault(one => one.Definition.Id == topic);
}
