using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;
using static FeedWatch.Settings.Shapes.CommonShapes;

namespace FeedWatch.Settings.Shapes;

/// <summary>What a file of <c>watchlists/</c> may hold.</summary>
internal static class WatchlistShape
{
    private static readonly Delivery Defaults = new();

    private static readonly TextShape Expression = new("topic language", CheckExpression);

    private static readonly ListShape Expressions = new(Expression, OrSingle: true);

    private static readonly MapShape Aliases = new("IP4", Expressions);

    private static readonly ListShape Texts = new(PlainText, OrSingle: true);

    /// <summary>An address or the name of a group; which of the two is judged when the groups are known.</summary>
    private static readonly ListShape Recipients = new(new TextShape("e-mail address or group", CheckRecipient), OrSingle: true);

    private static readonly SectionShape QuietHours = new("quietHours",
        new Setting("from", Time, "When they begin, in the watchlist's time zone.") { Required = true, Example = Json("22:00") },
        new Setting("to", Time, "When they end; mail held until then goes out at once.") { Required = true, Example = Json("06:30") });

    private static readonly SectionShape Deliver = new("deliver",
        new Setting("mode", ChoiceShape.Of<DeliveryMode>(), "`immediate`: a mail per story. `digest`: one mail at the times of `at`.") { Default = Json(Defaults.Mode) },
        new Setting("at", Cron, "When the digest goes out, as Quartz cron in the watchlist's time zone.") { Nullable = true, Example = Json("0 30 7 ? * MON-FRI") },
        new Setting("gather", new DurationShape(TimeSpan.Zero, TimeSpan.FromHours(24)), "How long an immediate mail waits for further topics and versions of its story.") { Default = Json(Defaults.Gather) },
        new Setting("quietHours", QuietHours, "Hours in which mail is held, not dropped; they may cross midnight.") { Nullable = true, Example = "{\"from\": \"22:00\", \"to\": \"06:30\"}" },
        new Setting("maxPerHour", new NumberShape(1, 1000), "Mails to one recipient in an hour; what is over goes into one digest.") { Default = Json(Defaults.MaxPerHour) },
        new Setting("onUpdate", ChoiceShape.Of<OnUpdate>(), "`ignore`: later versions of a story show in the next digest and on the page. `thread`: a reply with the sentences that are new.") { Default = Json(Defaults.OnUpdate) },
        new Setting("immediateMinScore", new NumberShape(1, 100), "With a digest: hits of at least this score go out at once as well.") { Nullable = true, Example = "90" },
        new Setting("nothingNew", new FlagShape(), "Send the digest also when there is nothing in it.") { Default = Json(Defaults.NothingNew) },
        new Setting("webhook", HttpsAddress, "An https address that gets each hit as JSON.") { Nullable = true, Example = Json("https://example.org/hook") });

    private static readonly SectionShape FeedFilter = new("feedFilter",
        new Setting("include", Texts, "Only these feeds: ids, or `tag:x`.") { Default = "[]", Example = Json(new[] { "tag:wire" }) },
        new Setting("exclude", Texts, "Never these feeds: ids, or `tag:x`.") { Default = "[]", Example = Json(new[] { "tag:opinion" }) });

    private static readonly SectionShape Tests = new("tests",
        new Setting("match", Texts, "Texts that the topic must flag.") { Default = "[]", Example = Json(new[] { "Seoul signs frigate export deal" }) },
        new Setting("ignore", Texts, "Texts that it must not flag.") { Default = "[]", Example = Json(new[] { "North Korea shows a frigate" }) });

    private static readonly SectionShape Topic = new("topic",
        new Setting("id", new TextShape("id", CheckId), "Identity of the topic: keep it when you change the rest. Made from `name`, else from the first expression, when left out.") { Example = Json("korean-frigates") },
        new Setting("name", PlainText, "What people read; the first expression when left out.") { Example = Json("Korean frigate exports") },
        new Setting("any", Expressions, "At least one of these must match.") { Default = "[]", Example = Json(new[] { "frigate NEAR/8 (export OR contract)" }) },
        new Setting("all", Expressions, "All of these must match as well.") { Default = "[]", Example = Json(new[] { "\"South Korea\" OR Seoul" }) },
        new Setting("none", Expressions, "None of these may match.") { Default = "[]", Example = Json(new[] { "\"North Korea\"" }) },
        new Setting("feeds", FeedFilter, "The feeds that count; every feed when left out."),
        new Setting("languages", new ListShape(PrimaryLanguage, OrSingle: true), "The languages that count; every language when left out.") { Default = "[]", Example = Json(new[] { "en" }) },
        new Setting("recipients", Recipients, "Addresses or groups, in place of the watchlist's.") { Example = Json(new[] { "night", "chief@example.org" }) },
        new Setting("deliver", Deliver, "What differs from the watchlist's `deliver`; `null` switches a setting off."),
        new Setting("aliases", Aliases, "Other names, besides the watchlist's."),
        new Setting("tests", Tests, "Run by `check` and at every load; a failing one is an error."),
        new Setting("expires", Date, "Last day on which the topic is matched, in the watchlist's time zone.") { Example = Json("2026-12-31") });

    public static readonly SectionShape Root = new("watchlist",
        Schema,
        new Setting("name", PlainText, "The watchlist as shown; the file's name when left out.") { Example = Json("Defence desk") },
        new Setting("recipients", Recipients, "Addresses (or groups) that get the mails. Topics may have others.") { Default = "[]", Example = Json(new[] { "desk@example.org" }) },
        new Setting("groups", new MapShape("night", new ListShape(Address, OrSingle: true), CheckGroup), "Names for several addresses, for use in `recipients`.") { Example = "{\"night\": [\"night@example.org\"]}" },
        new Setting("timeZone", Zone, "Zone of quiet hours, digests and dates.") { Default = Json("UTC"), Example = Json("Asia/Seoul") },
        new Setting("aliases", Aliases, "Other names that count wherever a name is used.") { Example = "{\"IP4\": [\"Indo-Pacific Four\", \"four Indo-Pacific partners\"]}" },
        new Setting("topics", new ListShape(new TextOrSectionShape(Expression, Topic)), "What is watched for: an expression alone, or an object.") { Required = true, Example = Json(new[] { "IP4" }) },
        new Setting("deliver", Deliver, "When and how hits are mailed."));

    private static Fault? CheckExpression(string text) =>
        string.IsNullOrWhiteSpace(text) ? new Fault("The topic is empty.", "Write what to watch for, such as ice-class tug, or remove it.") : null;

    private static Fault? CheckRecipient(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) return EmailAddress.Check(text);
        return Slug.IsId(text) ? null : new Fault($"\"{text}\" is neither an e-mail address nor the name of a group.", "Write an address such as desk@example.org.");
    }

    private static Fault? CheckGroup(string name) =>
        Slug.IsId(name) ? null : new Fault($"\"{name}\" is no name for a group.", "Write letters, digits and - _ . only.");

    private static Fault? CheckId(string text)
    {
        if (Slug.IsId(text)) return null;
        var slug = Slug.Of(text);
        return new Fault($"\"{text}\" is no id.", slug.Length == 0 ? "Write letters, digits and - _ . only." : $"Write {slug}.");
    }
}
