namespace FeedWatch.Settings;

/// <summary>The settings that are read once, at the start; all others take effect while the service runs.</summary>
public static class StartSettings
{
    private static readonly (string Name, Func<FeedWatchSettings, object?> Value)[] All =
    [
        ("storage", settings => settings.Storage),
        ("smtp", settings => settings.Smtp),
        ("polling.perHost", settings => settings.Polling.PerHost),
        ("polling.allowPrivate", settings => string.Join(' ', settings.Polling.AllowPrivate)),
        ("polling.maximumBytes", settings => settings.Polling.MaximumBytes),
        ("polling.timeout", settings => settings.Polling.Timeout),
        ("polling.contactUrl", settings => settings.Polling.ContactUrl),
        ("web.listen", settings => settings.Web.Listen),
        ("webhook", settings => settings.Webhook),
    ];

    /// <summary>Names of those that are not what the service started with.</summary>
    public static IReadOnlyList<string> Waiting(FeedWatchSettings started, FeedWatchSettings now) =>
        [.. All.Where(setting => !Equals(setting.Value(started), setting.Value(now))).Select(setting => setting.Name)];
}
