using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Settings;

/// <summary>A short name for what a configuration says.</summary>
public static class ConfigurationRevision
{
    /// <summary>
    /// Twelve hexadecimal digits; equal on every replica that works with the same settings, wherever its folder lies.
    /// Passwords are left out, because it is shown on the page and a weak one could be guessed from it.
    /// </summary>
    public static string Of(Configuration configuration)
    {
        // Addresses are hidden in the JSON as far as they may hold a token, but another query is another feed.
        var addresses = configuration.Feeds.Where(feed => !feed.IsFile).Select(feed => feed.Url)
            .Concat(configuration.Topics.Select(topic => topic.Topic.Deliver.Webhook ?? ""));
        var text = EffectiveConfiguration.ToJson(configuration) + string.Join('\n', addresses);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
