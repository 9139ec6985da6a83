using System.Text;
using FeedWatch.Settings;

namespace FeedWatch.Alerts.Smtp;

/// <summary>AUTH (RFC 4954) by PLAIN (RFC 4616), LOGIN or XOAUTH2; never without TLS, never skipped when a user is set.</summary>
internal static class SmtpAuthentication
{
    public static bool IsWanted(SmtpSettings settings) => !string.IsNullOrEmpty(settings.User);

    /// <summary>Logs in. Anything but a positive reply means that no mail may be sent.</summary>
    public static async Task<SmtpReply> LoginAsync(
        SmtpConnection connection, SmtpSettings settings, SmtpExtensions offered, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!connection.IsSecure)
        {
            return SmtpReply.Broken("auth", "a user is set, but a password is only sent under TLS: set smtp.security to starttls or tls");
        }

        var user = settings.User ?? "";
        var wanted = settings.AccessToken is null ? new[] { "PLAIN", "LOGIN" } : ["XOAUTH2"];
        var mechanism = wanted.FirstOrDefault(offered.Mechanisms.Contains);
        if (mechanism is null)
        {
            var offer = offered.Mechanisms.Count == 0 ? "no AUTH at all" : string.Join(", ", offered.Mechanisms);
            return SmtpReply.Broken("auth", $"the server offers {offer}, needed is {string.Join(" or ", wanted)}");
        }

        var lines = mechanism switch
        {
            "PLAIN" => [$"AUTH PLAIN {Base64($"\0{user}\0{settings.Password}")}"],
            "LOGIN" => ["AUTH LOGIN", Base64(user), Base64(settings.Password ?? "")],
            // The empty line answers the 334 in which the server explains a failure.
            _ => new[] { $"AUTH XOAUTH2 {Base64($"user={user}\u0001auth=Bearer {settings.AccessToken}\u0001\u0001")}", "" },
        };

        var reply = SmtpReply.Broken("auth", "");
        foreach (var line in lines)
        {
            reply = await connection.CommandAsync(line, timeout, cancellation).ConfigureAwait(false);
            if (reply.Code != 334)
            {
                return reply;
            }
        }

        // Still 334 after everything was said: end the dialogue (RFC 4954 §4), the link stays usable for QUIT.
        return await connection.CommandAsync("*", timeout, cancellation).ConfigureAwait(false);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
