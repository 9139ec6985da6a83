using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Fetching;

/// <summary>
/// Makes connections for the HTTP stack: one resolution per connection, every address vetted, and the connection goes to a
/// vetted address, so that a name that changes its answer between check and use (DNS rebinding) gains nothing.
/// </summary>
internal sealed class Connector(AddressGuard guard, NetworkAccess network, TimeProvider time)
{
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(4);
    private const int MaximumAddresses = 4;

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await ResolveAsync(host, cancellation).ConfigureAwait(false);

        // One bad address among good ones is how a name is pointed inside; which one would be used is chance.
        if (Array.Find(addresses, address => !guard.Allows(address)) is { } refused)
            throw new FetchException(new FetchResult.Refused(FetchCodes.BlockedAddress, $"{host} has the address {refused}, which is private or reserved."));

        SocketException? last = null;
        foreach (var address in BothFamilies(addresses))
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellation).ConfigureAwait(false);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
        }

        throw new FetchException(FetchFailure.OfSocket(last!.SocketErrorCode, host));
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var literal)) return [literal];
        using var limit = new CancellationTokenSource(ResolveWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var addresses = await network.Resolve(host, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FetchException(new FetchResult.Failed(FetchCodes.DnsTimeout, $"No name server said within {ResolveWithin.TotalSeconds:0} s where {host} is."));
        }
        catch (SocketException failure) when (failure.SocketErrorCode != SocketError.TooManyOpenSockets)
        {
            throw new FetchException(new FetchResult.Failed(FetchCodes.Dns, $"The host {host} could not be found ({failure.SocketErrorCode})."));
        }
    }

    private async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(ConnectWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await network.Connect(endpoint, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <summary>At most four, alternating IPv6 and IPv4: a network without one of the two must not spend all its tries on it.</summary>
    private static IEnumerable<IPAddress> BothFamilies(IPAddress[] addresses)
    {
        if (addresses.Length == 1) return addresses;
        return addresses
            .GroupBy(address => address.AddressFamily)
            .SelectMany(family => family.Select((address, rank) => (address, rank)))
            .OrderBy(candidate => candidate.rank)
            .Take(MaximumAddresses)
            .Select(candidate => candidate.address);
    }
}
