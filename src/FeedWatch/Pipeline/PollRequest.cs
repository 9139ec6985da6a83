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
        var moved = state.SuggestedUrl is { } url && now - state.OriginalChecked < OriginalEvery ? url : null;
        var fetch = moved is null ? configured : configured with { Url = moved, Headers = HeadersFor(configured, moved) };
        var key = KeyOf(fetch, parserVersion);
        var isConditional = key == state.ValidatorsKey && now - state.LastFull < FullEvery;
        var validators = isConditional ? new Validators(state.ETag, state.LastModified) : Validators.None;
        return new PollRequest(fetch with { Validators = validators }, key, moved is null);
    }

    /// <summary>Configured headers are secrets of the configured origin.</summary>
    private static IReadOnlyDictionary<string, string> HeadersFor(FetchRequest configured, string moved) =>
        Uri.TryCreate(configured.Url, UriKind.Absolute, out var from) && Uri.TryCreate(moved, UriKind.Absolute, out var to)
        && Origin.IsSame(from, to)
            ? configured.Headers
            : new Dictionary<string, string>();

    private static string KeyOf(FetchRequest fetch, string parserVersion)
    {
        var text = new StringBuilder(fetch.Url).Append('\n').Append(parserVersion);
        foreach (var (name, value) in fetch.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append(':').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
