using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace FeedWatch.Durability.Tests.Processes;

/// <summary>The real program in a process of its own.</summary>
public sealed class FeedWatchProcess : IDisposable
{
    public const int Killed = 128 + 9;

    /// <summary>The program beside the tests, or, by <c>FEEDWATCH_TEST_PROGRAM</c>, one that was published: compiled ahead, it starts in half the time.</summary>
    private static readonly string Program = Environment.GetEnvironmentVariable("FEEDWATCH_TEST_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "feedwatch.dll");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private FeedWatchProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>All that it said so far, on both streams.</summary>
    public string Said
    {
        get { lock (_said) return _said.ToString(); }
    }

    /// <summary>Bytes that are resident now; 0 when it is gone.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>Bytes that are its own, without the files it maps: what counts against a container's limit. 0 when it is gone.</summary>
    public long OwnMemory => Status("RssAnon:") * 1024;

    public long Threads => Status("Threads:");

    /// <summary>Open files and sockets.</summary>
    public long Handles
    {
        get
        {
            try
            {
                return Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return 0;
            }
        }
    }

    public static FeedWatchProcess Start(IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment) =>
        StartUnder([], arguments, environment);

    /// <param name="wrapper">A command that starts the program, for example <c>setpriv …</c> or <c>sh -c 'ulimit -n 64; exec "$@"' sh</c>.</param>
    public static FeedWatchProcess StartUnder(IReadOnlyList<string> wrapper, IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        string[] command = [.. wrapper, Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!LongForm.IsAsked)
        {
            start.Environment["DOTNET_TieredPGO"] = "0"; // short lives: nothing to learn
            start.Environment["DOTNET_TC_CallCounting"] = "0"; // and nothing to compile twice
        }

        start.Environment["DOTNET_GCHeapCount"] = null;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new FeedWatchProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code; 128 + n when signal n ended it.</returns>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"The program did not end within {Patience}:\n{Said}");
        }

        return _process.ExitCode;
    }

    /// <summary>From now on it may hold no more files and sockets open than this.</summary>
    public void LimitHandles(long most)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", $"{_process.Id}", $"--nofile={most}:"]);
        prlimit.WaitForExit();
        Assert.Equal(0, prlimit.ExitCode);
    }

    public void Signal(PosixSignalNumber signal) => _ = SendSignal(_process.Id, (int)signal);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private long Status(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it is gone
        }
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (_said) _said.AppendLine(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>Signals by their Linux numbers.</summary>
public enum PosixSignalNumber
{
    Hangup = 1,
    Kill = 9,
    Pipe = 13,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
