using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FeedWatch.Tests.Servers;

/// <summary>
/// A server program of somebody else's, run for one test. It stops when its standard input closes, so it ends with the test
/// host however that ends.
/// </summary>
internal sealed class RealServer : IAsyncDisposable
{
    private readonly Process _process;

    private RealServer(Process process, DirectoryInfo folder) => (_process, Folder) = (process, folder);

    /// <summary>For the server's files; deleted at the end.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Without the program the test is skipped; where everything must be there (<c>CI=true</c>) it fails.</summary>
    public static void Require(bool isInstalled, string package)
    {
        if (!isInstalled && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{package} is not installed.");
        }

        Assert.SkipUnless(isInstalled, $"{package} is not installed (apt-get install {package}).");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program and waits until the port answers.</summary>
    public static async Task<RealServer> StartAsync(DirectoryInfo folder, int port, string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, UseShellExecute = false })!;
        var server = new RealServer(process, folder);
        for (var i = 0; i < 300; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"{program} does not answer on port {port}.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Folder.Delete(recursive: true);
    }
}
