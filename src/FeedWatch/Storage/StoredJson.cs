using System.Text.Encodings.Web;
using System.Text.Json;

namespace FeedWatch.Storage;

/// <summary>How JSON is written into columns and onto stdout: every script as it is, nothing indented.</summary>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
