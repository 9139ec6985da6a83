using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Settings;

/// <summary>A short name for what a configuration says.</summary>
public static class ConfigurationRevision
{
    /// <summary>
    /// Twelve hexadecimal digits; equal on every replica that works with the same settings, wherever its folder lies.
    /// Made from the text with secrets hidden, because it is shown on the page.
    /// </summary>
    public static string Of(Configuration configuration) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EffectiveConfiguration.ToJson(configuration))))[..12];
}
