using FeedWatch.Alerts.Mime;
using FeedWatch.Settings;

namespace FeedWatch.Alerts;

/// <summary>What makes a rendered mail one particular mail.</summary>
/// <param name="Recipient">Who gets it.</param>
/// <param name="MessageId">From <see cref="Mime.MessageId.For"/>, so that a repeat has the same.</param>
/// <param name="Date">When it was made, in the zone that its reader knows.</param>
public sealed record MailIdentity(Mailbox Recipient, string MessageId, DateTimeOffset Date)
{
    /// <summary>Message-IDs of the conversation, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The watchlist; null for mail to operators.</summary>
    public MailingList? List { get; init; }
}

/// <summary>Freezes a rendered mail into the bytes that are stored and sent.</summary>
public sealed class MailWriter
{
    private readonly Mailbox _from;
    private readonly Mailbox? _replyTo;

    /// <param name="settings">Validated: its addresses are addresses.</param>
    public MailWriter(SmtpSettings settings)
    {
        _from = Mailbox.Parse(settings.From) ?? throw new ArgumentException("smtp.from is not a mail address.", nameof(settings));
        _replyTo = settings.ReplyTo is null ? null : Mailbox.Parse(settings.ReplyTo);
        Sender = settings.ReturnPath is { } path && Mailbox.Parse(path) is { } mailbox ? mailbox.Address : _from.Address;
    }

    /// <summary>The envelope sender, where bounces go.</summary>
    public string Sender { get; }

    /// <summary>Domain of the sender, for Message-IDs.</summary>
    public string Host => _from.Domain;

    public OutgoingMail Write(RenderedMail mail, MailIdentity identity)
    {
        var headers = new MailHeaders
        {
            MessageId = identity.MessageId,
            Date = identity.Date,
            From = _from,
            To = identity.Recipient,
            ReplyTo = _replyTo,
            Subject = mail.Subject,
            References = identity.References,
            List = identity.List,
        };
        return new OutgoingMail(Sender, identity.Recipient.Address, MimeMessageWriter.Write(headers, mail.Text, mail.Html));
    }
}
