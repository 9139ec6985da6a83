using System.Runtime.InteropServices;
using FeedWatch.Settings;
using FeedWatch.Storage;
using FeedWatch.Web.Pages;

namespace FeedWatch.Web;

/// <summary><c>/system</c>.</summary>
public static class SystemPages
{
    /// <summary>A configuration of thousands of topics would make a page nobody can use; <c>feedwatch check</c> prints all of it.</summary>
    private const int LongestJson = 12_000;

    public static void MapSystem(this IEndpointRouteBuilder routes, PageContext pages)
    {
        routes.MapRead("/system", (HttpContext context) => SystemAsync(context, pages));
        routes.MapAction("/system/reload", pages, () =>
        {
            pages.Site.Reload();
            return Results.LocalRedirect("/system");
        });
    }

    private static async Task<IResult> SystemAsync(HttpContext context, PageContext pages)
    {
        var state = pages.Site.Configuration();
        var json = EffectiveConfiguration.ToJson(state.Current);
        return await pages.ShowAsync<SystemPage>(new SystemModel(
            pages.Frame(context), state, json.Length <= LongestJson ? json : json[..LongestJson] + "\n… (feedwatch check prints all of it)",
            await SystemReport.ReadAsync(pages.Site.Database, context.RequestAborted), pages.Site.Loops(), pages.Site.Replica, Replicas.Version, RuntimeInformation.FrameworkDescription));
    }
}
