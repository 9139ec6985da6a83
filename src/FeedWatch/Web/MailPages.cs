using FeedWatch.Storage;
using FeedWatch.Web.Pages;

namespace FeedWatch.Web;

/// <summary><c>/mail</c>.</summary>
public static class MailPages
{
    private const int AtOnce = 25;

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
        return await pages.ShowAsync<MailPage>(new MailModel(pages.Frame(context), mails, next, pages.Site.MailTrouble()));
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
