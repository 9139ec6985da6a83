namespace FeedWatch.Core.Stories;

/// <summary>Labels that desks put before a headline, and what they say about the text.</summary>
internal static class HeadlineLabels
{
    private const int LongestLabel = 30;

    private static readonly string[] Urgency =
    [
        "breaking", "breaking news", "urgent", "update", "updated", "exclusive", "just in", "developing", "flash", "wrapup", "lead", "ld", "alert", "correction", "corrected", "recast", "refiled", "korrigiert", "korrektur",
        "watch", "video", "photos", "eilmeldung", "exklusiv", "alerte", "dernière minute", "속보", "단독", "종합", "상보", "영상", "포토", "1보", "2보", "3보",
    ];

    private static readonly string[] Opinion =
    [
        "opinion", "comment", "commentary", "analysis", "editorial", "explainer", "explained", "column", "viewpoint", "perspective", "op-ed", "q&a", "factbox", "letters", "essay", "review",
        "news analysis", "guest column", "interview", "podcast", "kommentar", "analyse", "leitartikel", "meinung", "gastbeitrag", "tribune", "éditorial", "décryptage", "chronique",
        "사설", "칼럼", "기고", "오피니언", "시론", "분석", "해설", "인터뷰",
    ];

    private static readonly string[] Live =
    [
        "live", "live updates", "live blog", "liveblog", "live ticker", "liveticker", "as it happened", "ticker", "newsblog", "en direct", "direct", "minute by minute", "latest updates", "실시간",
    ];

    private static readonly string[] OpinionStarts =
        ["why ", "how ", "what ", "who is ", "warum ", "wie ", "pourquoi ", "comment ", "five things", "three things", "lessons ", "a year after", "one year after", "a year on"];

    private static readonly string[] RoutineTurns =
    [
        "markets at", "market close", "market wrap", "stocks at", "weather tomorrow", "weather today", "weather forecast", "weekend weather", "morning briefing", "evening briefing", "daily briefing",
        "today in history", "on this day", "horoscope", "crossword", "lottery", "pollen", "tide times", "traffic report", "tv tonight", "week ahead", "day ahead", "news quiz", "newsletter",
        "what to know today", "morning call", "morning headlines", "top stories", "exchange rates", "pictures of the", "wetter morgen", "börse am mittag", "météo", "오늘의 날씨", "내일 날씨",
    ];

    /// <summary>The headline without its labels.</summary>
    internal static string Strip(string title, out StoryGenre genre)
    {
        genre = StoryGenre.Report;
        while (TakeLabel(title, out var label, out var rest))
        {
            var name = label.Trim().TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ').ToLowerInvariant();
            if (Opinion.Contains(name))
                genre = StoryGenre.Commentary;
            else if (Live.Contains(name))
                genre = StoryGenre.LiveTicker;
            else if (!Urgency.Contains(name) && !label.Contains("LD", StringComparison.Ordinal))
                break;
            title = rest;
        }

        title = WithoutEndLabel(title);
        var lower = title.ToLowerInvariant();
        if (genre != StoryGenre.Report)
            return title;
        if (lower.EndsWith("live updates", StringComparison.Ordinal) || lower.EndsWith("as it happened", StringComparison.Ordinal) || lower.StartsWith("live:", StringComparison.Ordinal))
            genre = StoryGenre.LiveTicker;
        else if (RoutineTurns.Any(turn => lower.Contains(turn, StringComparison.Ordinal)))
            genre = StoryGenre.Routine;
        else if (OpinionStarts.Any(start => lower.StartsWith(start, StringComparison.Ordinal)))
            genre = StoryGenre.Commentary;
        return title;
    }

    /// <summary>"Headline (updated)".</summary>
    private static string WithoutEndLabel(string title)
    {
        var open = title.LastIndexOfAny(['(', '[']);
        return open > 0 && title[^1] is ')' or ']' && Urgency.Contains(title[(open + 1)..^1].Trim().ToLowerInvariant())
            ? title[..open].TrimEnd()
            : title;
    }

    /// <summary>"Label: rest", "Label | rest", "(Label) rest" or "[Label] rest".</summary>
    private static bool TakeLabel(string title, out string label, out string rest)
    {
        label = "";
        rest = "";
        int end;
        if (title.StartsWith('(') || title.StartsWith('['))
        {
            end = title.IndexOfAny([')', ']']);
            if (end is < 2 or > LongestLabel)
                return false;
            label = title[1..end];
        }
        else
        {
            end = title.IndexOfAny([':', '|', '-', '–']);
            if (end is < 2 or > LongestLabel)
                return false;
            label = title[..end];
        }

        rest = title[(end + 1)..].Trim();
        return rest.Length > 0;
    }
}
