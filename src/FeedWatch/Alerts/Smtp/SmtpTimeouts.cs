namespace FeedWatch.Alerts.Smtp;

/// <summary>How long each phase may take. The defaults are the least that RFC 5321 §4.5.3.2 asks a client to wait.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Name lookup and TCP connection (the RFC leaves this to the client).</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The TLS handshake.</summary>
    public TimeSpan Tls { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The greeting after the connection.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>EHLO, STARTTLS, AUTH, MAIL, RCPT, each.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The 354 after DATA.</summary>
    public TimeSpan DataStart { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Each block of the message.</summary>
    public TimeSpan DataBlock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The answer to the final dot: too short a wait here makes duplicates.</summary>
    public TimeSpan DataEnd { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>RSET and QUIT: only courtesy, or a question whether the link still lives.</summary>
    public TimeSpan Courtesy { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an unused connection is kept for the next mail.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stop still waits for the answer to the final dot.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);
}
