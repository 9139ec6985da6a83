using FeedWatch.Storage;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web;

/// <summary><c>/mail</c>.</summary>
public static class MailPages
{
    private const int AtOnce = 20;
    private const int MostNext = 12;

    /// <summary>Stories of one mail, and of all that come next.</summary>
    private const int MostStories = 20;
    private const int MostStoriesTogether = 60;

    public static void MapMail(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/mail", (HttpContext context) => MailAsync(context, pages));
        routes.MapAction("/mail/{id:long}/retry", pages, (HttpContext context, long id) => RetryAsync(context, pages, id));
    }

    private static async Task<IResult> MailAsync(HttpContext context, PageContext pages)
    {
        var list = new MailList(pages.Site.Database);
        var mails = await list.ReadAsync(AtOnce, context.RequestAborted);
        var next = await list.NextAsync(context.RequestAborted);
        return await pages.ShowAsync<MailPage>(new MailModel(pages.Frame(context), mails, Shown.Of(Next(next), MostNext), pages.Site.MailTrouble()));
    }

    private static List<NextView> Next(IReadOnlyList<NextMail> mails)
    {
        var room = MostStoriesTogether;
        var views = new List<NextView>();
        foreach (var mail in mails)
        {
            views.Add(new NextView(mail, Shown.Of(mail.Stories, Math.Min(MostStories, room))));
            room -= views[^1].Stories.First.Count;
        }

        return views;
    }

    private static async Task<IResult> RetryAsync(HttpContext context, PageContext pages, long id)
    {
        if (!await new OutboxStore(pages.Site.Database).RetryAsync(id, pages.Site.Time.GetUtcNow(), context.RequestAborted))
        {
            return await pages.NotFoundAsync(context, "There is no such dead mail.");
        }

        pages.Site.WakeSending();
        return Results.LocalRedirect("/mail");
    }
}
