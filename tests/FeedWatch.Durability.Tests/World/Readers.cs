namespace FeedWatch.Durability.Tests.World;

/// <summary>Who watches for what: two watchlists without a common recipient, with one topic in common.</summary>
public static class Readers
{
    public static readonly string[] Topics = ["zircon", "basalt", "marble"];

    public static readonly IReadOnlyDictionary<string, (string[] Topics, string[] Recipients)> Watchlists = new Dictionary<string, (string[], string[])>
    {
        ["minerals"] = (["zircon", "basalt"], ["ann@example.org", "ben@example.org"]),
        ["stones"] = (["basalt", "marble"], ["cat@example.org"]),
    };

    /// <summary>Whom an item with these topics must reach, and with which of the topics.</summary>
    public static IEnumerable<(string Recipient, string[] Topics)> Of(IReadOnlyList<string> topics) =>
        from watchlist in Watchlists.Values
        let common = watchlist.Topics.Intersect(topics).ToArray()
        where common.Length > 0
        from recipient in watchlist.Recipients
        select (recipient, common);
}
