using FeedWatch.Alerts.Rendering;
using FeedWatch.Alerts.Smtp;
using FeedWatch.Settings;

namespace FeedWatch.Alerts;

/// <summary>How far a test mail came.</summary>
/// <param name="Steps">In order; the one that failed is the last.</param>
/// <param name="Answer">The end of it.</param>
/// <param name="Advice">What to look at, when it failed; null when it went through.</param>
public sealed record MailTestResult(IReadOnlyList<SmtpStep> Steps, MailAnswer Answer, string? Advice);

/// <summary>Sends one mail step by step: connect, TLS, login, sender, recipient, message.</summary>
public static class MailTest
{
    /// <param name="settings">With a host.</param>
    /// <param name="mail">See <see cref="Message"/>.</param>
    public static async Task<MailTestResult> RunAsync(
        SmtpSettings settings, OutgoingMail mail, TimeProvider time, CancellationToken cancellation, SmtpTimeouts? timeouts = null)
    {
        await using var session = new SmtpSession(settings, timeouts ?? new SmtpTimeouts(), time);
        MailAnswer answer = await session.OpenAsync(cancellation).ConfigureAwait(false) is { } refusal
            ? refusal
            : await session.SendAsync(mail, cancellation).ConfigureAwait(false);
        return new MailTestResult([.. session.Steps], answer, Advice(answer, session.Steps[^1].Name, settings));
    }

    /// <summary>The mail that says that mail works.</summary>
    public static RenderedMail Message(DateTimeOffset now) => OperatorMail.Render(
        "test mail",
        "FeedWatch can send mail: this is the test that was asked for.",
        [new Notice($"Sent {now:yyyy-MM-dd HH:mm:ss zzz}.", [])],
        page: null);

    private static string? Advice(MailAnswer answer, string lastStep, SmtpSettings settings) => (answer, lastStep) switch
    {
        (MailAnswer.Accepted, _) => null,
        (MailAnswer.InDoubt, _) => "The server did not answer to the end of the message: the mail may have arrived. Look into the mailbox.",
        (MailAnswer.Unavailable { Code: "dns" }, _) => $"No address is known for {settings.Host}: check smtp.host.",
        (MailAnswer.Unavailable, "connect") =>
            $"Nothing answers at {settings.Host}:{settings.Port}: check smtp.host, smtp.port and the firewall.",
        (MailAnswer.Unavailable { Code: "timeout" }, "greeting") when settings.Security != SmtpSecurity.Tls =>
            "The server waits for TLS, it seems: try smtp.security \"tls\" (usual with port 465).",
        (MailAnswer.Unavailable, "starttls") =>
            "The server offers no STARTTLS here: try port 587, or smtp.security \"tls\" with port 465.",
        (MailAnswer.Unavailable, "tls") when settings.Security == SmtpSecurity.Tls && settings.Port != 465 =>
            "TLS failed: if the port is 25 or 587, smtp.security should be \"starttls\"; else check the certificate (smtp.certificateAuthority).",
        (MailAnswer.Unavailable, "tls") =>
            "TLS failed: the certificate must name smtp.host, be valid now, and come from a known authority (smtp.certificateAuthority adds one).",
        (MailAnswer.Unavailable { Code: "auth" }, "mail" or "rcpt") => "The server wants a login: set smtp.user and smtp.password.",
        (MailAnswer.Unavailable { Code: "auth" }, _) => "The login failed: check smtp.user and smtp.password (many providers want an app password).",
        (MailAnswer.BrokenOff, _) => "The link broke inside the mail: the server, or something on the way (firewall, virus scanner, VPN), hung up. The server's log may say why.",
        (MailAnswer.Rejected, "mail") => "The server refuses the sender: check smtp.from, and smtp.returnPath if it is set.",
        (MailAnswer.Rejected, "rcpt") => "The server refuses the recipient: check the address, and whether it relays for this sender.",
        (MailAnswer.Rejected, _) => "The server refuses the mail: its words say why.",
        (MailAnswer.Deferred, _) => "The server asks to come again later (greylisting does that): FeedWatch would, try the test again in some minutes.",
        _ => "The server does not speak SMTP as expected: is it a mail server, on the right port?",
    };
}
