namespace FeedWatch.Alerts;

/// <summary>Mail addresses get mail, web addresses get a POST: one outbox for both.</summary>
public sealed class ChannelTransport(IMailTransport mailServer, IMailTransport webhook) : IMailTransport
{
    /// <inheritdoc/>
    public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation) =>
        (WebhookMessage.IsWebhook(mail.Recipient) ? webhook : mailServer).SendAsync(mail, cancellation);

    public async ValueTask DisposeAsync()
    {
        await mailServer.DisposeAsync().ConfigureAwait(false);
        await webhook.DisposeAsync().ConfigureAwait(false);
    }
}
