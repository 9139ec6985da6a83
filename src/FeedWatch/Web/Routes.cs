namespace FeedWatch.Web;

/// <summary>How addresses are mapped.</summary>
public static class Routes
{
    internal static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Answers GET and HEAD (RFC 9110 section 9.1 asks for both); every other method gets 405.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapMethods(pattern, Reading, handler);

    /// <summary>Answers POST from readers who may act and who meant it.</summary>
    public static RouteHandlerBuilder MapAction(this IEndpointRouteBuilder routes, string pattern, PageContext pages, Delegate handler) =>
        routes.MapPost(pattern, handler).AddEndpointFilter(async (invocation, next) =>
            pages.Access.Refusal(invocation.HttpContext) is { } refusal
                ? await pages.MessageAsync(invocation.HttpContext, refusal.Status, refusal.Reason)
                : await next(invocation));
}
