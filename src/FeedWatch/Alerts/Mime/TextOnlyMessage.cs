using System.Text;

namespace FeedWatch.Alerts.Mime;

/// <summary>The text part of a mail as a mail of its own: for servers that find the whole too large or do not like its HTML.</summary>
public static class TextOnlyMessage
{
    /// <summary>Null when the mail has no other part than text.</summary>
    /// <param name="message">As <see cref="MimeMessageWriter"/> wrote it.</param>
    public static byte[]? From(ReadOnlySpan<byte> message)
    {
        var mail = Encoding.UTF8.GetString(message);
        const string start = "\r\nContent-Type: multipart/alternative;";
        var type = mail.IndexOf(start, StringComparison.Ordinal);
        var headEnd = mail.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (type < 0 || type > headEnd)
        {
            return null;
        }

        // The part brings its own Content-Type and encoding; they take the place of the multipart's.
        var boundary = mail.AsSpan(headEnd + 4, mail.IndexOf("\r\n", headEnd + 4, StringComparison.Ordinal) - headEnd - 4).ToString();
        var partStart = headEnd + 4 + boundary.Length + 2;
        var partEnd = mail.IndexOf("\r\n" + boundary, partStart, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"{mail[..(type + 2)]}{mail[partStart..partEnd]}");
    }
}
