using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;

namespace FeedWatch.Web;

/// <summary>
/// <c>/unsubscribe</c>: the link in every mail, to stop or pause the mails of its watchlist, or of single topics. GET asks, because
/// scanners open links; POST acts at once, because mail programs do it with one click and without a person at a page (RFC 8058). The
/// signature in the link is what authorises it.
/// </summary>
public static class UnsubscribePages
{
    private const int LongestTopic = 200;
    private const int MostTopics = 200;

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

        return await ShowAsync(context, pages, link);
    }

    private static async Task<IResult> ActAsync(HttpContext context, PageContext pages)
    {
        if (await ReadAsync(context, pages) is not { } link)
        {
            return await RefuseAsync(context, pages);
        }

        // A mail program's one click says only “List-Unsubscribe=One-Click”: everything stops.
        IFormCollection form = context.Request.HasFormContentType ? await context.Request.FormAsync(context.RequestAborted) : FormCollection.Empty;
        var (mutes, now, cancellation) = (new MuteStore(pages.Site.Database), pages.Site.Time.GetUtcNow(), context.RequestAborted);
        Task Mute(string topic, TimeSpan? span = null) => mutes.AddAsync(link.Recipient, link.Watchlist, new Mute(topic, span is { } time ? now + time : null), now, cancellation);
        Task Resume(string topic) => mutes.RemoveAsync(link.Recipient, link.Watchlist, topic, cancellation);
        await ((form["action"].ToString(), form["mute"].ToString(), form["mail"].ToString()) switch
        {
            ("resume", _, _) => Resume(string.Empty),
            ("pause-1d", _, _) => Mute(string.Empty, TimeSpan.FromDays(1)),
            ("pause-7d", _, _) => Mute(string.Empty, TimeSpan.FromDays(7)),
            (_, { Length: > 0 and <= LongestTopic } topic, _) => Mute(topic),
            (_, _, { Length: > 0 and <= LongestTopic } topic) => Resume(topic),
            _ => Mute(string.Empty),
        });
        return await ShowAsync(context, pages, link);
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

    private static async Task<IResult> ShowAsync(HttpContext context, PageContext pages, Link link)
    {
        var watchlist = pages.Site.Current.Watchlists.FirstOrDefault(list => list.Id == link.Watchlist);
        var mutes = await new MuteStore(pages.Site.Database).ListAsync(link.Recipient, link.Watchlist, pages.Site.Time.GetUtcNow(), context.RequestAborted);
        return await pages.ShowAsync<UnsubscribePage>(new UnsubscribeModel(
            pages.Frame(context), WebAddress.Hidden(link.Recipient), watchlist?.Name ?? link.Watchlist,
            [.. watchlist?.Topics.Take(MostTopics).Select(topic => (topic.Definition.Id, topic.Definition.Name)) ?? []], link.Address, mutes));
    }
}
