using System.Collections;

namespace FeedWatch.Cli;

/// <summary>The environment as a plain dictionary.</summary>
public static class EnvironmentVariables
{
    public static IReadOnlyDictionary<string, string> All() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty, StringComparer.Ordinal);
}
