using System.Diagnostics;
using Npgsql;

namespace FeedWatch.Tests.Servers;

/// <summary>
/// A Postgres of the tests' own, in a folder below <c>/tmp</c>, reached by its Unix socket. It ends with the test process, even when that is
/// killed. Found by <c>FEEDWATCH_TEST_POSTGRES</c> (a connection string of a server where databases may be created), else by PATH, else by the
/// highest <c>/usr/lib/postgresql/*/bin</c>.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Names a running server instead of one of our own.</summary>
    public const string Variable = "FEEDWATCH_TEST_POSTGRES";

    // The shell outlives nothing: its standard input ends with the test process, and then it stops the server and removes the folder.
    private const string Keeper = """
        folder=$1; shift
        while read -r word; do case $word in
          start) "$@" >>"$folder/log" 2>&1 & server=$!;;
          stop) kill -QUIT "$server"; wait "$server"; echo stopped;;
        esac; done
        kill -QUIT "$server"; wait "$server"; rm -rf "$folder"
        """;

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartAsync);
    private readonly Process? _keeper;
    private readonly string _connectionString;
    private int _databases;

    private PostgresServer(Process? keeper, string connectionString)
    {
        _keeper = keeper;
        _connectionString = connectionString;
    }

    /// <summary>True when the tests started this server and so may stop it.</summary>
    public bool IsOurs => _keeper is not null;

    /// <summary>One server for all tests that only need a database in it. Skips the test where there is no Postgres, fails it under <c>CI=true</c>.</summary>
    public static async Task<PostgresServer> SharedAsync()
    {
        RequireInstalled();
        return await SharedServer.Value;
    }

    /// <summary>A server of the test's own, which it may stop and start.</summary>
    public static async Task<PostgresServer> OwnAsync()
    {
        RequireInstalled();
        if (Folder is null)
        {
            Assert.Skip($"{Variable} names a server that the tests must not stop.");
        }

        return await StartAsync();
    }

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}_{Guid.NewGuid().ToString("N")[..6]}";
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Runs a statement as the server's owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>As <c>pg_ctl stop -m immediate</c>: no goodbye, no checkpoint.</summary>
    public async Task StopImmediatelyAsync()
    {
        await _keeper!.StandardInput.WriteLineAsync("stop");
        await _keeper.StandardOutput.ReadLineAsync();
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Starts the server after <see cref="StopImmediatelyAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        await _keeper!.StandardInput.WriteLineAsync("start");
        await WaitUntilReadyAsync();
    }

    /// <summary>Moves the server's files to a disk that <paramref name="mount"/> mounts over its folder.</summary>
    /// <returns>What <paramref name="mount"/> returned.</returns>
    public async Task<TDisk> MoveToSmallDiskAsync<TDisk>(Func<string, TDisk> mount)
    {
        var folder = new NpgsqlConnectionStringBuilder(_connectionString).Host!;
        await StopImmediatelyAsync();
        await RunAsync("cp", "-a", folder, folder + "-copy");
        var disk = mount(folder);
        await RunAsync("cp", "-a", folder + "-copy/.", folder);
        Directory.Delete(folder + "-copy", recursive: true);
        await StartAgainAsync();
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            _keeper.StandardInput.Close();
            await _keeper.WaitForExitAsync();
            _keeper.Dispose();
        }
    }

    private static string? GivenServer => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Where initdb and postgres are.</summary>
    private static string? Folder
    {
        get
        {
            var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
            var installed = Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                : Enumerable.Empty<string>();
            return GivenServer is not null ? null : path.Concat(installed.Select(folder => Path.Combine(folder, "bin")))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
        }
    }

    private static void RequireInstalled()
    {
        if (GivenServer is null && Folder is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"No Postgres here: install it, or set {Variable}.");
            Assert.Fail($"No Postgres here: install it, or set {Variable}.");
        }
    }

    private static async Task<PostgresServer> StartAsync()
    {
        if (GivenServer is { } given)
        {
            return new PostgresServer(null, given);
        }

        var folder = $"/tmp/fwpg-{Guid.NewGuid().ToString("N")[..8]}";
        string[] initialise = [.. AsServerUser, Path.Combine(Folder!, "initdb"), "-D", folder, "-U", "feedwatch", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
        using (var initdb = Start(initialise))
        {
            initdb.StandardInput.Close();
            var said = await initdb.StandardOutput.ReadToEndAsync();
            await initdb.WaitForExitAsync();
            Assert.True(initdb.ExitCode == 0, $"initdb failed: {said}");
        }

        var keeper = Start(
            ["sh", "-c", Keeper, "sh", folder, .. AsServerUser, Path.Combine(Folder!, "postgres"), "-D", folder, "-k", folder, "-c", "listen_addresses=",
                "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"]);
        var server = new PostgresServer(keeper, $"Host={folder};Username=feedwatch;Database=postgres");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Postgres refuses to run as root, so root hands it to the user that its package made.</summary>
    private static string[] AsServerUser => Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        WorkingDirectory = "/tmp",
    })!;

    private async Task WaitUntilReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await ExecuteAsync("select 1");
                return;
            }
            catch (NpgsqlException) when (watch.Elapsed < TimeSpan.FromMinutes(1))
            {
                // Starting, or recovering from an immediate stop.
            }
        }
    }
}
