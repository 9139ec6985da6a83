using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using FeedWatch.Settings;

namespace FeedWatch.Alerts.Smtp;

/// <summary>A line to the mail server. What breaks it (time, network, TLS) comes back as <see cref="SmtpReply.Broken"/>.</summary>
internal sealed class SmtpConnection(SmtpSettings settings, SmtpTimeouts timeouts, TimeProvider time) : IAsyncDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private Stream _stream = Stream.Null;
    private SmtpReplyReader _reader = new(Stream.Null);

    private static SmtpReply Done { get; } = new(200, []);

    /// <summary>Whether the server has sent more than it was asked for.</summary>
    public bool HasUnreadBytes => _reader.HasUnreadBytes;

    public bool IsSecure => _stream is SslStream { IsAuthenticated: true };

    /// <summary>Who answered, for people: address and port.</summary>
    public string Peer => _socket.RemoteEndPoint?.ToString() ?? "";

    /// <summary>What was agreed with the server, for people: "Tls13".</summary>
    public string Security => _stream is SslStream tls ? tls.SslProtocol.ToString() : "no TLS";

    /// <summary>Our name for EHLO: an address literal, since few machines know a name that others can look up (RFC 5321 §4.1.4).</summary>
    public string LocalName => _socket.LocalEndPoint is IPEndPoint { Address: var address }
        ? address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork
            ? $"[{address.MapToIPv4()}]"
            : $"[IPv6:{new IPAddress(address.GetAddressBytes())}]"
        : "[127.0.0.1]";

    /// <summary>Opens the TCP connection.</summary>
    public Task<SmtpReply> ConnectAsync(CancellationToken cancellation) => GuardAsync(async token =>
    {
        await _socket.ConnectAsync(settings.Host!, settings.Port, token).ConfigureAwait(false);
        Use(new NetworkStream(_socket, ownsSocket: false));
        return Done;
    }, timeouts.Connect, "connect", cancellation);

    /// <summary>Puts TLS on the connection and verifies the server.</summary>
    public Task<SmtpReply> SecureAsync(CancellationToken cancellation) => GuardAsync(async token =>
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsClientAsync(ServerCertificate.Verify(settings.Host!, settings.CertificateAuthority), token)
            .ConfigureAwait(false);
        Use(tls);
        return Done;
    }, timeouts.Tls, "tls", cancellation);

    /// <summary>The next reply.</summary>
    public Task<SmtpReply> ReadReplyAsync(TimeSpan timeout, CancellationToken cancellation) =>
        GuardAsync(token => _reader.ReadAsync(token).AsTask(), timeout, "lost", cancellation);

    /// <summary>Sends one line and reads the reply.</summary>
    /// <param name="command">Without line end; it must not hold one.</param>
    public Task<SmtpReply> CommandAsync(string command, TimeSpan timeout, CancellationToken cancellation)
    {
        if (command.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException("A command is one line.", nameof(command));
        }

        return GuardAsync(async token =>
        {
            // UTF-8, never a cast to byte: U+760A must not become a line feed.
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), token).ConfigureAwait(false);
            return await _reader.ReadAsync(token).ConfigureAwait(false);
        }, timeout, "lost", cancellation);
    }

    /// <summary>Sends bytes as they are. The result only tells whether the link stood.</summary>
    public Task<SmtpReply> WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan timeout, CancellationToken cancellation) =>
        GuardAsync(async token =>
        {
            await _stream.WriteAsync(bytes, token).ConfigureAwait(false);
            await _stream.FlushAsync(token).ConfigureAwait(false);
            return Done;
        }, timeout, "lost", cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    /// <summary>A new stream begins with a new reader: what came unasked before TLS is not taken for the server's word.</summary>
    private void Use(Stream stream)
    {
        _stream = stream;
        _reader = new SmtpReplyReader(stream);
    }

    private async Task<SmtpReply> GuardAsync(
        Func<CancellationToken, Task<SmtpReply>> work, TimeSpan timeout, string broken, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SmtpReply.Broken("timeout", string.Create(CultureInfo.InvariantCulture, $"nothing within {timeout.TotalSeconds:0.###} s"));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData)
        {
            return SmtpReply.Broken("dns", e.Message);
        }
        catch (Exception e) when (e is AuthenticationException or CryptographicException or UnauthorizedAccessException)
        {
            return SmtpReply.Broken("tls", e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return SmtpReply.Broken(broken, e.Message);
        }
    }
}
