using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FeedWatch.Durability.Tests.World;

/// <summary>
/// Stands between the program and Postgres and does what networks do: delays, cuts, resets, and, worst of all, loses the answer to a COMMIT that
/// the server has carried out. It reads the client's messages (PostgreSQL protocol 3.0: a type byte, a length, a body) so that a cut can be
/// placed before the n-th of them.
/// </summary>
public sealed class ChaosProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<int, (Socket Client, Socket Server)> _links = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _server;
    private readonly Task _accepting;
    private int _connections;
    private int _messages;
    private int _commitAnswersToLose;

    /// <param name="connectionString">Of a server on a Unix socket.</param>
    public ChaosProxy(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        _server = parts.Host!.StartsWith('/') ? new UnixDomainSocketEndPoint($"{parts.Host}/.s.PGSQL.{parts.Port}") : new DnsEndPoint(parts.Host, parts.Port);
        _listener.Start();
        parts.Host = "127.0.0.1";
        parts.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        parts.SslMode = SslMode.Disable;
        parts.GssEncryptionMode = GssEncryptionMode.Disable;
        parts.Timeout = 5;
        ConnectionString = parts.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>The way through this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Messages of clients so far.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Each chunk waits this long, both ways.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The link that brings this message (from 1) is reset before the server sees it; 0 for none.</summary>
    public int ResetAtMessage { get; set; }

    /// <summary>The server does see the message of <see cref="ResetAtMessage"/>; only its answer is lost.</summary>
    public bool CarriesOut { get; set; }

    /// <summary>Answers to COMMIT that were lost so far.</summary>
    public int LostCommitAnswers { get; private set; }

    /// <summary>The next COMMIT is carried out, but its answer is lost and the link reset.</summary>
    public void LoseNextCommitAnswer() => Volatile.Write(ref _commitAnswersToLose, 1);

    /// <summary>Ends all links in order (FIN).</summary>
    public void CutAll()
    {
        foreach (var (client, server) in _links.Values)
        {
            client.Dispose();
            server.Dispose();
        }
    }

    /// <summary>Breaks all links (RST).</summary>
    public void ResetAll()
    {
        foreach (var link in _links.Values)
        {
            Reset(link);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        _stop.Dispose();
    }

    private static void Reset((Socket Client, Socket Server) link)
    {
        try
        {
            link.Client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }

        link.Client.Dispose();
        link.Server.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(_server.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.IP);
        var number = Interlocked.Increment(ref _connections);
        _links[number] = (client, server);
        try
        {
            await server.ConnectAsync(_server, _stop.Token);
            var link = new Link(client, server);
            await Task.WhenAny(ForwardMessagesAsync(link), ForwardAnswersAsync(link));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
            // The server is down, or we are.
        }
        finally
        {
            _links.TryRemove(number, out _);
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task ForwardMessagesAsync(Link link)
    {
        await using var from = new NetworkStream(link.Client);
        await ForwardMessageAsync(from, link, hasType: false);
        while (true)
        {
            await ForwardMessageAsync(from, link, hasType: true);
        }
    }

    private async Task ForwardMessageAsync(NetworkStream from, Link link, bool hasType)
    {
        var head = new byte[hasType ? 5 : 4];
        await from.ReadExactlyAsync(head, _stop.Token);
        var message = new byte[head.Length - 4 + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(head.Length - 4))];
        head.CopyTo(message, 0);
        await from.ReadExactlyAsync(message.AsMemory(head.Length), _stop.Token);
        var isTheOne = Interlocked.Increment(ref _messages) == ResetAtMessage;
        link.LosesAnswer |= isTheOne && CarriesOut;
        if (isTheOne && !CarriesOut)
        {
            Reset((link.Client, link.Server));
            return;
        }

        if (hasType && message[0] == 'Q' && message.AsSpan(5).StartsWith("COMMIT"u8) && Interlocked.Exchange(ref _commitAnswersToLose, 0) == 1)
        {
            link.LosesAnswer = true;
        }

        await DelayAsync();
        await link.Server.SendAsync(message, _stop.Token);
    }

    private async Task ForwardAnswersAsync(Link link)
    {
        var buffer = new byte[64 * 1024];
        while (await link.Server.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (link.LosesAnswer)
            {
                LostCommitAnswers++;
                Reset((link.Client, link.Server));
                return;
            }

            await DelayAsync();
            await link.Client.SendAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    private Task DelayAsync() => Latency > TimeSpan.Zero ? Task.Delay(Latency, _stop.Token) : Task.CompletedTask;

    private sealed class Link(Socket client, Socket server)
    {
        public Socket Client { get; } = client;
        public Socket Server { get; } = server;
        public volatile bool LosesAnswer;
    }
}
