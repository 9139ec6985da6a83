using System.Net;
using System.Net.Sockets;
using System.Text;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Benchmarks;

/// <summary>
/// 200 good feeds that are due every second, alone and beside 1,000 feeds whose publishers send a byte a second: how long a good one waits from one
/// poll to the next. The limit is the wait without the slow ones.
/// </summary>
public static class FairBenchmarks
{
    private const int Good = 200;
    private const int Slow = 1_000;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(45);

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync()
    {
        var samples = new TopicSamples(seed: 31);
        using var drip = new DrippingPublisher();
        var alone = await MeasureAsync(samples, []);
        var beside = await MeasureAsync(samples, Enumerable.Range(0, Slow).Select(drip.Url));
        yield return new BenchmarkRow(
            $"{Good} feeds beside {Slow:n0} slow ones, 95 of 100 waits", alone / beside, 0.5, 1,
            $"{beside:0.00} s from poll to poll, {alone:0.00} s without them; due every second, {drip.Connections} slow connections open at the end");
    }

    /// <returns>The wait, in seconds, that 95 of 100 stay below.</returns>
    private static async Task<double> MeasureAsync(TopicSamples samples, IEnumerable<string> slow)
    {
        await using var publisher = new LoopbackPublisher(samples, Good);
        await publisher.StartAsync();
        await using var load = await RoundLoad.StartAsync(TestDatabases.Postgres, [.. slow, .. publisher.Urls], [new() { Id = "t", Name = "t", Any = ["tug"] }], every: "1s");
        using var stop = new CancellationTokenSource();
        var polling = PollAsync(load, stop.Token);
        await Task.Delay(Settling, CancellationToken.None);
        publisher.ForgetWaits();
        await Task.Delay(Measuring, CancellationToken.None);
        var waits = publisher.Waits.Order().ToList();
        await stop.CancelAsync();
        await polling;
        return waits[(int)(waits.Count * 0.95)];
    }

    /// <summary>As the service does: round after round.</summary>
    private static async Task PollAsync(RoundLoad load, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await load.Engine.Polling.RunAsync(load.Configuration, null, stop);
            await Task.Delay(200, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends its feeds at a byte a second, at many addresses of the loopback network: each slow feed has a host of its own.</summary>
    private sealed class DrippingPublisher : IDisposable
    {
        private static readonly byte[] Head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>");
        private readonly TcpListener _listener = new(IPAddress.Any, 0);
        private readonly CancellationTokenSource _stop = new();
        private int _connections;

        public DrippingPublisher()
        {
            _listener.Start(2_000);
            _ = AcceptAsync();
        }

        public int Connections => Volatile.Read(ref _connections);

        public string Url(int feed) => $"http://127.1.{feed / 250}.{1 + (feed % 250)}:{((IPEndPoint)_listener.LocalEndpoint).Port}/slow";

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
            _listener.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = DripAsync(await _listener.AcceptSocketAsync(_stop.Token), _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The measurement is over.
            }
        }

        private async Task DripAsync(Socket socket, CancellationToken stop)
        {
            Interlocked.Increment(ref _connections);
            using (socket)
            {
                try
                {
                    await socket.SendAsync(Head, stop);
                    while (true)
                    {
                        await Task.Delay(1_000, stop);
                        await socket.SendAsync(new byte[] { (byte)' ' }, stop);
                    }
                }
                catch (Exception end) when (end is OperationCanceledException or SocketException)
                {
                    // The client is gone.
                }
                finally
                {
                    Interlocked.Decrement(ref _connections);
                }
            }
        }
    }
}
