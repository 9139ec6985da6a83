using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Durability.Tests.Processes;

/// <summary>An address where a page can listen.</summary>
public static class FreePort
{
    public static string Url()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
