using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FeedWatch.Tests.Servers;

/// <summary>An HTTP/1.1 server on loopback whose every byte is the test's: it reads request heads and lets a script answer.</summary>
public sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<ScriptedExchange, Task> _script;
    private readonly X509Certificate2? _certificate;
    private readonly SslProtocols _protocols;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ScriptedExchange> _exchanges = new();
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="script">Answers one request; what it throws ends the connection.</param>
    public ScriptedHttpServer(Func<ScriptedExchange, Task> script, X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        _script = script;
        _certificate = certificate;
        _protocols = protocols;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests so far, in order.</summary>
    public IReadOnlyList<ScriptedExchange> Requests => [.. _exchanges];

    public string Url(string path = "/feed") => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}{path}";

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _clients.Add(client);
                var number = Interlocked.Increment(ref _connections);
                _ = ServeAsync(client, number);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, int connection)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                if (_certificate is not null) stream = await SecureAsync(stream);
                while (await ScriptedExchange.ReadAsync(stream, client.Client, connection, _exchanges.Count + 1, _stop.Token) is { } exchange)
                {
                    _exchanges.Enqueue(exchange);
                    await _script(exchange);
                    if (exchange.IsClosed) return;
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
            {
                // The client went away, or the script cut it off: both are what tests here are about.
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, EnabledSslProtocols = _protocols }, _stop.Token);
        return secure;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var client in _clients) client.Dispose();
        _stop.Dispose();
    }
}

/// <summary>One request and the means to answer it.</summary>
public sealed class ScriptedExchange
{
    private readonly Stream _stream;
    private readonly Socket _socket;

    private ScriptedExchange(Stream stream, Socket socket, int connection, int number, string head, CancellationToken stopped)
    {
        _stream = stream;
        _socket = socket;
        Connection = connection;
        Number = number;
        Head = head;
        Stopped = stopped;
    }

    /// <summary>Number of the connection and of the request at this server, from 1.</summary>
    public int Connection { get; }
    public int Number { get; }

    /// <summary>The request head, octets as Latin-1.</summary>
    public string Head { get; }

    /// <summary>The server is going down.</summary>
    public CancellationToken Stopped { get; }
    public bool IsClosed { get; private set; }

    /// <summary>The request target: path and query.</summary>
    public string Target => Head.Split(' ')[1];

    /// <summary>A header of the request, or null.</summary>
    public string? this[string name] => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    public static async Task<ScriptedExchange?> ReadAsync(Stream stream, Socket socket, int connection, int number, CancellationToken stopped)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, stopped) == 0) return null;
            head.Add(one[0]);
        }

        return new ScriptedExchange(stream, socket, connection, number, Encoding.Latin1.GetString([.. head]), stopped);
    }

    /// <summary>Sends exactly these octets.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes, Stopped);
        await _stream.FlushAsync(Stopped);
    }

    /// <summary>Sends exactly this, as Latin-1.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>A well-formed answer.</summary>
    /// <param name="headers">Lines without their end.</param>
    public Task AnswerAsync(int status, string body = "", params string[] headers) => AnswerAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public async Task AnswerAsync(int status, byte[] body, params string[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} Whatever\r\n");
        foreach (var header in headers) head.Append(header).Append("\r\n");
        if (status != 304) head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        await SendAsync(head.Append("\r\n").ToString());
        if (body.Length > 0) await SendAsync(body);
    }

    /// <summary>Ends the connection in order (FIN).</summary>
    public void Close()
    {
        IsClosed = true;
        _stream.Dispose();
    }

    /// <summary>Breaks the connection (RST).</summary>
    public void Reset()
    {
        IsClosed = true;
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Says nothing more.</summary>
    public Task StallAsync() => Task.Delay(Timeout.Infinite, Stopped);
}
