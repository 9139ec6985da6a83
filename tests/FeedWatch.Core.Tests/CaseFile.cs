using System.Text.Json;

namespace FeedWatch.Core.Tests;

/// <summary>Case tables in JSON beside the tests, so that they can be edited without programming.</summary>
internal static class CaseFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static T Read<T>(params string[] path) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine([AppContext.BaseDirectory, .. path])), Options)
            ?? throw new InvalidDataException(string.Join('/', path) + " holds nothing");
}
