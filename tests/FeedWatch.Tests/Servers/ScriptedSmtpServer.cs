using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace FeedWatch.Tests.Servers;

/// <summary>
/// A mail server on loopback that keeps every mail it takes, and misbehaves where its script says so.
/// <code>
/// await using var server = ScriptedSmtpServer.Start();
/// server.Once(SmtpMoment.End, SmtpFault.KeepAndDrop);
/// server.On(SmtpMoment.Rcpt, call => call.Recipient == "bad@example.org" ? SmtpFault.Say("550 no such user") : null);
/// </code>
/// </summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(SmtpMoment Moment, SmtpFault Fault)> _once = new();
    private readonly ConcurrentDictionary<SmtpMoment, Func<SmtpCall, SmtpFault?>> _always = new();
    private readonly ConcurrentDictionary<int, TcpClient> _clients = new();
    private readonly ConcurrentQueue<ReceivedMail> _accepted = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private TcpListener _listener;
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    private ScriptedSmtpServer(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        Resume();
    }

    public int Port { get; private set; }

    /// <summary>With a certificate STARTTLS is offered, unless <see cref="ImplicitTls"/>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TLS from the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>SASL mechanisms, for example <c>PLAIN</c>; none means that AUTH is not offered.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    public string User { get; init; } = "feedwatch";

    /// <summary>Password, or access token for XOAUTH2.</summary>
    public string Secret { get; init; } = "correct horse";

    /// <summary>Further lines of the answer to EHLO.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "8BITMIME", "SMTPUTF8"];

    internal string InjectedAfterStartTls { get; init; } = "";

    /// <summary>Every mail taken, in order.</summary>
    public IReadOnlyList<ReceivedMail> Accepted => [.. _accepted];

    /// <summary>Every command line received, over all connections (not the messages).</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Connections so far.</summary>
    public int Connections => _connections;

    /// <summary>Messages that had a CR or LF alone.</summary>
    public int BareLineEnds { get; internal set; }

    public static ScriptedSmtpServer Start(int port = 0) => new(port);

    /// <summary>A server that offers just these extensions.</summary>
    public static ScriptedSmtpServer StartWith(params string[] extensions) => new(0) { Extensions = extensions };

    /// <summary>A server that speaks TLS.</summary>
    /// <param name="injectedAfterStartTls">Sent in one write with the answer to STARTTLS, as somebody in between would.</param>
    public static ScriptedSmtpServer StartSecure(
        X509Certificate2 certificate, bool implicitTls = false, string injectedAfterStartTls = "", params string[] mechanisms) =>
        new(0) { Certificate = certificate, ImplicitTls = implicitTls, InjectedAfterStartTls = injectedAfterStartTls, Mechanisms = mechanisms };

    /// <summary>At the next such moment, on whichever connection.</summary>
    public void Once(SmtpMoment moment, SmtpFault fault) => _once.Enqueue((moment, fault));

    /// <summary>At every such moment; null from the function means business as usual.</summary>
    public void On(SmtpMoment moment, Func<SmtpCall, SmtpFault?> fault) => _always[moment] = fault;

    /// <summary>The server goes down: connections break, new ones are refused.</summary>
    public async Task PauseAsync()
    {
        _listener.Stop();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _accepting;
    }

    /// <summary>The server comes up again, on the same port.</summary>
    public void Resume()
    {
        if (Port != 0)
        {
            _listener = new TcpListener(IPAddress.Loopback, Port);
        }

        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await PauseAsync();
        _stop.Dispose();
    }

    internal SmtpFault? FaultFor(SmtpCall call)
    {
        if (_once.TryPeek(out var next) && next.Moment == call.Moment && _once.TryDequeue(out next))
        {
            return next.Fault;
        }

        return _always.TryGetValue(call.Moment, out var fault) ? fault(call) : null;
    }

    internal void Record(string line) => _lines.Enqueue(line);

    internal void Keep(ReceivedMail mail) => _accepted.Enqueue(mail);

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_stop.Token);
                var number = Interlocked.Increment(ref _connections);
                _clients[number] = client;
                _ = ServeAsync(client, number);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Paused or disposed.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        try
        {
            client.NoDelay = true;
            await new ScriptedSmtpConversation(this, client.GetStream(), number).RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException
            or System.Security.Authentication.AuthenticationException or InvalidOperationException)
        {
            // The client, or the test, has ended it.
        }
        finally
        {
            _clients.TryRemove(number, out _);
            client.Dispose();
        }
    }
}
