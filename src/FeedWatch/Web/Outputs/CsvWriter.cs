using System.Globalization;
using System.Text;
using FeedWatch.Settings.Values;
using FeedWatch.Web.Parts;

namespace FeedWatch.Web.Outputs;

/// <summary>CSV (RFC 4180) for spreadsheets.</summary>
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
            csv.AppendJoin(',', fields.Select(CsvField.Of)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
