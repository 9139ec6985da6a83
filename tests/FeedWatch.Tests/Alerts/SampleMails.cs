using FeedWatch.Alerts;

namespace FeedWatch.Tests.Alerts;

/// <summary>Mails as real days bring them, with fixed times.</summary>
internal static class SampleMails
{
    public const string EnglishText =
        "The leaders met on the margins of the summit in The Hague. South Korea and three partners agreed to set up a consultative "
        + "body focused on defence industry cooperation, officials said. The first round is planned for the autumn.";

    public const string KoreanText =
        "정상들은 헤이그에서 만났다. 한국과 인도·태평양 4개국은 방위산업 협의체를 새로 만들기로 합의했다고 대통령실이 밝혔다. 첫 회의는 가을에 열린다.";

    public static DateTimeOffset Now { get; } = new(2025, 6, 26, 3, 24, 0, TimeSpan.Zero);

    public static AlertMail Story { get; } = Mail(AlertMailKind.Story, English());

    public static AlertMail KoreanStory { get; } = Mail(AlertMailKind.Story, Korean());

    public static AlertMail Digest { get; } = Mail(AlertMailKind.Digest, English(), Korean(), Plain());

    public static AlertMail Update { get; } = Mail(AlertMailKind.Update, English() with
    {
        Outlet = "Harbour Gazette",
        Published = Now.AddHours(2),
        NewSentences = ["The body will have a secretariat in Seoul, a spokesman added.", "Its first task is a list of joint projects."],
    }) with
    {
        RepliesToSubject = "[IP4, Defence industry consultation body] IP4 partners agree on body for defence industry (+2 sources)",
    };

    public static AlertMail NothingNew { get; } = Mail(AlertMailKind.NothingNew);

    public static AlertMail Mail(AlertMailKind kind, params StorySection[] stories) => new()
    {
        Kind = kind,
        WatchlistId = "defence",
        WatchlistName = "Defence desk",
        Stories = stories,
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"),
        Now = Now,
        Page = new Uri("https://watch.example.org/"),
        Unsubscribe = new Uri("https://watch.example.org/unsubscribe/3f2a"),
    };

    public static StorySection English()
    {
        const string title = "IP4 partners agree on body for defence industry";
        return new StorySection
        {
            Headline = title,
            Link = "https://wire.example/2025/06/26/ip4-body",
            Outlet = "Meridian Wire",
            Published = Now.AddMinutes(-20),
            FoundAt = Now.AddMinutes(-3),
            Topics = ["IP4", "Defence industry consultation body"],
            Matches =
            [
                .. MatchReasons.From("IP4", _ => title, [Place(title, "IP4", "title", "IP4", "exact")]),
                .. MatchReasons.From("Defence industry consultation body", _ => EnglishText,
                [
                    Place(EnglishText, "defence industry consultation body", "content", "consultative", "derived"),
                    Place(EnglishText, "defence industry consultation body", "content", "body", "exact"),
                    Place(EnglishText, "defence industry consultation body", "content", "defence", "exact"),
                    Place(EnglishText, "defence industry consultation body", "content", "industry", "exact"),
                ]),
            ],
            Versions =
            [
                new StoryVersion("Harbour Gazette", title, "https://gazette.example/world/ip4", Now.AddMinutes(-12), CopyKind.Reprint),
                new StoryVersion("Capital Post", "Four partners found council for arms makers", "https://post.example/a/771", Now.AddMinutes(-5), CopyKind.OwnWords),
            ],
            Page = new Uri("https://watch.example.org/stories/7"),
        };
    }

    public static StorySection Korean() => new()
    {
        Headline = "한국·인태 4개국, 방위산업 협의체 신설 합의",
        Link = "https://뉴스.example/정치/20250626?번호=1",
        Outlet = "한빛통신",
        Published = Now.AddMinutes(-50),
        FoundAt = Now.AddMinutes(-3),
        Topics = ["방위산업 협의체"],
        Matches = MatchReasons.From("방위산업 협의체", _ => KoreanText, [Place(KoreanText, "방위산업 협의체", "content", "방위산업 협의체", "exact")]),
    };

    private static StorySection Plain() => new()
    {
        Headline = "Shipyard wins frigate contract",
        Link = null,
        Outlet = "Coast Radio",
        FoundAt = Now.AddHours(-3),
        Topics = ["Korean frigate exports"],
        Matches = MatchReasons.From("Korean frigate exports", _ => null,
            [new EvidencePlace("frigate NEAR/8 (export OR contract OR deal)", "summary", 12, 16, "frigate contract", "near")]),
    };

    public static EvidencePlace Place(string text, string clause, string field, string words, string rule) =>
        new(clause, field, text.IndexOf(words, StringComparison.Ordinal), words.Length, words, rule);
}
