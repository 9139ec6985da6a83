using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FeedWatch.Fetching;

namespace FeedWatch.Alerts;

/// <summary>
/// Hands the JSON of a mail to a program. Headers as in the Standard Webhooks specification: <c>webhook-id</c> (the same at
/// every repeat), <c>webhook-timestamp</c>, and <c>webhook-signature</c>: <c>v1,</c> and base64 of HMAC-SHA256 over
/// <c>id.timestamp.body</c>, keyed with the bytes of <c>webhook.secret</c>.
/// </summary>
/// <param name="post">Disposed with the transport.</param>
/// <param name="secret">Null for no signature.</param>
public sealed class WebhookTransport(GuardedPost post, string? secret, TimeProvider time) : IMailTransport
{
    /// <inheritdoc/>
    /// <remarks>
    /// A receiver that is away defers its own messages (<see cref="MailAnswer.Deferred"/>) and says nothing about mail to
    /// anybody else, so the answer is never <see cref="MailAnswer.Unavailable"/>.
    /// </remarks>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(mail.Recipient, UriKind.Absolute, out var address))
        {
            return new MailAnswer.Rejected(0, "The webhook is not a web address.");
        }

        var answer = await post.PostJsonAsync(address, Headers(mail.Message), mail.Message, cancellation).ConfigureAwait(false);
        return answer switch
        {
            { Refused: true } => new MailAnswer.Rejected(0, answer.Text),
            { Status: null } => new MailAnswer.Deferred(0, answer.Text),
            { Status: >= 200 and < 300 } => new MailAnswer.Accepted($"{answer.Status} {answer.Text}"),
            // Timeout, too early, too many: the receiver asks for another time.
            { Status: 408 or 425 or 429 or >= 500 } => new MailAnswer.Deferred(answer.Status.Value, answer.Text),
            _ => new MailAnswer.Rejected(answer.Status.Value, answer.Text),
        };
    }

    public ValueTask DisposeAsync()
    {
        post.Dispose();
        return ValueTask.CompletedTask;
    }

    private Dictionary<string, string> Headers(ReadOnlyMemory<byte> json)
    {
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = Id(json),
            ["webhook-timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (secret is not null)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. json.Span];
            headers["webhook-signature"] = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        }

        return headers;
    }

    private static string Id(ReadOnlyMemory<byte> json)
    {
        using var message = JsonDocument.Parse(json);
        return message.RootElement.GetProperty("id").GetString()!;
    }
}
