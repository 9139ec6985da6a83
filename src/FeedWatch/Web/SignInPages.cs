using System.Threading.RateLimiting;
using FeedWatch.Web.Pages;
using FeedWatch.Web.Safety;

namespace FeedWatch.Web;

/// <summary><c>/sign-in</c> and <c>/sign-out</c>.</summary>
public static class SignInPages
{
    public static void MapSignIn(this IEndpointRouteBuilder routes, PageContext pages)
    {
        // Guessing takes for ever: ten tries a minute for each address.
        var limiter = RateLimits.PerAddress(10, TimeSpan.FromMinutes(1));
        routes.MapRead("/sign-in", (HttpContext context) => pages.ShowAsync<SignInPage>(new SignInModel(pages.Frame(context), null)));
        routes.MapPost("/sign-in", (Delegate)((HttpContext context) => SignInAsync(context, pages, limiter)));
        routes.MapAction("/sign-out", pages, (HttpContext context) =>
        {
            Access.SignOut(context.Response);
            return Results.LocalRedirect("/");
        });
    }

    private static async Task<IResult> SignInAsync(HttpContext context, PageContext pages, PartitionedRateLimiter<HttpContext> limiter)
    {
        using var lease = limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            return await pages.MessageAsync(context, StatusCodes.Status429TooManyRequests, "Too many tries; wait a minute.");
        }

        if (!Access.IsOwnPage(context.Request))
        {
            return await pages.MessageAsync(context, StatusCodes.Status403Forbidden, "The request did not come from this page.");
        }

        var form = await context.Request.FormAsync(context.RequestAborted);
        if (!pages.Access.IsToken(form["token"].ToString()))
        {
            return await pages.ShowAsync<SignInPage>(new SignInModel(pages.Frame(context), "That is not the token."));
        }

        pages.Access.SignIn(context.Response);
        return Results.LocalRedirect("/");
    }
}
