using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Web.Outputs;

/// <summary>
/// <c>/metrics</c>, for who stands near: the socket's own address must be of this machine or of a private network, or the token be
/// shown. Headers that name another address are not believed; one that a proxy added means that the asker stands elsewhere.
/// </summary>
public static class MetricsPage
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    public static void MapMetrics(this WebApplication app, PageContext pages)
    {
        var metrics = new PrometheusMetrics();
        app.Lifetime.ApplicationStopped.Register(metrics.Dispose);
        app.MapRead("/metrics", async (HttpContext context) => pages.Access.CanAct(context) || IsNear(context)
            ? Results.Text(metrics.Write(), "text/plain; version=0.0.4", System.Text.Encoding.UTF8)
            : await pages.MessageAsync(context, StatusCodes.Status403Forbidden, "Metrics are for this machine and private networks, or for who shows the token."));
    }

    private static bool IsNear(HttpContext context) =>
        !ProxyHeaders.Any(context.Request.Headers.ContainsKey) && context.Connection.RemoteIpAddress is { } address && IsPrivate(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
            : address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
    }
}
