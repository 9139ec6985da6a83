namespace FeedWatch.Settings.Values;

/// <summary>A field of CSV (RFC 4180) for spreadsheets: one that they would take for a formula gets an apostrophe in front.</summary>
public static class CsvField
{
    public static string Of(string? value)
    {
        var text = value ?? string.Empty;
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
