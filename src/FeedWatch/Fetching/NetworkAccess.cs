using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Fetching;

/// <summary>Addresses of a host name; throws <see cref="SocketException"/> when it has none.</summary>
public delegate Task<IPAddress[]> NameResolver(string host, CancellationToken cancellation);

/// <summary>A TCP connection to an address that was vetted before; throws <see cref="SocketException"/>.</summary>
public delegate ValueTask<Stream> SocketConnector(IPEndPoint endpoint, CancellationToken cancellation);

/// <summary>The two questions a fetch puts to the network below HTTP.</summary>
public sealed record NetworkAccess(NameResolver Resolve, SocketConnector Connect)
{
    /// <summary>The machine's resolver and sockets.</summary>
    public static NetworkAccess System { get; } = new(ResolveAsync, ConnectAsync);

    /// <summary>Lookups at once. The system's resolver blocks its thread, up to half a minute when a name server is silent.</summary>
    private static readonly SemaphoreSlim Lookups = new(64);

    /// <summary>Asks on a thread of its own, so that silent name servers cannot use up the thread pool that everything else runs on.</summary>
    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        await Lookups.WaitAsync(cancellation).ConfigureAwait(false);
        var lookup = Task.Factory.StartNew(() => LookUp(host), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await lookup.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static IPAddress[] LookUp(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        finally
        {
            Lookups.Release();
        }
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
