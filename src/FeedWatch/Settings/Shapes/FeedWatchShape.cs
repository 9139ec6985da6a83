using FeedWatch.Settings.Values;
using static FeedWatch.Settings.Shapes.CommonShapes;

namespace FeedWatch.Settings.Shapes;

/// <summary>What <c>feedwatch.json</c> may hold.</summary>
internal static class FeedWatchShape
{
    private static readonly FeedWatchSettings Defaults = new();

    private static readonly SectionShape Storage = new("storage",
        new Setting("postgres", new TextShape("connection string", ConnectionString.Check), "Connection string of a Postgres database. Without one, SQLite in the data folder.") { Nullable = true, Secret = true, Example = Json("Host=postgres;Database=feedwatch;Username=feedwatch") },
        new Setting("password", PlainText, "Its password, when the connection string holds none; better given by `FEEDWATCH__Storage__Password_FILE`.") { Nullable = true, Secret = true });

    private static readonly SectionShape Smtp = new("smtp",
        new Setting("host", HostName, "The mail server. Without one, mails are written as .eml files to the data folder.") { Nullable = true, Example = Json("mail.example.org") },
        new Setting("port", new NumberShape(1, 65535), "Its port: 587 for starttls, 465 for tls, 25 for none, as a rule.") { Default = Json(Defaults.Smtp.Port) },
        new Setting("security", ChoiceShape.Of<SmtpSecurity>(), "`starttls` (required, never skipped), `tls` from the first byte, or `none` (no sign-in then).") { Default = Json(Defaults.Smtp.Security) },
        new Setting("user", PlainText, "Name to sign in with.") { Nullable = true },
        new Setting("password", PlainText, "Password to sign in with; better given by `FEEDWATCH__Smtp__Password_FILE`.") { Nullable = true, Secret = true },
        new Setting("accessToken", PlainText, "OAuth 2.0 access token (XOAUTH2) in place of a password.") { Nullable = true, Secret = true },
        new Setting("from", Mailbox, "The sender that readers see.") { Default = Json(Defaults.Smtp.From), Example = Json("FeedWatch <feedwatch@example.org>") },
        new Setting("returnPath", Address, "Where bounces go; the address of `from` when left out.") { Nullable = true },
        new Setting("replyTo", Mailbox, "Where answers go; the sender when left out.") { Nullable = true },
        new Setting("certificateAuthority", PlainText, "PEM file of a certificate authority to trust besides the system's, relative to the configuration folder.") { Nullable = true });

    private static readonly SectionShape Polling = new("polling",
        new Setting("every", Interval, "How often a feed is polled when it does not say otherwise.") { Default = Json(Defaults.Polling.Every) },
        new Setting("firstPoll", FirstPollTime, "What counts when a feed is polled for the first time: items published within this time, `all`, or `none`. The rest is stored without alerts.") { Default = Json(Defaults.Polling.FirstPoll) },
        new Setting("concurrency", new NumberShape(1, 512), "Feeds fetched at once.") { Default = Json(Defaults.Polling.Concurrency) },
        new Setting("perHost", new NumberShape(1, 16), "Connections to one host at once.") { Default = Json(Defaults.Polling.PerHost) },
        new Setting("allowPrivate", new ListShape(Network), "Private networks that may be fetched; all others are refused.") { Default = "[]", Example = Json(new[] { "10.1.0.0/16" }) },
        new Setting("maximumBytes", new NumberShape(1024, 1L << 30), "Largest document after decompression, in bytes.") { Default = Json(Defaults.Polling.MaximumBytes) },
        new Setting("timeout", new DurationShape(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), "Longest time for one fetch, from first to last byte.") { Default = Json(Defaults.Polling.Timeout) },
        new Setting("adaptive", new FlagShape(), "Let the interval follow the feed's own rate of new items, between the configured interval and 24 h.") { Default = Json(Defaults.Polling.Adaptive) },
        new Setting("contactUrl", HttpAddress, "Where a publisher finds out who polls; part of the User-Agent.") { Nullable = true, Example = Json("https://example.org/feedwatch") });

    private static readonly SectionShape Web = new("web",
        new Setting("listen", new TextShape("address", WebAddress.CheckListen), "Where page and API listen; `http://*:8080` for all networks.") { Default = Json(Defaults.Web.Listen) },
        new Setting("publicUrl", HttpBase, "Address under which readers of mails reach the page. Without one, mails hold no links to it.") { Nullable = true, Example = Json("https://watch.example.org") },
        new Setting("token", PlainText, "Needed for every action on the page. Without one it is read-only.") { Nullable = true, Secret = true },
        new Setting("allowedHosts", new ListShape(PlainText), "Host names that the page answers to, besides loopback and that of `publicUrl`.") { Default = "[]", Example = Json(new[] { "watch.lan" }) });

    private static readonly SectionShape Keep = new("keep",
        new Setting("items", new DurationShape(TimeSpan.FromDays(1), TimeSpan.FromDays(3650)), "How long the text of items is kept.") { Default = Json(Defaults.Keep.Items) },
        new Setting("hits", new DurationShape(TimeSpan.FromDays(1), TimeSpan.FromDays(36500)), "How long hits are kept; for ever when left out.") { Nullable = true });

    private static readonly SectionShape Webhook = new("webhook",
        new Setting("secret", PlainText, "Key of the HMAC signature of webhooks. Without one they go unsigned.") { Nullable = true, Secret = true });

    public static readonly SectionShape Root = new("feedwatch",
        Schema,
        new Setting("storage", Storage, "Where hits are stored."),
        new Setting("smtp", Smtp, "The mail server."),
        new Setting("polling", Polling, "How feeds are polled."),
        new Setting("web", Web, "Page and API."),
        new Setting("keep", Keep, "How long things are kept."),
        new Setting("webhook", Webhook, "What all webhooks share."),
        new Setting("ops", new ListShape(Address, OrSingle: true), "Addresses that get operator mails: feeds broken for long, mail trouble, configuration gone bad.") { Default = "[]", Example = Json(new[] { "ops@example.org" }) });
}
