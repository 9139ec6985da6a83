using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts;

/// <summary>Without a mail server: every mail becomes a file that mail programs open.</summary>
/// <param name="folder">Made when it is missing.</param>
public sealed class EmlTransport(string folder) : IMailTransport
{
    /// <inheritdoc/>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName(mail));
        var unfinished = path + ".tmp";
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = File.Create(unfinished))
            {
                await file.WriteAsync(mail.Message, cancellation).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            return new MailAnswer.Accepted(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MailAnswer.Unavailable("connect", $"{path}: {e.Message}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// From the mail's own Date and Message-ID, so that files sort by time and a repeated mail replaces itself:
    /// <c>20250626-030400-1f0c….eml</c>.
    /// </summary>
    private static string FileName(OutgoingMail mail)
    {
        var head = MessageHead.Read(mail.Message.Span);
        var time = DateTimeOffset.TryParse(head.GetValueOrDefault("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
            : "undated";
        var identity = head.GetValueOrDefault("Message-ID") is { } id ? Encoding.UTF8.GetBytes(id) : mail.Message.ToArray();
        return $"{time}-{Convert.ToHexStringLower(SHA256.HashData(identity).AsSpan(0, 8))}.eml";
    }
}
