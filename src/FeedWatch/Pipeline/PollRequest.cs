using System.Security.Cryptography;
using System.Text;
using FeedWatch.Fetching;

namespace FeedWatch.Pipeline;

/// <summary>
/// The next request to a feed, with what it may carry. Validators are left out when they belong to another address, to other
/// credentials or to another parser (they would hide items behind a 304), and every 7 days, because some servers answer 304 for ever.
/// </summary>
/// <param name="Fetch">To hand to the fetcher.</param>
/// <param name="ValidatorsKey">What the validators of the answer will belong to.</param>
/// <param name="IsOriginal">The configured address is asked, not the one it moved to.</param>
public sealed record PollRequest(FetchRequest Fetch, string ValidatorsKey, bool IsOriginal)
{
    /// <summary>Longest time between two unconditional requests.</summary>
    public static readonly TimeSpan FullEvery = TimeSpan.FromDays(7);

    /// <summary>How often the configured address is asked while the one it moved to is polled.</summary>
    public static readonly TimeSpan OriginalEvery = TimeSpan.FromDays(7);

    /// <param name="configured">The feed as configured: address, headers, certificate rule; its validators are ignored.</param>
    /// <param name="parserVersion">Changes when the same bytes would be read differently.</param>
    public static PollRequest For(FetchRequest configured, PollState state, string parserVersion, DateTimeOffset now)
    {
        var moved = now - state.OriginalChecked < OriginalEvery ? state.SuggestedUrl : null;
        var fetch = moved is null ? configured : Moved(configured, moved);
        var key = KeyOf(fetch, parserVersion);
        var isConditional = key == state.ValidatorsKey && now - state.LastFull < FullEvery;
        var validators = isConditional ? new Validators(state.ETag, state.LastModified) : Validators.None;
        return new PollRequest(fetch with { Validators = validators, ValidatorsFrom = isConditional ? state.ValidatorsFrom : null }, key, moved is null);
    }

    /// <summary>The request at the new address: headers and credentials are secrets of the configured origin and stay with it.</summary>
    private static FetchRequest Moved(FetchRequest configured, string moved)
    {
        var from = new Uri(configured.Url);
        var to = new Uri(moved);
        return Origin.MayKeepCredentials(from, to)
            ? configured with { Url = from.UserInfo.Length == 0 ? moved : new UriBuilder(to) { UserName = from.UserInfo }.Uri.AbsoluteUri }
            : configured with { Url = moved, Headers = new Dictionary<string, string>() };
    }

    private static string KeyOf(FetchRequest fetch, string parserVersion)
    {
        var text = new StringBuilder(fetch.Url).Append('\n').Append(parserVersion);
        foreach (var (name, value) in fetch.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append(':').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
