using FeedWatch.Storage;

namespace FeedWatch.Web.Safety;

/// <summary>What stands before and around every answer: headers, the host list, and a page for whatever went wrong.</summary>
public static class Guards
{
    // Nothing is loaded from elsewhere, nothing frames us, forms go to us alone.
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseGuards(this WebApplication app, PageContext pages)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("FeedWatch.Web");
        app.Use(async (context, next) =>
        {
            SetHeaders(context.Response.Headers);
            if (!IsProbe(context.Request.Path) && !HostList.Allows(pages.Site.Current.Settings.Web, context.Request.Host, context.Connection.LocalIpAddress))
            {
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                await context.Response.WriteAsync("This service is not known by that name. Add the name to web.allowedHosts, or set web.publicUrl.\n", context.RequestAborted);
                return;
            }

            try
            {
                await next(context);
                if (!context.Response.HasStarted && context.Response.ContentLength is null && Says(context.Response.StatusCode) is { } text)
                {
                    await AnswerAsync(context, pages, context.Response.StatusCode, text);
                }
            }
            catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                // A unit of isolation: one request.
                var (status, text) = Explain(fault);
                if (status == StatusCodes.Status500InternalServerError)
                {
                    log.LogError(fault, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
                }

                context.Response.Clear();
                SetHeaders(context.Response.Headers);
                await AnswerAsync(context, pages, status, text);
            }
        });
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <summary>Orchestrators ask by address; the answer is a word.</summary>
    private static bool IsProbe(PathString path) => path == "/livez" || path == "/readyz";

    private static string? Says(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
        StatusCodes.Status400BadRequest => "The request cannot be understood.",
        StatusCodes.Status415UnsupportedMediaType => "The request’s body is of a kind that is not read here.",
        _ => null,
    };

    private static (int Status, string Text) Explain(Exception fault) => fault switch
    {
        BadRequestException bad => (StatusCodes.Status400BadRequest, bad.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } bad => (bad.StatusCode, "The request is larger than what is read here."),
        BadHttpRequestException bad => (bad.StatusCode, Says(bad.StatusCode) ?? "The request cannot be understood."),
        InvalidDataException => (StatusCodes.Status400BadRequest, "The form is too large or broken."),
        _ when DatabaseFault.IsAway(fault) => (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached. The service tries again and again; reload in a moment."),
        _ => (StatusCodes.Status500InternalServerError, "This page failed. The log has the details."),
    };

    private static async Task AnswerAsync(HttpContext context, PageContext pages, int status, string text) =>
        await (await pages.MessageAsync(context, status, text)).ExecuteAsync(context);
}
