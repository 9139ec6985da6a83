using FeedWatch.Settings;

namespace FeedWatch.Alerts.Smtp;

/// <summary>One connection's life: greeting, EHLO, TLS, login, then one transaction after the other.</summary>
internal sealed class SmtpSession(SmtpSettings settings, SmtpTimeouts timeouts, TimeProvider time) : IAsyncDisposable
{
    private const int BlockSize = 16 * 1024;

    private readonly SmtpConnection _connection = new(settings, timeouts, time);
    private readonly List<SmtpStep> _steps = [];
    private SmtpExtensions _extensions = SmtpExtensions.None;

    /// <summary>What has been said so far.</summary>
    public IReadOnlyList<SmtpStep> Steps => _steps;

    /// <summary>Whether a further transaction may be tried on this connection.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>From the connection to the login.</summary>
    /// <returns>Null when mail may be sent, else why not.</returns>
    public async Task<MailAnswer.Unavailable?> OpenAsync(CancellationToken cancellation)
    {
        var refusal = await GreetAsync(cancellation).ConfigureAwait(false)
            ?? (settings.Security == SmtpSecurity.StartTls ? await StartTlsAsync(cancellation).ConfigureAwait(false) : null)
            ?? (SmtpAuthentication.IsWanted(settings) ? await LoginAsync(cancellation).ConfigureAwait(false) : null);
        IsOpen = refusal is null;
        return refusal;
    }

    /// <summary>Asks with RSET whether the other side is still there, and clears what an earlier transaction left.</summary>
    public async Task<bool> ResetAsync(CancellationToken cancellation)
    {
        _steps.Clear();
        var reply = await _connection.CommandAsync("RSET", timeouts.Courtesy, cancellation).ConfigureAwait(false);
        return IsOpen = reply.IsPositive;
    }

    /// <summary>One transaction. A cancellation before the final dot breaks it off, after it there is a moment's grace.</summary>
    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var envelope = SmtpEnvelope.For(mail, _extensions);
        if (envelope.Refusal is { } refusal)
        {
            return refusal;
        }

        var reply = await AskAsync("mail", envelope.Mail, timeouts.Command, cancellation).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            return reply.ToRefusal("MAIL");
        }

        CrashPoints.Reach("smtp.mail-from");

        // 251 and 252 (will forward, cannot verify) are a yes as well.
        reply = await AskAsync("rcpt", envelope.Recipient, timeouts.Command, cancellation).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            // For RCPT, 552 means what 452 means (RFC 5321 §4.5.3.1.10).
            return reply.Code == 552 ? new MailAnswer.Deferred(552, $"RCPT: {reply.Text}") : reply.ToRefusal("RCPT");
        }

        CrashPoints.Reach("smtp.recipient");
        reply = await AskAsync("data", "DATA", timeouts.DataStart, cancellation).ConfigureAwait(false);
        if (!reply.IsIntermediate)
        {
            // After a 2xx here nobody knows what the server takes the next line for: end the connection.
            IsOpen = !reply.IsPositive && IsOpen;
            return reply.ToRefusal("DATA");
        }

        CrashPoints.Reach("smtp.data-begun");
        return await WriteBodyAsync(mail.Message, cancellation).ConfigureAwait(false) ?? await EndDataAsync(cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsOpen)
        {
            IsOpen = false;
            await _connection.CommandAsync("QUIT", timeouts.Courtesy, CancellationToken.None).ConfigureAwait(false);
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<MailAnswer.Unavailable?> GreetAsync(CancellationToken cancellation)
    {
        var reply = await StepAsync("connect", () => _connection.ConnectAsync(cancellation)).ConfigureAwait(false);
        if (reply.IsPositive && settings.Security == SmtpSecurity.Tls)
        {
            reply = await StepAsync("tls", () => _connection.SecureAsync(cancellation)).ConfigureAwait(false);
        }

        if (!reply.IsPositive)
        {
            return reply.ToUnavailable("connect");
        }

        reply = await StepAsync("greeting", () => _connection.ReadReplyAsync(timeouts.Greeting, cancellation)).ConfigureAwait(false);
        return reply.IsPositive
            ? await HelloAsync(cancellation).ConfigureAwait(false)
            : reply.ToUnavailable("greeting", refused: "connect");
    }

    private async Task<MailAnswer.Unavailable?> HelloAsync(CancellationToken cancellation)
    {
        var reply = await AskAsync("ehlo", $"EHLO {_connection.LocalName}", timeouts.Command, cancellation).ConfigureAwait(false);
        _extensions = SmtpExtensions.Parse(reply);
        if (reply.IsPermanent && settings.Security == SmtpSecurity.None)
        {
            // A server from before 1995; without extensions there is neither TLS nor login, so it only does unprotected.
            reply = await AskAsync("helo", $"HELO {_connection.LocalName}", timeouts.Command, cancellation).ConfigureAwait(false);
            _extensions = SmtpExtensions.None;
        }

        return reply.IsPositive ? null : reply.ToUnavailable("EHLO");
    }

    /// <summary>STARTTLS (RFC 3207). Asked for is required: a server that does not offer it, or somebody in between, gets no mail.</summary>
    private async Task<MailAnswer.Unavailable?> StartTlsAsync(CancellationToken cancellation)
    {
        if (!_extensions.StartTls)
        {
            const string missing = "the server does not offer STARTTLS, which smtp.security asks for: nothing was sent";
            _steps.Add(new SmtpStep("starttls", false, missing, TimeSpan.Zero));
            return new MailAnswer.Unavailable("tls", missing);
        }

        var reply = await AskAsync("starttls", "STARTTLS", timeouts.Command, cancellation).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            return reply.ToUnavailable("STARTTLS", refused: "tls");
        }

        reply = await StepAsync("tls", () => _connection.HasUnreadBytes
            ? Task.FromResult(SmtpReply.Broken("tls", "something was sent in the clear after the answer to STARTTLS: somebody may be in between"))
            : _connection.SecureAsync(cancellation)).ConfigureAwait(false);

        // What was said before TLS does not count: ask again what the server offers.
        return reply.IsPositive ? await HelloAsync(cancellation).ConfigureAwait(false) : reply.ToUnavailable("TLS");
    }

    private async Task<MailAnswer.Unavailable?> LoginAsync(CancellationToken cancellation)
    {
        var reply = await StepAsync("auth", () =>
            SmtpAuthentication.LoginAsync(_connection, settings, _extensions, timeouts.Command, cancellation)).ConfigureAwait(false);
        return reply.IsPositive ? null : reply.ToUnavailable("AUTH", refused: "auth");
    }

    /// <summary>Null when all of the message but the final dot is on its way.</summary>
    private async Task<MailAnswer?> WriteBodyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var stuffed = DotStuffing.Apply(message.Span);
        IsOpen = false;
        for (var sent = 0; sent < stuffed.Length; sent += BlockSize)
        {
            var block = stuffed.Slice(sent, Math.Min(BlockSize, stuffed.Length - sent));
            var written = await _connection.WriteAsync(block, timeouts.DataBlock, cancellation).ConfigureAwait(false);
            if (written.Failure is not null)
            {
                // A server that has had enough in the middle says so before it hangs up; that is about this mail, not about the link.
                var last = await StepAsync("message", () => _connection.ReadReplyAsync(timeouts.Courtesy, cancellation)).ConfigureAwait(false);
                return last.Code >= 400 ? last.ToRefusal("DATA") : written.ToRefusal("inside the message");
            }
        }

        IsOpen = true;
        return null;
    }

    /// <summary>The final dot. From its first byte on the mail may have arrived, so a missing answer is a doubt and not a failure.</summary>
    private async Task<MailAnswer> EndDataAsync(CancellationToken cancellation)
    {
        using var stop = new CancellationTokenSource();
        await using var grace = cancellation.Register(() => stop.CancelAfter(timeouts.StopGrace)).ConfigureAwait(false);
        try
        {
            var reply = await StepAsync("message", async () =>
            {
                CrashPoints.Reach("smtp.text-sent");
                var written = await _connection.WriteAsync(".\r\n"u8.ToArray(), timeouts.DataBlock, stop.Token).ConfigureAwait(false);
                CrashPoints.Reach("smtp.data-ended");
                return written.IsPositive ? await _connection.ReadReplyAsync(timeouts.DataEnd, stop.Token).ConfigureAwait(false) : written;
            }).ConfigureAwait(false);
            if (reply.IsPositive)
            {
                CrashPoints.Reach("smtp.accepted");
                return new MailAnswer.Accepted(reply.ToString());
            }

            // A reply that is neither yes nor no leaves the same doubt as none.
            IsOpen = IsOpen && !reply.IsIntermediate;
            return reply.Failure is not null || reply.IsIntermediate
                ? new MailAnswer.InDoubt($"after the end of the message: {reply}")
                : reply.ToRefusal("message");
        }
        catch (OperationCanceledException)
        {
            return new MailAnswer.InDoubt("stopped before the server answered to the end of the message");
        }
    }

    private Task<SmtpReply> AskAsync(string step, string command, TimeSpan timeout, CancellationToken cancellation) =>
        StepAsync(step, () => _connection.CommandAsync(command, timeout, cancellation));

    private async Task<SmtpReply> StepAsync(string name, Func<Task<SmtpReply>> ask)
    {
        // Closed while a question is open: whoever is cancelled here leaves a link on which nothing more makes sense.
        var (wasOpen, start) = (IsOpen, time.GetTimestamp());
        IsOpen = false;
        var reply = await ask().ConfigureAwait(false);
        var detail = (name, reply.IsPositive) switch
        {
            ("connect", true) => _connection.Peer,
            ("tls", true) => _connection.Security,
            _ => reply.ToString(),
        };
        _steps.Add(new SmtpStep(name, reply.Code is >= 200 and < 400, detail, time.GetElapsedTime(start)));
        IsOpen = wasOpen && !reply.EndsConnection;
        return reply;
    }
}
