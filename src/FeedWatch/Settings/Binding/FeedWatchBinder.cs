using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Binding;

/// <summary>Nodes of <c>feedwatch.json</c> to <see cref="FeedWatchSettings"/>.</summary>
internal static class FeedWatchBinder
{
    private static readonly FeedWatchSettings Defaults = new();

    public static FeedWatchSettings Bind(ConfigNode root, string folder, ProblemList problems)
    {
        var settings = new FeedWatchSettings
        {
            Storage = Storage(root.Get("storage"), problems),
            Smtp = Smtp(root.Get("smtp"), folder, problems),
            Polling = Polling(root.Get("polling")),
            Web = Web(root.Get("web")),
            Keep = Keep(root.Get("keep")),
            Webhook = new WebhookSettings { Secret = root.Get("webhook").Text("secret") },
            Ops = root.Addresses("ops"),
        };
        return settings;
    }

    /// <summary>The password may come on its own, from the same secret file that the database reads.</summary>
    private static StorageSettings Storage(ConfigNode? node, ProblemList problems)
    {
        var postgres = node.Text("postgres");
        if (node.Text("password") is not { } password) return new StorageSettings { Postgres = postgres };
        if (postgres is null && !HasFaulty(node!, "postgres"))
            problems.Error(node.Get("password")!, "A password is set without a connection string.", "Set FEEDWATCH__Storage__Postgres, or remove the password.");
        if (postgres is not null && ConnectionString.HasPassword(postgres))
            problems.Error(node.Get("password")!, "The connection string holds a password, too.", "Keep one of them.");
        return new StorageSettings { Postgres = postgres is null ? null : ConnectionString.WithPassword(postgres, password) };
    }

    private static SmtpSettings Smtp(ConfigNode? node, string folder, ProblemList problems)
    {
        var smtp = new SmtpSettings
        {
            Host = node.Text("host")?.Trim(),
            Port = (int?)node.Number("port") ?? Defaults.Smtp.Port,
            Security = node.Choice<SmtpSecurity>("security") ?? Defaults.Smtp.Security,
            User = node.Text("user"),
            Password = node.Text("password"),
            AccessToken = node.Text("accessToken"),
            From = node.Text("from") ?? Defaults.Smtp.From,
            ReturnPath = node.Text("returnPath") is { } path ? NodeReading.Address(path) : null,
            ReplyTo = node.Text("replyTo"),
            CertificateAuthority = node.Text("certificateAuthority") is { } file ? Path.GetFullPath(Path.Combine(folder, file)) : null,
        };
        if (node is not null) CheckSignIn(node, smtp, problems);
        if (smtp.CertificateAuthority is { } authority && !File.Exists(authority))
            problems.Error(node.Get("certificateAuthority")!, $"The file {authority} does not exist.", "Create it, or mend the path.");
        return smtp;
    }

    private static void CheckSignIn(ConfigNode node, SmtpSettings smtp, ProblemList problems)
    {
        var credential = node.Get("password") ?? node.Get("accessToken");
        if (smtp.User is not null && smtp.Security == SmtpSecurity.None && node.Get("security") is { } security)
            problems.Error(security, "A user is set, but signing in needs TLS.", "Write \"starttls\" or \"tls\", or remove the user.");
        if (node.Get("user") is { } user && credential is null && !HasFaulty(node, "password", "accessToken"))
            problems.Error(user, "A user is set without a password or accessToken.", "Set FEEDWATCH__Smtp__Password_FILE (or FEEDWATCH__Smtp__Password), or remove the user.");
        if (credential is not null && smtp.User is null && !HasFaulty(node, "user"))
            problems.Error(credential, "A password or token is set without a user.", "Add \"user\".");
        if (node.Get("password") is not null && node.Get("accessToken") is { } token)
            problems.Error(token, "Both password and accessToken are set.", "Keep one of them.");
    }

    private static bool HasFaulty(ConfigNode node, params string[] names) =>
        names.Any(name => node.Members.TryGetValue(name, out var member) && member.IsFaulty);

    private static PollingSettings Polling(ConfigNode? node) => new()
    {
        Every = node.Duration("every") ?? Defaults.Polling.Every,
        FirstPoll = node.FirstPoll("firstPoll") ?? Defaults.Polling.FirstPoll,
        Concurrency = (int?)node.Number("concurrency") ?? Defaults.Polling.Concurrency,
        PerHost = (int?)node.Number("perHost") ?? Defaults.Polling.PerHost,
        AllowPrivate = node.Texts("allowPrivate"),
        MaximumBytes = node.Number("maximumBytes") ?? Defaults.Polling.MaximumBytes,
        Timeout = node.Duration("timeout") ?? Defaults.Polling.Timeout,
        Adaptive = node.Flag("adaptive") ?? Defaults.Polling.Adaptive,
        ContactUrl = node.Text("contactUrl"),
    };

    private static WebSettings Web(ConfigNode? node) => new()
    {
        Listen = node.Text("listen") ?? Defaults.Web.Listen,
        PublicUrl = node.Text("publicUrl")?.TrimEnd('/'),
        Token = node.Text("token"),
        AllowedHosts = node.Texts("allowedHosts"),
    };

    private static KeepSettings Keep(ConfigNode? node) => new()
    {
        Items = node.Duration("items") ?? Defaults.Keep.Items,
        Hits = node.Duration("hits"),
    };
}
