using FeedWatch.Storage;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Safety;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedWatch.Web;

/// <summary>What every page handler needs: the parts of the program, who may act, and how to show a page.</summary>
public sealed class PageContext(Site site, PageRenderer renderer, Access access)
{
    public Site Site { get; } = site;
    public Access Access { get; } = access;
    public FeedList Feeds => new(Site.Database, Site.Current.Folder);

    /// <summary>What stands around every page.</summary>
    public Frame Frame(HttpContext context) => new(Site.Time.GetUtcNow(), Warnings(), Access.CanAct(context), Access.HasToken, Site.Levels()?.FeedsInTrouble ?? 0);

    /// <summary>The page with its model.</summary>
    public Task<IResult> ShowAsync<TPage>(object model)
        where TPage : IComponent => renderer.ShowAsync<TPage>(new Dictionary<string, object?> { ["Model"] = model });

    public Task<IResult> NotFoundAsync(HttpContext context, string reason) => MessageAsync(context, StatusCodes.Status404NotFound, reason);

    /// <summary>A sentence in place of what was asked for: JSON for the API, else a page.</summary>
    public async Task<IResult> MessageAsync(HttpContext context, int status, string reason)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            return Results.Json(new { error = reason }, statusCode: status);
        }

        return await renderer.ShowAsync<MessagePage>(
            new Dictionary<string, object?> { ["Frame"] = Frame(context), ["Title"] = ReasonPhrases.GetReasonPhrase(status), ["Text"] = reason }, status);
    }

    private List<Warning> Warnings()
    {
        var warnings = new List<Warning>();
        if (Site.Configuration().IsStale)
        {
            warnings.Add(new Warning("The configuration files have errors; the last good configuration is in force.", "/system"));
        }

        if (Site.Loops().Any(loop => loop.IsStuck))
        {
            warnings.Add(new Warning("A part of the service shows no sign of life.", "/system"));
        }

        if (Site.Database.Trouble is { } trouble)
        {
            warnings.Add(new Warning($"Nothing new can be stored; feeds wait. {trouble}", "/system"));
        }

        if (Site.MailTrouble() is not null)
        {
            warnings.Add(new Warning("The mail server is away; mails wait.", "/mail"));
        }

        return warnings;
    }
}
