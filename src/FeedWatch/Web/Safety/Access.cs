using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Web.Safety;

/// <summary>Why an action was refused.</summary>
public sealed record Refusal(int Status, string Reason);

/// <summary>
/// Who may act: whoever shows the configured token, as <c>Authorization: Bearer</c> (RFC 6750) or by the cookie that signing in
/// sets. The cookie holds no token, only a signed moment at which it ends; a new token ends all cookies.
/// </summary>
/// <param name="token">The configured token; null means that nobody may act.</param>
public sealed class Access(Func<string?> token, TimeProvider time)
{
    public const string CookieName = "feedwatch";
    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(12);

    public bool HasToken => token() is { Length: > 0 };

    /// <summary>Whether this is the token. Takes the same time whatever is wrong with it.</summary>
    public bool IsToken(string shown) => token() is { Length: > 0 } known
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(known)), SHA256.HashData(Encoding.UTF8.GetBytes(shown)));

    public bool CanAct(HttpContext context) => HasBearer(context.Request) || HasCookie(context.Request);

    /// <summary>Null when the reader may act and the request came from our own page or from no browser at all.</summary>
    public Refusal? Refusal(HttpContext context)
    {
        if (!HasToken)
        {
            return new Refusal(StatusCodes.Status403Forbidden, "This page is read-only: set web.token to act from here.");
        }

        if (!CanAct(context))
        {
            return new Refusal(StatusCodes.Status401Unauthorized, "Sign in first, or send the token as “Authorization: Bearer”.");
        }

        return HasBearer(context.Request) || IsOwnPage(context.Request)
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, "The request did not come from this page.");
    }

    /// <summary>
    /// The form was on our own page. Browsers say so in Sec-Fetch-Site, old ones in Origin; a request with neither is no browser's,
    /// and has no business with a cookie.
    /// </summary>
    public static bool IsOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Signs the reader in until tonight.</summary>
    public void SignIn(HttpResponse response)
    {
        var ends = (time.GetUtcNow() + SignedInFor).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        response.Cookies.Append(CookieName, $"{ends}.{Sign(ends)}", Options(response.HttpContext.Request, SignedInFor));
    }

    public static void SignOut(HttpResponse response) => response.Cookies.Delete(CookieName, Options(response.HttpContext.Request, null));

    private static CookieOptions Options(HttpRequest request, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };

    private bool HasBearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && IsToken(header[7..].Trim());
    }

    private bool HasCookie(HttpRequest request)
    {
        if (!HasToken || request.Cookies[CookieName]?.Split('.') is not [var ends, var signature]
            || !long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < time.GetUtcNow().ToUnixTimeSeconds())
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(ends)), Encoding.ASCII.GetBytes(signature));
    }

    private string Sign(string ends) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token()!), Encoding.ASCII.GetBytes($"session\n{ends}")));
}
