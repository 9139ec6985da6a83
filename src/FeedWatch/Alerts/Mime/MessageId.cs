using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>Message-IDs that are the same whenever the same mail is made again (RFC 5322 §3.6.4).</summary>
public static class MessageId
{
    /// <summary>The Message-ID for a key that names one mail for ever, for example <c>outbox/42</c> or <c>story/7/desk@example.org</c>.</summary>
    /// <param name="host">Domain of the sender.</param>
    public static string For(string key, string host) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}@{host}>";
}
