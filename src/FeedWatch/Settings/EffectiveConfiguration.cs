using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedWatch.Settings.Shapes;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings;

/// <summary>The configuration as it works, defaults filled in and secrets hidden.</summary>
public static partial class EffectiveConfiguration
{
    /// <summary>Stands for a secret that is set.</summary>
    public const string Hidden = "***";

    // Names and topics are text in any script; for a page the text is encoded there.
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented JSON with a line feed at the end of each line; the same settings always give the same text.</summary>
    public static string ToJson(Configuration configuration) => Node(configuration).ToJsonString(Options).ReplaceLineEndings("\n") + "\n";

    /// <summary>The same, still to be written.</summary>
    internal static JsonObject Node(Configuration configuration) => new()
    {
        ["settings"] = Settings(configuration.Settings, configuration.Folder),
        ["feeds"] = List(configuration.Feeds, feed => Feed(feed, configuration.Folder)),
        ["watchlists"] = List(configuration.Watchlists, Watchlist),
    };

    private static JsonObject Settings(FeedWatchSettings settings, string folder) => new()
    {
        ["storage"] = new JsonObject { ["postgres"] = HiddenConnection(settings.Storage.Postgres) },
        ["smtp"] = new JsonObject
        {
            ["host"] = settings.Smtp.Host,
            ["port"] = settings.Smtp.Port,
            ["security"] = Name(settings.Smtp.Security),
            ["user"] = settings.Smtp.User,
            ["password"] = Secret(settings.Smtp.Password),
            ["accessToken"] = Secret(settings.Smtp.AccessToken),
            ["from"] = settings.Smtp.From,
            ["returnPath"] = settings.Smtp.ReturnPath,
            ["replyTo"] = settings.Smtp.ReplyTo,
            ["certificateAuthority"] = settings.Smtp.CertificateAuthority is { } file ? Relative(file, folder) : null,
        },
        ["polling"] = new JsonObject
        {
            ["every"] = Duration.Write(settings.Polling.Every),
            ["firstPoll"] = CommonShapes.Write(settings.Polling.FirstPoll),
            ["concurrency"] = settings.Polling.Concurrency,
            ["perHost"] = settings.Polling.PerHost,
            ["allowPrivate"] = Texts(settings.Polling.AllowPrivate),
            ["maximumBytes"] = settings.Polling.MaximumBytes,
            ["timeout"] = Duration.Write(settings.Polling.Timeout),
            ["adaptive"] = settings.Polling.Adaptive,
            ["contactUrl"] = settings.Polling.ContactUrl,
        },
        ["web"] = new JsonObject
        {
            ["listen"] = settings.Web.Listen,
            ["publicUrl"] = settings.Web.PublicUrl is { } url ? WebAddress.Hidden(url) : null,
            ["token"] = Secret(settings.Web.Token),
            ["allowedHosts"] = Texts(settings.Web.AllowedHosts),
        },
        ["keep"] = new JsonObject
        {
            ["items"] = Duration.Write(settings.Keep.Items),
            ["hits"] = Written(settings.Keep.Hits),
        },
        ["webhook"] = new JsonObject { ["secret"] = Secret(settings.Webhook.Secret) },
        ["ops"] = Texts(settings.Ops),
    };

    private static JsonObject Feed(FeedSettings feed, string folder) => new()
    {
        ["id"] = WebAddress.Hidden(feed.Id),
        ["url"] = feed.IsFile ? Relative(feed.Url, folder) : WebAddress.Hidden(feed.Url),
        ["name"] = feed.Name,
        ["tags"] = Texts(feed.Tags),
        ["every"] = Written(feed.Every),
        ["cron"] = feed.Cron,
        ["language"] = feed.Language,
        ["firstPoll"] = feed.FirstPoll is { } first ? CommonShapes.Write(first) : null,
        ["identity"] = Name(feed.Identity),
        ["headers"] = new JsonObject(feed.Headers.Keys.Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, (JsonNode?)Hidden))),
        ["allowInvalidCertificate"] = feed.AllowInvalidCertificate,
    };

    private static JsonObject Watchlist(Watchlist watchlist) => new()
    {
        ["id"] = watchlist.Id,
        ["name"] = watchlist.Name,
        ["recipients"] = Texts(watchlist.Recipients),
        ["timeZone"] = watchlist.TimeZone.Id,
        ["topics"] = List(watchlist.Topics, Topic),
    };

    private static JsonObject Topic(WatchedTopic topic) => new()
    {
        ["id"] = topic.Definition.Id,
        ["name"] = topic.Definition.Name,
        ["any"] = Texts(topic.Definition.Any),
        ["all"] = Texts(topic.Definition.All),
        ["none"] = Texts(topic.Definition.None),
        ["feeds"] = new JsonObject { ["include"] = Texts(topic.Definition.IncludeFeeds), ["exclude"] = Texts(topic.Definition.ExcludeFeeds) },
        ["languages"] = Texts(topic.Definition.Languages),
        ["recipients"] = Texts(topic.Recipients),
        ["deliver"] = Deliver(topic.Deliver),
        ["aliases"] = new JsonObject(topic.Definition.Aliases.Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)Texts(alias.Value)))),
        ["tests"] = new JsonObject { ["match"] = Texts(topic.Tests.Match), ["ignore"] = Texts(topic.Tests.Ignore) },
        ["expires"] = topic.Expires?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static JsonObject Deliver(Delivery deliver) => new()
    {
        ["mode"] = Name(deliver.Mode),
        ["at"] = deliver.At,
        ["gather"] = Duration.Write(deliver.Gather),
        ["quietHours"] = deliver.QuietHours is { } quiet ? new JsonObject { ["from"] = Time(quiet.From), ["to"] = Time(quiet.To) } : null,
        ["maxPerHour"] = deliver.MaxPerHour,
        ["onUpdate"] = Name(deliver.OnUpdate),
        ["immediateMinScore"] = deliver.ImmediateMinScore,
        ["nothingNew"] = deliver.NothingNew,
        ["webhook"] = deliver.Webhook is { } url ? WebAddress.Hidden(url) : null,
    };

    private static string? Secret(string? value) => value is null ? null : Hidden;

    /// <summary>Host and database help whoever looks for a fault; the password helps nobody.</summary>
    private static string? HiddenConnection(string? value)
    {
        if (value is null) return null;
        return value.Contains("://", StringComparison.Ordinal) ? WebAddress.Hidden(value) : ConnectionSecret().Replace(value, "$1=" + Hidden);
    }

    // A value may be quoted, and a quoted one may hold the semicolon.
    [GeneratedRegex("""(?<=^|;)(\s*(?:password|pwd|passfile|ssl ?password|sslcertificate|sslkey|token)\s*)=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]*)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionSecret();

    private static string Relative(string path, string folder) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static string? Written(TimeSpan? duration) => duration is { } value ? Duration.Write(value) : null;

    private static string Time(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static JsonArray Texts(IEnumerable<string> texts) => List(texts, text => text);

    private static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> write) => new([.. values.Select(write)]);
}
