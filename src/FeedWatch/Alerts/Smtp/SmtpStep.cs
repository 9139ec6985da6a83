namespace FeedWatch.Alerts.Smtp;

/// <summary>A step of the dialogue with the mail server, for people who look for the one that fails.</summary>
/// <param name="Name"><c>connect</c>, <c>tls</c>, <c>greeting</c>, <c>ehlo</c>, <c>starttls</c>, <c>auth</c>, <c>mail</c>,
/// <c>rcpt</c>, <c>data</c>, <c>message</c>.</param>
/// <param name="Succeeded">Whether the dialogue could go on.</param>
/// <param name="Detail">The server's words, or what happened to the link. Never what we sent.</param>
/// <param name="Took">From our line to the answer.</param>
public sealed record SmtpStep(string Name, bool Succeeded, string Detail, TimeSpan Took);
