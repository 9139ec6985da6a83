using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FeedWatch.Fetching;

namespace FeedWatch.Tests.Servers;

/// <summary>
/// An Internet of the test's own: names with addresses, and loopback servers standing behind public addresses. What is asked of
/// it is counted, so that a test can show that something was not asked.
/// </summary>
public sealed class TestInternet
{
    private readonly ConcurrentDictionary<string, Func<int, IPAddress[]>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<IPEndPoint, int> _servers = new();
    private readonly ConcurrentDictionary<string, int> _lookups = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<IPEndPoint> _connects = new();

    public TestInternet()
    {
        Access = new NetworkAccess(ResolveAsync, ConnectAsync);
    }

    public NetworkAccess Access { get; }

    /// <summary>Addresses connected to, in order.</summary>
    public IReadOnlyList<IPEndPoint> Connects => [.. _connects];

    /// <summary>How often a name was looked up.</summary>
    public int Lookups(string name) => _lookups.GetValueOrDefault(name);

    public TestInternet Name(string name, params string[] addresses) => Name(name, _ => addresses);

    /// <summary>A name whose answer depends on how often it was asked before (from 0).</summary>
    public TestInternet Name(string name, Func<int, string[]> addresses)
    {
        _names[name] = asked => [.. addresses(asked).Select(IPAddress.Parse)];
        return this;
    }

    /// <summary>Puts a loopback server behind an address and port.</summary>
    public TestInternet Server(string address, int port, ScriptedHttpServer server)
    {
        _servers[new IPEndPoint(IPAddress.Parse(address), port)] = server.Port;
        return this;
    }

    /// <summary>A named host with a server on port 80.</summary>
    public TestInternet Site(string name, string address, ScriptedHttpServer server) => Name(name, address).Server(address, 80, server);

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        var asked = _lookups.AddOrUpdate(host, 1, (_, count) => count + 1);
        return _names.TryGetValue(host, out var addresses)
            ? Task.FromResult(addresses(asked - 1))
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        _connects.Enqueue(endpoint);
        if (!_servers.TryGetValue(endpoint, out var port)) throw new SocketException((int)SocketError.ConnectionRefused);
        return await NetworkAccess.System.Connect(new IPEndPoint(IPAddress.Loopback, port), cancellation);
    }
}
