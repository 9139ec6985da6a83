namespace FeedWatch.Alerts.Mime;

/// <summary>What the head of a mail says. Texts may come from feeds: they are cleaned where they are written.</summary>
public sealed record MailHeaders
{
    /// <summary>With its angle brackets, see <see cref="Mime.MessageId"/>.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    public Mailbox? ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>Message-IDs of the conversation, oldest first; the last one is the mail that this one replies to.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The watchlist as a mailing list (RFC 2919), or null for mail that is from no list.</summary>
    public MailingList? List { get; init; }
}

/// <summary>What mail programs sort and unsubscribe by.</summary>
/// <param name="Label">Identity of the watchlist; letters, digits, dots and hyphens of it make the List-Id.</param>
/// <param name="Name">For people.</param>
/// <param name="Unsubscribe">A page that asks at GET and acts at POST (RFC 8058), or null.</param>
public sealed record MailingList(string Label, string Name, Uri? Unsubscribe);
