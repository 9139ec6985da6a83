using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Safety;

/// <summary>Clients that are slow, silent or greedy end, and nobody else notices.</summary>
public sealed class SlowClientsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_head_that_never_ends_is_cut_off()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        await AssertEndsAsync(page, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    [Fact]
    public async Task A_body_that_trickles_is_cut_off()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        await AssertEndsAsync(page, "POST /try HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\njson=");
    }

    [Theory]
    [InlineData("Content-Length: 100000000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_read_whole(string length)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /try HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n"), Cancellation);
        var chunk = Encoding.ASCII.GetBytes("4000\r\n" + new string('a', 0x4000) + "\r\n");
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < 400; sent++)
            {
                await socket.SendAsync(chunk);
            }
        }, Cancellation);

        var answer = new byte[4096];
        var read = await socket.ReceiveAsync(answer).WaitAsync(Patience, Cancellation);

        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        socket.Dispose();
        await sending.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_thousand_silent_connections_keep_nobody_out_and_end()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        room.Write("post", Report.Tugs);
        await using var page = await PageServer.StartAsync(room);
        var silent = new List<Socket>();
        try
        {
            for (var number = 0; number < 1000; number++)
            {
                silent.Add(await ConnectAsync(page));
            }

            using var neighbour = Neighbour(page);
            Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync(new Uri("/", UriKind.Relative), Cancellation)).StatusCode);
            Assert.Equal(1, (await room.PollAsync()).Saved.NewItems);
            var watch = Stopwatch.StartNew();
            foreach (var socket in silent)
            {
                Assert.Equal(0, await ReadAsync(socket).WaitAsync(Patience, Cancellation));
            }

            Assert.True(watch.Elapsed < Patience);
            Assert.Equal(HttpStatusCode.OK, await page.StatusAsync("/"));
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>Sends one byte a second behind the beginning until the server has had enough.</summary>
    private static async Task AssertEndsAsync(PageServer page, string beginning)
    {
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Encoding.ASCII.GetBytes(beginning));
        var end = ReadToEndAsync(socket);
        var watch = Stopwatch.StartNew();
        while (!end.IsCompleted && watch.Elapsed < Patience)
        {
            await Task.WhenAny(end, Task.Delay(TimeSpan.FromSeconds(1)));
            try
            {
                await socket.SendAsync("a"u8.ToArray());
            }
            catch (SocketException)
            {
                break; // it has closed
            }
        }

        Assert.DoesNotContain("200 OK", await end.WaitAsync(Patience, Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await page.StatusAsync("/"));
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var (all, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
            {
                all.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // reset is an end, too
        }

        return all.ToString();
    }

    private static async Task<int> ReadAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static async Task<Socket> ConnectAsync(PageServer page)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, page.Client.BaseAddress!.Port);
        return socket;
    }

    /// <summary>A client at another address of this machine.</summary>
    private static HttpClient Neighbour(PageServer page) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = page.Client.BaseAddress,
    };
}
