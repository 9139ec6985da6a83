using System.Globalization;

namespace FeedWatch.Web;

/// <summary>Addresses of the pages. Names go in percent-encoded: a watchlist may be called anything.</summary>
public static class Addresses
{
    public static string Story(long id) => string.Create(CultureInfo.InvariantCulture, $"/stories/{id}");

    public static string Feed(long id) => string.Create(CultureInfo.InvariantCulture, $"/feeds/{id}");

    public static string Topic(string watchlist, string topic) => $"/topics/{Uri.EscapeDataString(watchlist)}/{Uri.EscapeDataString(topic)}";

    public static string Misses(string watchlist, string topic) => Topic(watchlist, topic) + "/misses";

    /// <summary>The path with those of the parameters that have a value.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> query)
    {
        var set = query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return set.Count == 0 ? path : path + "?" + string.Join('&', set);
    }
}
