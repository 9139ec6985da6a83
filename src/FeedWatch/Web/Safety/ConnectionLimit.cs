using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace FeedWatch.Web.Safety;

/// <summary>
/// How many connections one address may hold open: whoever opens a thousand and says nothing keeps nobody else out, the
/// orchestrator that asks for our health least of all.
/// </summary>
public sealed class ConnectionLimit(int most)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    /// <summary>Ends a connection that is one too many, before a byte of it is read.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var open = _open.AddOrUpdate(address, 1, (_, count) => count + 1);
        try
        {
            if (open <= most)
            {
                await next(connection);
            }
        }
        finally
        {
            // The last one out takes the entry with it; a count that changed meanwhile stays.
            if (_open.AddOrUpdate(address, 0, (_, count) => count - 1) == 0)
            {
                _open.TryRemove(new KeyValuePair<IPAddress, int>(address, 0));
            }
        }
    };
}
