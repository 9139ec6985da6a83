namespace FeedWatch.Settings;

/// <summary><c>config/feedwatch.json</c>: everything has a default.</summary>
public sealed record FeedWatchSettings
{
    public StorageSettings Storage { get; init; } = new();
    public SmtpSettings Smtp { get; init; } = new();
    public PollingSettings Polling { get; init; } = new();
    public WebSettings Web { get; init; } = new();
    public KeepSettings Keep { get; init; } = new();
    public WebhookSettings Webhook { get; init; } = new();

    /// <summary>Addresses that get operator mails.</summary>
    public IReadOnlyList<string> Ops { get; init; } = [];
}

/// <summary>Where hits are stored.</summary>
public sealed record StorageSettings
{
    /// <summary>A Postgres connection string, with its password; null means SQLite in the data folder.</summary>
    public string? Postgres { get; init; }
}

/// <summary>How the link to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Plain connection, TLS by the STARTTLS command (RFC 3207), required.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>No TLS; no AUTH either.</summary>
    None,
}

/// <summary>The mail server; without a host, mails are written as .eml files.</summary>
public sealed record SmtpSettings
{
    public string? Host { get; init; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; init; } = 587;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;
    public string? User { get; init; }

    /// <summary>Secret: from the file, the environment or a file named by <c>FEEDWATCH__Smtp__Password_FILE</c>.</summary>
    public string? Password { get; init; }

    /// <summary>An OAuth 2.0 access token for XOAUTH2 in place of a password. Secret.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The From header, for example <c>FeedWatch &lt;feedwatch@example.org&gt;</c>.</summary>
    public string From { get; init; } = "FeedWatch <feedwatch@localhost>";

    /// <summary>The envelope sender (Return-Path); the address of <see cref="From"/> when null.</summary>
    public string? ReturnPath { get; init; }
    public string? ReplyTo { get; init; }

    /// <summary>PEM file with a certificate authority to trust besides the system's, or null.</summary>
    public string? CertificateAuthority { get; init; }
}

/// <summary>What counts at the first poll of a feed.</summary>
/// <param name="Within">Items published within this time count; null means all; zero means none.</param>
public readonly record struct FirstPoll(TimeSpan? Within)
{
    public static FirstPoll All { get; } = new(null);
    public static FirstPoll None { get; } = new(TimeSpan.Zero);
}

/// <summary>How feeds are polled.</summary>
public sealed record PollingSettings
{
    /// <summary>Default interval, 1 s to 24 h.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(15);
    public FirstPoll FirstPoll { get; init; } = new(TimeSpan.FromHours(24));

    /// <summary>Fetches at once, 1 to 512.</summary>
    public int Concurrency { get; init; } = 32;

    /// <summary>Connections to one host at once, 1 to 16.</summary>
    public int PerHost { get; init; } = 2;

    /// <summary>Private networks that may be fetched, as CIDR (<c>10.1.0.0/16</c>).</summary>
    public IReadOnlyList<string> AllowPrivate { get; init; } = [];

    /// <summary>Largest document after decompression, in bytes.</summary>
    public long MaximumBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Longest time for one fetch, first to last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Let the interval follow the feed's own rate of new items, between the configured interval and 24 h.</summary>
    public bool Adaptive { get; init; } = true;

    /// <summary>Where a publisher finds out who polls; goes into the User-Agent.</summary>
    public string? ContactUrl { get; init; }
}

/// <summary>The page and the API.</summary>
public sealed record WebSettings
{
    public string Listen { get; init; } = "http://localhost:8080";

    /// <summary>Address under which readers of mails reach the page; null means no links to it.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Needed for every action; null means read-only. Secret.</summary>
    public string? Token { get; init; }

    /// <summary>Host names that may be asked for, besides loopback and the one of <see cref="PublicUrl"/>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}

/// <summary>How long things are kept; null means for ever.</summary>
public sealed record KeepSettings
{
    /// <summary>Text of items.</summary>
    public TimeSpan Items { get; init; } = TimeSpan.FromDays(30);
    public TimeSpan? Hits { get; init; }
}

/// <summary>What all webhooks of the watchlists share.</summary>
public sealed record WebhookSettings
{
    /// <summary>Key of the HMAC signature; null sends unsigned. Secret.</summary>
    public string? Secret { get; init; }
}
