using System.Globalization;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts.Smtp;

/// <summary>The commands that open a transaction, or why this mail cannot go through this server.</summary>
internal sealed record SmtpEnvelope(string Mail, string Recipient, MailAnswer? Refusal = null)
{
    public static SmtpEnvelope For(OutgoingMail mail, SmtpExtensions extensions)
    {
        if (Mailbox.ParseAddress(mail.Recipient) is not { } recipient)
        {
            return Refused(553, $"5.1.3 the recipient is not a mail address: {HeaderText.Clean(mail.Recipient)}");
        }

        if (Mailbox.ParseAddress(mail.Sender) is not { } sender)
        {
            return Refused(553, $"5.1.7 the sender is not a mail address: {HeaderText.Clean(mail.Sender)}");
        }

        // Domains travel as punycode, which every server takes; only a local part in another script needs SMTPUTF8 (RFC 6531).
        var international = sender.NeedsSmtpUtf8 || recipient.NeedsSmtpUtf8;
        if (international && !extensions.SmtpUtf8)
        {
            return Refused(550, "5.6.7 the address has letters that need SMTPUTF8, which the mail server does not offer");
        }

        if (extensions.LargestMessage is { } largest && mail.Message.Length > largest)
        {
            return Refused(552, string.Create(CultureInfo.InvariantCulture,
                $"5.3.4 the mail has {mail.Message.Length} bytes, the server takes at most {largest}"));
        }

        var parameters = (extensions.Size ? string.Create(CultureInfo.InvariantCulture, $" SIZE={mail.Message.Length}") : "")
            + (extensions.EightBitMime && mail.Message.Span.ContainsAnyExceptInRange((byte)0, (byte)127) ? " BODY=8BITMIME" : "")
            + (international ? " SMTPUTF8" : "");
        return new SmtpEnvelope($"MAIL FROM:<{sender.Address}>{parameters}", $"RCPT TO:<{recipient.Address}>");
    }

    private static SmtpEnvelope Refused(int code, string text) => new("", "", new MailAnswer.Rejected(code, text));
}
