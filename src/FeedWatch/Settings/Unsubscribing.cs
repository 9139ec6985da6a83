using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Settings;

/// <summary>Links by which a recipient ends the mails of a watchlist, without a login: signed, so that nobody ends another's.</summary>
public static class Unsubscribing
{
    /// <summary>The link, or null without a public URL.</summary>
    /// <param name="key">What to sign with.</param>
    public static Uri? Link(WebSettings web, string key, string recipient, string watchlist) => web.PublicUrl is { } url
        ? new Uri($"{url.TrimEnd('/')}/unsubscribe?r={Uri.EscapeDataString(recipient)}&w={Uri.EscapeDataString(watchlist)}&s={Sign(key, recipient, watchlist)}")
        : null;

    /// <summary>Whether a link of this recipient and watchlist was ours.</summary>
    public static bool IsSigned(string key, string recipient, string watchlist, string signature) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Sign(key, recipient, watchlist)), Encoding.ASCII.GetBytes(signature));

    private static string Sign(string key, string recipient, string watchlist) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"unsubscribe\n{recipient}\n{watchlist}")).AsSpan(0, 16));
}
