using System.Net.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace FeedWatch.Tests.Servers;

/// <summary>One connection to the <see cref="ScriptedSmtpServer"/>.</summary>
internal sealed partial class ScriptedSmtpConversation(ScriptedSmtpServer server, Stream stream, int number)
{
    private Stream _stream = stream;
    private readonly List<byte> _pending = [];
    private string? _sender;
    private string? _recipient;
    private string _parameters = "";
    private string? _user;
    private bool _isOver;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (server.ImplicitTls)
        {
            await SecureAsync(cancellation);
        }

        await AnswerAsync(SmtpMoment.Connect, "", () => "220 scripted.example.org ESMTP", cancellation);
        while (!_isOver && await ReadLineAsync(cancellation) is { } line)
        {
            server.Record(line);
            await CommandAsync(line, cancellation);
        }
    }

    private async Task CommandAsync(string line, CancellationToken cancellation)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                await AnswerAsync(SmtpMoment.Ehlo, line, Capabilities, cancellation);
                break;
            case "HELO":
                await AnswerAsync(SmtpMoment.Helo, line, () => "250 scripted.example.org", cancellation);
                break;
            case "STARTTLS":
                if (await AnswerAsync(SmtpMoment.StartTls, line, () => "220 go ahead" + server.InjectedAfterStartTls, cancellation))
                {
                    await SecureAsync(cancellation);
                }

                break;
            case "AUTH":
                await AuthenticateAsync(line, cancellation);
                break;
            case "MAIL":
                (_sender, _parameters) = Address(line);
                await AnswerAsync(SmtpMoment.Mail, line, () => "250 2.1.0 sender ok", cancellation);
                break;
            case "RCPT":
                (_recipient, _) = Address(line);
                await AnswerAsync(SmtpMoment.Rcpt, line, () => "250 2.1.5 recipient ok", cancellation);
                break;
            case "DATA":
                if (await AnswerAsync(SmtpMoment.Data, line, () => "354 end with a dot", cancellation))
                {
                    await MessageAsync(cancellation);
                }

                break;
            case "RSET":
                (_sender, _recipient) = (null, null);
                await AnswerAsync(SmtpMoment.Rset, line, () => "250 reset", cancellation);
                break;
            case "QUIT":
                await AnswerAsync(SmtpMoment.Quit, line, () => "221 bye", cancellation);
                _isOver = true;
                break;
            default:
                await AnswerAsync(SmtpMoment.Other, line, () => "500 what?", cancellation);
                break;
        }
    }

    private string Capabilities()
    {
        var lines = new List<string> { "scripted.example.org" };
        lines.AddRange(server.Extensions);
        if (server.Certificate is not null && _stream is not SslStream)
        {
            lines.Add("STARTTLS");
        }

        if (server.Mechanisms.Count > 0)
        {
            lines.Add("AUTH " + string.Join(' ', server.Mechanisms));
        }

        return string.Join("\r\n", lines.Select((line, i) => $"250{(i < lines.Count - 1 ? '-' : ' ')}{line}"));
    }

    private async Task AuthenticateAsync(string line, CancellationToken cancellation)
    {
        var words = line.Split(' ');
        string user, secret;
        switch (words[1])
        {
            case "PLAIN":
                var plain = Decode(words.Length > 2 ? words[2] : await AskAsync("334 ", cancellation)).Split('\0');
                (user, secret) = (plain[1], plain[2]);
                break;
            case "LOGIN":
                user = Decode(await AskAsync("334 VXNlcm5hbWU6", cancellation));
                secret = Decode(await AskAsync("334 UGFzc3dvcmQ6", cancellation));
                break;
            default:
                var fields = Decode(words[2]).Split('\u0001');
                (user, secret) = (fields[0]["user=".Length..], fields[1]["auth=Bearer ".Length..]);
                if (secret != server.Secret)
                {
                    await AskAsync("334 eyJzdGF0dXMiOiI0MDEifQ==", cancellation);
                }

                break;
        }

        var isRight = user == server.User && secret == server.Secret;
        if (await AnswerAsync(SmtpMoment.Auth, line, () => isRight ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password", cancellation))
        {
            _user = isRight ? user : null;
        }
    }

    private async Task<string> AskAsync(string challenge, CancellationToken cancellation)
    {
        await SendAsync(challenge, cancellation);
        return await ReadLineAsync(cancellation) ?? "";
    }

    private async Task MessageAsync(CancellationToken cancellation)
    {
        var message = new List<byte>();
        var isFirst = true;
        while (true)
        {
            if (await ReadBytesToCrLfAsync(cancellation) is not { } line)
            {
                _isOver = true;
                return;
            }

            if (line is [(byte)'.'])
            {
                break;
            }

            message.AddRange(line is [(byte)'.', ..] ? line[1..] : line);
            message.AddRange("\r\n"u8.ToArray());
            if (isFirst && server.FaultFor(Call(SmtpMoment.Body, "")) is { } fault)
            {
                await CommitAsync(fault, cancellation);
                if (_isOver)
                {
                    return;
                }
            }

            isFirst = false;
        }

        var mail = new ReceivedMail(number, _sender ?? "", _recipient ?? "", _parameters, [.. message], _user, _stream is SslStream);
        var end = server.FaultFor(Call(SmtpMoment.End, ""));
        if (end is null or SmtpFault.Waited or SmtpFault.Dropped { KeepsMail: true } or SmtpFault.Said { Text: ['2', ..] })
        {
            server.Keep(mail);
        }

        if (end is not null)
        {
            await CommitAsync(end, cancellation);
        }

        if (end is null or SmtpFault.Waited)
        {
            await SendAsync("250 2.0.0 taken", cancellation);
        }
    }

    /// <summary>The usual answer, or what the script wants. True when it was the usual one.</summary>
    private async Task<bool> AnswerAsync(SmtpMoment moment, string line, Func<string> usual, CancellationToken cancellation)
    {
        var fault = server.FaultFor(Call(moment, line));
        if (fault is not null)
        {
            await CommitAsync(fault, cancellation);
        }

        if (fault is null or SmtpFault.Waited)
        {
            await SendAsync(usual(), cancellation);
            return true;
        }

        return false;
    }

    private async Task CommitAsync(SmtpFault fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case SmtpFault.Dropped:
                _isOver = true;
                break;
            case SmtpFault.Hung:
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case SmtpFault.Waited waited:
                await Task.Delay(waited.Time, cancellation);
                break;
            case SmtpFault.Said said:
                await SendAsync(said.Text, cancellation);
                _isOver = said.ThenDrops;
                break;
        }
    }

    private SmtpCall Call(SmtpMoment moment, string line) => new(moment, number, line, _sender, _recipient);

    private async Task SecureAsync(CancellationToken cancellation)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, cancellation);
        _stream = tls;
        _pending.Clear();
    }

    private async Task SendAsync(string text, CancellationToken cancellation)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancellation);
        await _stream.FlushAsync(cancellation);
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        await ReadBytesToCrLfAsync(cancellation) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Only CRLF ends a line, as the standard has it; anything else is counted.</summary>
    private async Task<byte[]?> ReadBytesToCrLfAsync(CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        var searched = 0;
        while (true)
        {
            for (var i = searched; i < _pending.Count; i++)
            {
                if (_pending[i] != (byte)'\n' || i == 0 || _pending[i - 1] != (byte)'\r')
                {
                    continue;
                }

                var line = _pending.GetRange(0, i - 1).ToArray();
                _pending.RemoveRange(0, i + 1);
                server.BareLineEnds += line.Contains((byte)'\r') || line.Contains((byte)'\n') ? 1 : 0;
                return line;
            }

            searched = Math.Max(0, _pending.Count - 1);
            var read = await _stream.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                return null;
            }

            _pending.AddRange(buffer.AsSpan(0, read));
        }
    }

    private static (string Address, string Parameters) Address(string line)
    {
        var match = AddressPattern().Match(line);
        return (match.Groups[1].Value, match.Groups[2].Value.Trim());
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    [GeneratedRegex("<(.*)>(.*)$")]
    private static partial Regex AddressPattern();
}
