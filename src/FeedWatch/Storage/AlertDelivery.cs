using System.Text.Json;

namespace FeedWatch.Storage;

/// <summary>The delivery in force when a hit was found. It travels with the alert, so that a changed or removed watchlist breaks no promise.</summary>
/// <param name="WatchlistName">As people read it.</param>
/// <param name="TimeZone">IANA id in which times are shown.</param>
/// <param name="MaxPerHour">Mails to one recipient in an hour.</param>
/// <param name="Thread">Later versions of a story go out as replies.</param>
public sealed record AlertDelivery(string WatchlistName, string TimeZone, int MaxPerHour, bool Thread)
{
    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static AlertDelivery FromJson(string json) => JsonSerializer.Deserialize<AlertDelivery>(json, StoredJson.Options)!;
}
