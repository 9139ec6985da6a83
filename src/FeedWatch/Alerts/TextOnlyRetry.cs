using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts;

/// <summary>A mail that is refused for its size or content (552, 554) goes out once more as text alone, with the same Message-ID.</summary>
public sealed class TextOnlyRetry(IMailTransport transport) : IMailTransport
{
    /// <inheritdoc/>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var answer = await transport.SendAsync(mail, cancellation).ConfigureAwait(false);
        return answer is MailAnswer.Rejected { Code: 552 or 554 } && TextOnlyMessage.From(mail.Message.Span) is { } text
            ? await transport.SendAsync(mail with { Message = text }, cancellation).ConfigureAwait(false)
            : answer;
    }

    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
