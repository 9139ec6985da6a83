using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>
/// Writes a whole mail (RFC 5322, RFC 2045): 7-bit, CRLF, lines of at most 76 characters wherever they can be broken.
/// Mails are not signed here: the relay that sends for the domain holds its DKIM key and signs (RFC 6376).
/// </summary>
public static class MimeMessageWriter
{
    /// <param name="text">The text part; any line ends.</param>
    /// <param name="html">The HTML part, or null for a mail of text alone.</param>
    public static byte[] Write(MailHeaders headers, string text, string? html)
    {
        var head = WriteHead(headers);
        string body;
        if (html is null)
        {
            head.AddTokens("Content-Type", ["text/plain;", "charset=utf-8"]);
            head.AddTokens("Content-Transfer-Encoding", ["quoted-printable"]);
            body = QuotedPrintable.Encode(text);
        }
        else
        {
            // "=_" cannot occur in quoted-printable, so no text can look like the boundary.
            var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(headers.MessageId)).AsSpan(0, 12));
            head.AddTokens("Content-Type", ["multipart/alternative;", $"boundary=\"{boundary}\""]);
            body = $"{Part(boundary, "plain", text)}{Part(boundary, "html", html)}--{boundary}--\r\n";
        }

        // Only an address that needs SMTPUTF8 brings anything but ASCII into this (RFC 6532).
        return Encoding.UTF8.GetBytes($"{head}\r\n{body}");
    }

    private static HeaderWriter WriteHead(MailHeaders headers)
    {
        var head = new HeaderWriter();
        head.AddTokens("Date", [headers.Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
            + headers.Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)]);
        head.AddMailbox("From", headers.From);
        head.AddMailbox("To", headers.To);
        if (headers.ReplyTo is not null)
        {
            head.AddMailbox("Reply-To", headers.ReplyTo);
        }

        head.AddText("Subject", headers.Subject);
        head.AddTokens("Message-ID", [headers.MessageId]);
        if (headers.References is [.., var parent])
        {
            head.AddTokens("In-Reply-To", [parent]);
            head.AddTokens("References", headers.References);
        }

        if (headers.List is { } list)
        {
            WriteList(head, list, headers.From.Domain);
        }

        // Nobody answers a program: no out-of-office replies, please (RFC 3834; the other is Exchange's).
        head.AddTokens("Auto-Submitted", ["auto-generated"]);
        head.AddTokens("X-Auto-Response-Suppress", ["All"]);
        head.AddTokens("MIME-Version", ["1.0"]);
        return head;
    }

    private static void WriteList(HeaderWriter head, MailingList list, string host)
    {
        var label = string.Concat(list.Label.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? char.ToLowerInvariant(c) : '-')).Trim('-');
        head.AddPhrase("List-Id", list.Name, $"<{(label.Length == 0 ? "watchlist" : label)}.{host}>");
        if (list.Unsubscribe is { } unsubscribe)
        {
            head.AddTokens("List-Unsubscribe", [$"<{unsubscribe.AbsoluteUri}>"]);
            if (unsubscribe.Scheme == Uri.UriSchemeHttps)
            {
                head.AddTokens("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]);
            }
        }
    }

    private static string Part(string boundary, string subtype, string text) =>
        $"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\n"
        + $"Content-Transfer-Encoding: quoted-printable\r\n\r\n{QuotedPrintable.Encode(text)}\r\n";
}
