using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;

namespace FeedWatch.Web;

/// <summary>
/// <c>/unsubscribe</c>: the link in every mail. GET asks, because scanners open links; POST acts at once, because mail programs
/// do it with one click and without a person at a page (RFC 8058). The signature in the link is what authorises it.
/// </summary>
public static class UnsubscribePages
{
    private sealed record Link(string Recipient, string Watchlist, string Address);

    public static void MapUnsubscribe(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/unsubscribe", (HttpContext context) => AskAsync(context, pages));
        routes.MapPost("/unsubscribe", (Delegate)((HttpContext context) => ActAsync(context, pages)));
    }

    private static async Task<IResult> AskAsync(HttpContext context, PageContext pages)
    {
        if (await ReadAsync(context, pages) is not { } link)
        {
            return await RefuseAsync(context, pages);
        }

        var muted = await new MuteStore(pages.Site.Database).IsMutedAsync(link.Recipient, link.Watchlist, pages.Site.Time.GetUtcNow(), context.RequestAborted);
        return await ShowAsync(context, pages, link, muted);
    }

    private static async Task<IResult> ActAsync(HttpContext context, PageContext pages)
    {
        if (await ReadAsync(context, pages) is not { } link)
        {
            return await RefuseAsync(context, pages);
        }

        var resumes = context.Request.HasFormContentType && (await context.Request.ReadFormAsync(context.RequestAborted))["action"] == "resume";
        var mutes = new MuteStore(pages.Site.Database);
        await (resumes
            ? mutes.RemoveAsync(link.Recipient, link.Watchlist, context.RequestAborted)
            : mutes.AddAsync(link.Recipient, link.Watchlist, pages.Site.Time.GetUtcNow(), context.RequestAborted));
        return await ShowAsync(context, pages, link, isMuted: !resumes);
    }

    /// <summary>Links in the mails of versions before the database had a secret are signed with the token.</summary>
    private static async Task<Link?> ReadAsync(HttpContext context, PageContext pages)
    {
        var (recipient, watchlist, signature) = (context.Request.Text("r"), context.Request.Text("w"), context.Request.Text("s", 200));
        if (recipient is null || watchlist is null || signature is null)
        {
            return null;
        }

        string?[] keys = [await new LinkSecret(pages.Site.Database).ReadAsync(context.RequestAborted), pages.Site.Current.Settings.Web.Token];
        return keys.Any(key => key is { Length: > 0 } && Unsubscribing.IsSigned(key, recipient, watchlist, signature))
            ? new Link(recipient, watchlist, Addresses.With("/unsubscribe", ("r", recipient), ("w", watchlist), ("s", signature)))
            : null;
    }

    private static Task<IResult> RefuseAsync(HttpContext context, PageContext pages) =>
        pages.MessageAsync(context, StatusCodes.Status403Forbidden, "This link is not complete, or not from us any more. Use the link of a newer mail.");

    private static Task<IResult> ShowAsync(HttpContext context, PageContext pages, Link link, bool isMuted)
    {
        var name = pages.Site.Current.Watchlists.FirstOrDefault(list => list.Id == link.Watchlist)?.Name ?? link.Watchlist;
        return pages.ShowAsync<UnsubscribePage>(new UnsubscribeModel(pages.Frame(context), WebAddress.Hidden(link.Recipient), name, link.Address, isMuted));
    }
}
