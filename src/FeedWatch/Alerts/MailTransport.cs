namespace FeedWatch.Alerts;

/// <summary>A mail as it goes over the wire: one recipient, rendered and frozen.</summary>
/// <param name="Sender">Envelope sender (RFC 5321 reverse-path), without angle brackets.</param>
/// <param name="Recipient">Envelope recipient.</param>
/// <param name="Message">The whole message (RFC 5322), CRLF line ends, not dot-stuffed.</param>
public sealed record OutgoingMail(string Sender, string Recipient, ReadOnlyMemory<byte> Message);

/// <summary>What the mail server said. The only thing the outbox knows about mail servers.</summary>
public abstract record MailAnswer
{
    private MailAnswer()
    {
    }

    /// <summary>Handed over: 250 after the final dot.</summary>
    public sealed record Accepted(string Text) : MailAnswer;

    /// <summary>This mail later (4xx): the attempt counts.</summary>
    public sealed record Deferred(int Code, string Text) : MailAnswer;

    /// <summary>This mail never (5xx).</summary>
    public sealed record Rejected(int Code, string Text) : MailAnswer;

    /// <summary>The server cannot be reached, or does not let us in: says nothing about the mail, no attempt counts.</summary>
    /// <param name="Code">Typed: <c>connect</c>, <c>tls</c>, <c>auth</c>, <c>dns</c>, <c>timeout</c>, <c>protocol</c>, <c>lost</c>,
    /// <c>busy</c> (the server asks to come again before any mail was under way).</param>
    public sealed record Unavailable(string Code, string Text) : MailAnswer;

    /// <summary>
    /// The link broke inside the mail, or what came back made no sense, before its end: nothing has arrived. It may be the link or the
    /// mail (something on the way that hangs up on what it sees), so the attempt counts, and the next mail has its turn.
    /// </summary>
    public sealed record BrokenOff(string Text) : MailAnswer;

    /// <summary>The link broke between the end of DATA and the answer: it may have arrived.</summary>
    public sealed record InDoubt(string Text) : MailAnswer;
}

/// <summary>Send this message, tell me the server's answer.</summary>
public interface IMailTransport : IAsyncDisposable
{
    /// <summary>Never throws for what a server does; only when <paramref name="cancellation"/> asks to stop.</summary>
    Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation);
}
