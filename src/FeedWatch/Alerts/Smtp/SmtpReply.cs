using FeedWatch.Alerts.Mime;

namespace FeedWatch.Alerts.Smtp;

/// <summary>What came back for a command: a reply of the server, or the reason why there is none.</summary>
/// <param name="Code">The three digits, or 0 when the link failed.</param>
/// <param name="Lines">The text of each line, cleaned of control characters.</param>
/// <param name="Failure">Why there is no reply, a code of <see cref="MailAnswer.Unavailable"/>; null for a real reply.</param>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines, string? Failure = null)
{
    /// <summary>All lines as one, at most 500 characters.</summary>
    public string Text => HeaderText.Shorten(string.Join(' ', Lines).Trim(), 500);

    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsIntermediate => Code is >= 300 and < 400;

    public bool IsTransient => Code is >= 400 and < 500;

    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>There is no use in a further command: the link failed, or the server closes it (421 may come at any time).</summary>
    public bool EndsConnection => Failure is not null || Code == 421;

    public static SmtpReply Broken(string failure, string text) => new(0, [text], failure);

    /// <summary>The answer when this reply came before a mail was under way: it says nothing about any mail.</summary>
    /// <param name="phase">Where it came, for people.</param>
    /// <param name="refused">The code when the server says no for good.</param>
    public MailAnswer.Unavailable ToUnavailable(string phase, string refused = "protocol") =>
        new(Failure ?? (IsTransient ? "busy" : refused), $"{phase}: {this}");

    /// <summary>The answer when this reply refused a mail: the first digit decides (RFC 5321 §4.2.1).</summary>
    public MailAnswer ToRefusal(string phase) => this switch
    {
        // 530, 534, 535, 538: the server wants a login (or another one) before any mail. The mail is not to blame.
        { Code: 530 or 534 or 535 or 538 } => new MailAnswer.Unavailable("auth", $"{phase}: {this}"),
        { IsTransient: true } => new MailAnswer.Deferred(Code, $"{phase}: {Text}"),
        { IsPermanent: true } => new MailAnswer.Rejected(Code, $"{phase}: {Text}"),
        { Failure: not null } => new MailAnswer.BrokenOff($"{phase}: {this}"),
        _ => new MailAnswer.BrokenOff($"{phase}: unexpected {this}"),
    };

    public override string ToString() => Code == 0 ? Text : $"{Code} {Text}".TrimEnd();
}
