using System.Net;
using System.Threading.RateLimiting;

namespace FeedWatch.Web.Safety;

/// <summary>Limits by the address of the socket. Headers that name another address are not believed: anyone can write them.</summary>
public static class RateLimits
{
    public static PartitionedRateLimiter<HttpContext> PerAddress(int permits, TimeSpan window) => PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetSlidingWindowLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = window,
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));
}
