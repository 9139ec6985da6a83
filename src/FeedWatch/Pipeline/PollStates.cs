using System.Text.Json;
using FeedWatch.Storage;

namespace FeedWatch.Pipeline;

/// <summary>The poll state as it is stored with the feed.</summary>
public static class PollStates
{
    public static PollState FromJson(string? json) =>
        json is null ? new PollState() : JsonSerializer.Deserialize<PollState>(json, StoredJson.Options) ?? new PollState();

    public static string ToJson(this PollState state) => JsonSerializer.Serialize(state, StoredJson.Options);
}
