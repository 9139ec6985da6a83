using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FeedWatch.Fetching;
using FeedWatch.Settings;

namespace FeedWatch.Benchmarks;

/// <summary>Fetching against a bare <see cref="HttpClient"/> that asks the same loopback server for the same.</summary>
public static class FetchingBenchmarks
{
    private const int AtOnce = 2;
    private const int RequestsPerTurn = 2000;

    /// <summary>Measures all rows; both sides take turns, and each one's best turn counts.</summary>
    public static IEnumerable<BenchmarkRow> Run(TimeSpan time)
    {
        yield return Row("fetch, not modified", "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\n\r\n", time);
        var document = new string('x', 50_000);
        yield return Row("fetch 50 kB", $"HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Type: text/xml\r\nContent-Length: {document.Length}\r\n\r\n{document}", time);
    }

    private static BenchmarkRow Row(string name, string answer, TimeSpan time)
    {
        using var stop = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = ServeAsync(listener, Encoding.ASCII.GetBytes(answer), stop.Token);
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/feed";

        using var bare = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, UseProxy = false, UseCookies = false });
        using var fetcher = new Fetcher(new PollingSettings { AllowPrivate = ["127.0.0.0/8"], PerHost = AtOnce }, TimeProvider.System);
        var request = new FetchRequest { Url = url, Validators = new Validators("\"e\"", null) };

        var (limit, own) = (double.MaxValue, double.MaxValue);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            limit = Math.Min(limit, Turn(() => BareAsync(bare, url)));
            own = Math.Min(own, Turn(() => OwnAsync(fetcher, request)));
        }

        stop.Cancel();
        return new BenchmarkRow(
            name, limit / own, 0.5, 0.8,
            string.Create(CultureInfo.InvariantCulture, $"{RequestsPerTurn / own * 60:N0} a minute against {RequestsPerTurn / limit * 60:N0}"));
    }

    private static double Turn(Func<Task> ask)
    {
        var start = Stopwatch.GetTimestamp();
        Task.WaitAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < RequestsPerTurn / AtOnce; i++) await ask().ConfigureAwait(false);
        })));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task BareAsync(HttpClient client, string url)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.TryAddWithoutValidation("If-None-Match", "\"e\"");
        using var response = await client.SendAsync(message).ConfigureAwait(false);
        await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    private static async Task OwnAsync(Fetcher fetcher, FetchRequest request)
    {
        if (await fetcher.FetchAsync(request, CancellationToken.None).ConfigureAwait(false) is FetchResult.Failed or FetchResult.Refused)
            throw new InvalidOperationException("The loopback server was not read.");
    }

    private static async Task ServeAsync(TcpListener listener, byte[] answer, CancellationToken stop)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptSocketAsync(stop).ConfigureAwait(false), answer, stop);
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task ServeAsync(Socket socket, byte[] answer, CancellationToken stop)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[4096];
            try
            {
                // A request of one packet has arrived whole.
                while (await socket.ReceiveAsync(buffer, stop).ConfigureAwait(false) > 0)
                    await socket.SendAsync(answer, stop).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException)
            {
                // The client is gone.
            }
        }
    }
}
