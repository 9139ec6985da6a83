using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;
using static FeedWatch.Settings.Shapes.CommonShapes;

namespace FeedWatch.Settings.Shapes;

/// <summary>What <c>feeds.json</c> may hold.</summary>
internal static class FeedsShape
{
    private static readonly TextShape Location = new("address or path", CheckLocation);

    private static readonly TextOrSectionShape HeaderValue = new(new TextShape("header value", RequestHeader.CheckValue), new SectionShape("secretFile",
        new Setting("file", PlainText, "File that holds the value, relative to `feeds.json`.") { Required = true, Example = Json("/run/secrets/wire_key") }));

    private static readonly SectionShape Feed = new("feed",
        new Setting("url", Location, "The feed's http(s) address, or the path of a local file relative to this file.") { Required = true, Example = Json("https://example.org/rss") },
        new Setting("id", new TextShape("id", CheckId), "Identity of the feed in topics and in the database; the `url` as written when left out.") { Example = Json("yonhap") },
        new Setting("name", PlainText, "The outlet as shown; the feed's own title when left out.") { Example = Json("Yonhap") },
        new Setting("tags", new ListShape(new TextShape("tag", CheckTag), OrSingle: true), "Marks for topics (`tag:wire`).") { Default = "[]", Example = Json(new[] { "wire" }) },
        new Setting("every", Interval, "How often it is polled; `polling.every` when left out. Below `1m` only for one's own servers.") { Example = Json("5m") },
        new Setting("cron", Cron, "When it is polled, as Quartz cron in UTC, in place of `every`.") { Example = Json("0 0 6-22 ? * *") },
        new Setting("language", LanguageTag, "Language of the feed when it does not say so itself, or says it wrongly.") { Example = Json("en") },
        new Setting("firstPoll", FirstPollTime, "What counts at the first poll; `polling.firstPoll` when left out.") { Example = Json("all") },
        new Setting("identity", ChoiceShape.Of<FeedIdentity>(), "Which part of an item tells it from others; `auto` judges by what the feed did so far.") { Default = Json(FeedIdentity.Auto) },
        new Setting("headers", new MapShape("X-Api-Key", HeaderValue, RequestHeader.CheckName), "Extra request headers. Values are secret and never go to another host.") { Example = "{\"X-Api-Key\": {\"file\": \"/run/secrets/wire_key\"}}" },
        new Setting("allowInvalidCertificate", new FlagShape(), "Accept a certificate that does not verify, for this feed only.") { Default = "false" });

    public static readonly SectionShape Root = new("feeds",
        Schema,
        new Setting("feeds", new ListShape(new TextOrSectionShape(Location, Feed)), "The feeds: an address or path alone, or an object.") { Required = true, Example = Json(new[] { "https://example.org/rss" }) });

    private static Fault? CheckLocation(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return new Fault("The address is empty.", "Write an address such as https://example.org/rss, or the path of a file.");
        if (WebAddress.HasScheme(trimmed)) return WebAddress.CheckHttp(trimmed);
        return trimmed.Any(char.IsControl) ? new Fault("A line break or control character stands in the path.", "Write the path of a file, relative to this one.") : null;
    }

    private static Fault? CheckId(string text)
    {
        const string remedy = "Write a short name such as yonhap.";
        if (string.IsNullOrWhiteSpace(text)) return new Fault("The id is empty.", remedy);
        if (text.StartsWith("tag:", StringComparison.Ordinal)) return new Fault("An id that begins with tag: would be taken for a tag.", remedy);
        return text.Length > 2048 || text.Any(char.IsControl) || text != text.Trim() ? new Fault("The id is too long, or holds control characters or outer blanks.", remedy) : null;
    }

    private static Fault? CheckTag(string text) =>
        Slug.IsId(text) ? null : new Fault($"\"{text}\" is no tag.", $"Write letters, digits and - _ . only, such as {(Slug.Of(text) is { Length: > 0 } slug ? slug : "wire")}.");
}
