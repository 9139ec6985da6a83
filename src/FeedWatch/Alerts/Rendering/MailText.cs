using System.Globalization;
using System.Text;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts.Rendering;

/// <summary>Words and cleaning that the text and the HTML part share.</summary>
internal static class MailText
{
    private const int LongestHeadline = 512;
    public const int LongestSentence = 600;
    private const int LongestName = 120;
    private const int MostEntries = 15;

    public static string Headline(string headline) =>
        Clean(headline, LongestHeadline) is { Length: > 0 } clean ? clean : "(no headline)";

    public static string Name(string name) => Clean(name, LongestName);

    public static string Sentence(string sentence) => Clean(sentence, LongestSentence);

    /// <summary>A megabyte of headline is not cleaned in full only to show its first line.</summary>
    private static string Clean(string text, int limit) =>
        HeaderText.Shorten(HeaderText.Clean(text.Length > 4 * limit ? text[..(4 * limit)] : text), limit);

    /// <summary>"26 Jun 2025, 12:04": no day or month number to take for the other.</summary>
    public static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"Yonhap, 26 Jun 2025, 12:04", or when it was found if the feed names no time.</summary>
    public static string Origin(StorySection story, TimeZoneInfo zone) =>
        $"{Name(story.Outlet)}, {(story.Published is { } published ? Time(published, zone) : "found " + Time(story.FoundAt, zone))}";

    /// <summary>"26 Jun 2025, 12:20 (reprint)".</summary>
    public static string VersionOrigin(StoryVersion version, TimeZoneInfo zone) =>
        version.Time is { } time ? $"{Time(time, zone)} ({Copy(version.Kind)})" : Copy(version.Kind);

    /// <summary>": its headline", when it is another one.</summary>
    public static string OtherHeadline(StoryVersion version, StorySection story) =>
        Headline(version.Headline) is var headline && headline != Headline(story.Headline) ? $": {headline}" : "";

    /// <summary>A reply shows what is new and leaves the other versions to the mail that it replies to.</summary>
    public static bool ShowsVersions(StorySection story, AlertMail mail) => story.Versions.Count > 0 && mail.Kind != AlertMailKind.Update;

    /// <summary>As many as a reader looks at; <see cref="NotShown{T}"/> tells of the others.</summary>
    public static IEnumerable<T> Shown<T>(IReadOnlyList<T> all) => all.Take(MostEntries);

    /// <summary>"and 3 more", or null.</summary>
    public static string? NotShown<T>(IReadOnlyList<T> all) =>
        all.Count > MostEntries ? string.Create(CultureInfo.InvariantCulture, $"and {all.Count - MostEntries} more") : null;

    public static string Field(string field) => field switch
    {
        "title" => "in the headline",
        "summary" => "in the summary",
        "content" => "in the text",
        "source" => "in the outlet's name",
        "author" => "in the author's name",
        "tag" => "in the tags",
        "url" => "in the link",
        "lang" => "as its language",
        _ => "in the report",
    };

    private static string Copy(CopyKind kind) => kind switch
    {
        CopyKind.SameLink => "same link",
        CopyKind.Reprint => "reprint",
        CopyKind.Retitled => "same text, other headline",
        _ => "in its own words",
    };

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    /// <summary>What the mail is, in a line at its top; null when the stories speak for themselves.</summary>
    public static string? Introduction(AlertMail mail)
    {
        var stories = Count(mail.Stories.Count, "story", "stories");
        var part = mail.Parts > 1 ? string.Create(CultureInfo.InvariantCulture, $" Mail {mail.Part} of {mail.Parts}.") : "";
        return mail.Kind switch
        {
            AlertMailKind.Digest => $"Digest of {Name(mail.WatchlistName)}: {stories}.{part}",
            AlertMailKind.Overflow when mail.IsHeldByQuietHours => $"{stories} held back during quiet hours.{part}",
            AlertMailKind.Overflow => $"{stories} held back because this hour had more mails than the watchlist allows.{part}",
            AlertMailKind.Update => "New in a story you were sent before.",
            AlertMailKind.NothingNew => $"Nothing new for {Name(mail.WatchlistName)} since the last digest.",
            _ => part.Length > 0 ? part.Trim() : null,
        };
    }

    /// <summary>Columns in a terminal: East Asian wide characters take two.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    public static int Width(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
            or >= 0x1F300 and <= 0x1F64F or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };
}
