using System.Globalization;
using System.Text;
using FeedWatch.Settings.Values;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Outputs;

/// <summary>CSV (RFC 4180) for spreadsheets. A field that one would take for a formula gets an apostrophe in front.</summary>
public static class CsvWriter
{
    public static byte[] Write(HitFeed feed)
    {
        var csv = new StringBuilder("foundAt,published,watchlist,topic,score,source,title,link,story,why\r\n");
        foreach (var hit in feed.Hits)
        {
            string?[] fields =
            [
                Words.Iso(hit.Hit.FoundAt), hit.Published is { } published ? Words.Iso(published) : null, hit.Hit.WatchlistName, hit.Hit.TopicName,
                hit.Hit.Score.ToString(CultureInfo.InvariantCulture), WebAddress.Hidden(hit.Feed), hit.Title, hit.Link, feed.Page(hit), HitFeed.Summary(hit),
            ];
            csv.AppendJoin(',', fields.Select(Field)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Field(string? value)
    {
        var text = value ?? string.Empty;
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
