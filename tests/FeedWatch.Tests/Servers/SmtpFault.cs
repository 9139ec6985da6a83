namespace FeedWatch.Tests.Servers;

/// <summary>A moment in the life of a connection at which the server can misbehave.</summary>
public enum SmtpMoment
{
    /// <summary>Before the greeting.</summary>
    Connect,
    Ehlo,
    Helo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,

    /// <summary>In the middle of the message, after its first line.</summary>
    Body,

    /// <summary>After the final dot, before the answer.</summary>
    End,
    Rset,
    Quit,
    Other,
}

/// <summary>What the server does instead of its duty.</summary>
public abstract record SmtpFault
{
    /// <summary>Closes the connection. At <see cref="SmtpMoment.End"/> the mail is not kept.</summary>
    public static SmtpFault Drop { get; } = new Dropped(KeepsMail: false);

    /// <summary>At <see cref="SmtpMoment.End"/>: keeps the mail and closes the connection without an answer.</summary>
    public static SmtpFault KeepAndDrop { get; } = new Dropped(KeepsMail: true);

    /// <summary>Says nothing more, the connection stays open.</summary>
    public static SmtpFault Hang { get; } = new Hung();

    /// <summary>Sends this, as it is, plus CRLF. At <see cref="SmtpMoment.End"/> a text that starts with 2 keeps the mail.</summary>
    public static SmtpFault Say(string text) => new Said(text, ThenDrops: false);

    public static SmtpFault SayAndDrop(string text) => new Said(text, ThenDrops: true);

    /// <summary>Does its duty, later.</summary>
    public static SmtpFault Wait(TimeSpan time) => new Waited(time);

    internal sealed record Dropped(bool KeepsMail) : SmtpFault;

    internal sealed record Hung : SmtpFault;

    internal sealed record Said(string Text, bool ThenDrops) : SmtpFault;

    internal sealed record Waited(TimeSpan Time) : SmtpFault;
}

/// <summary>Where a connection stands when the script is asked.</summary>
/// <param name="Connection">Number of the connection, from 1.</param>
/// <param name="Line">What the client said.</param>
public sealed record SmtpCall(SmtpMoment Moment, int Connection, string Line, string? Sender, string? Recipient);

/// <summary>A mail that the server took.</summary>
/// <param name="Parameters">What stood behind the addresses in MAIL and RCPT.</param>
/// <param name="Message">As sent, dots unstuffed.</param>
/// <param name="User">Who was logged in.</param>
public sealed record ReceivedMail(
    int Connection, string Sender, string Recipient, string Parameters, byte[] Message, string? User, bool WasSecure)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Message);

    /// <summary>The value of a header field, unfolded.</summary>
    public string? Header(string name) => Text.Split("\r\n\r\n")[0].Replace("\r\n ", " ").Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
