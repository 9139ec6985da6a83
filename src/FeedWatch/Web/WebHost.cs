using FeedWatch.Storage;
using FeedWatch.Web.Api;
using FeedWatch.Web.Outputs;
using FeedWatch.Web.Safety;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FeedWatch.Web;

/// <summary>Puts the page together.</summary>
public static class WebHost
{
    /// <summary>
    /// A builder that holds what the page needs, and has no defaults: those read <c>appsettings.json</c> and, to see it change, watch every folder
    /// below the working one, in the image all of <c>/proc</c> and <c>/sys</c>.
    /// </summary>
    /// <param name="listen">The address, for example <c>http://localhost:8080</c>.</param>
    public static WebApplicationBuilder CreateBuilder(string listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "feedwatch" });
        builder.WebHost.UseKestrelCore().UseUrls(listen).ConfigureKestrel(Limit);
        builder.Services.AddRoutingCore().AddApiDocument();
        return builder;
    }

    /// <summary>What one client may take: slow, idle and large requests end, and the rest of the service notices nothing.</summary>
    private static void Limit(KestrelServerOptions kestrel)
    {
        var limits = kestrel.Limits;
        kestrel.AddServerHeader = false;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = 256 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(30); // also how long a connection may say nothing at all
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MaxConcurrentConnections = 500;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(new ConnectionLimit(most: 100).Guard));
    }

    /// <summary>Guards and addresses of everything that people and programs may ask for, but health.</summary>
    public static void MapSite(this WebApplication app, Site site)
    {
        var renderer = new PageRenderer();
        app.Lifetime.ApplicationStopped.Register(() => renderer.Dispose());
        var recent = new RecentItems(site.Database, site.Time);
        app.Lifetime.ApplicationStopped.Register(recent.Dispose);
        var trying = new Trying(recent, () => site.Current);
        var pages = new PageContext(site, renderer, new Access(() => site.Current.Settings.Web.Token, site.Time));
        app.UseGuards(pages);
        app.MapAssets();
        app.MapStories(pages, trying);
        app.MapTopics(pages);
        app.MapTry(pages, trying);
        app.MapMisses(pages, trying);
        app.MapFeeds(pages);
        app.MapMail(pages);
        app.MapSystem(pages);
        app.MapUnsubscribe(pages);
        app.MapSignIn(pages);
        app.MapHitFeeds(pages);
        app.MapApi(pages, trying);
        app.MapMetrics(pages);
    }
}
