using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Shapes;

/// <summary>Kinds of text and settings that several files share.</summary>
internal static class CommonShapes
{
    public static readonly TextShape PlainText = new("text", text => string.IsNullOrWhiteSpace(text) ? new Fault("The text is empty.", "Write something, or leave it out.") : null);
    public static readonly TextShape Address = new("e-mail address", EmailAddress.Check);
    public static readonly TextShape Mailbox = new("e-mail address, or `name <address>`", EmailAddress.CheckMailbox);
    public static readonly TextShape HttpAddress = new("http or https address", WebAddress.CheckHttp);
    public static readonly TextShape HttpBase = new("http or https address", WebAddress.CheckBase);
    public static readonly TextShape HostName = new("host name", WebAddress.CheckHost);
    public static readonly TextShape HttpsAddress = new("https address", WebAddress.CheckHttps, "^https://");
    public static readonly TextShape Cron = new("Quartz cron", CronSchedule.Check);
    public static readonly TextShape Zone = new("time zone", CheckZone);
    public static readonly TextShape Time = new("time of day", text => TimeOfDay.TryParse(text, out _) ? null : new Fault($"\"{text}\" is no time of day.", "Write hours and minutes from 00:00 to 23:59, such as 06:30."), TimeOfDay.Pattern);
    public static readonly TextShape Date = new("date", text => TimeOfDay.TryParseDate(text, out _) ? null : new Fault($"\"{text}\" is no date.", "Write year, month and day, such as 2026-12-31."), TimeOfDay.DatePattern);
    public static readonly TextShape Network = new("CIDR", CheckNetwork);
    public static readonly TextShape LanguageTag = new("language tag", CheckLanguageTag, "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$");
    public static readonly TextShape PrimaryLanguage = new("primary language", CheckPrimaryLanguage, "^[A-Za-z]{2,3}$");
    public static readonly DurationShape FirstPollTime = new(TimeSpan.Zero, TimeSpan.FromDays(3650), "all", "none");
    public static readonly DurationShape Interval = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));

    public static readonly Setting Schema = new("$schema", new TextShape("path"), "Where an editor finds the schema of this file.");

    // Shown to people, never put into a page: < and quotes stay as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as JSON, for defaults taken from the records.</summary>
    public static string Json(object? value) => JsonSerializer.Serialize(value, Plain);

    public static string Json(TimeSpan value) => Json(Duration.Write(value));

    public static string Json(FirstPoll value) => Json(Write(value));

    public static string Json<T>(T value)
        where T : struct, Enum => Json(value.ToString().ToLowerInvariant());

    public static string Write(FirstPoll value) => value.Within switch
    {
        null => "all",
        { Ticks: 0 } => "none",
        { } within => Duration.Write(within),
    };

    private static Fault? CheckZone(string text)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)) return null;
        var near = Suggestion.For(text, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id));
        return new Fault($"\"{text}\" is no time zone known here.", near is null ? "Write an IANA name such as Asia/Seoul, Europe/London or UTC." : $"Write {near}.");
    }

    private static Fault? CheckNetwork(string text)
    {
        const string remedy = "Write a network such as 10.1.0.0/16 or fd00::/8, or one address.";
        if (IPAddress.TryParse(text, out _)) return null;
        if (!IPNetwork.TryParse(text, out var network)) return new Fault($"\"{text}\" is no network.", remedy);
        return network.PrefixLength == 0 ? new Fault($"\"{text}\" is the whole internet.", "Write the networks you need, such as 127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.") : null;
    }

    private static Fault? CheckLanguageTag(string text) =>
        IsLanguageTag(text) ? null : new Fault($"\"{text}\" is no language tag.", "Write a tag such as en, en-GB or ko (BCP 47).");

    private static Fault? CheckPrimaryLanguage(string text)
    {
        if (text.Length is 2 or 3 && IsLanguageTag(text)) return null;
        return new Fault($"\"{text}\" is no primary language.", IsLanguageTag(text) ? $"Write {text.Split('-')[0]}: regions don't count here." : "Write a language such as en or ko.");
    }

    private static bool IsLanguageTag(string text)
    {
        var parts = text.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter) && parts.Skip(1).All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
