namespace FeedWatch.Durability.Tests.Processes;

/// <summary>A folder whose files may be read by everybody and written by nobody, until it is disposed; root needs another name for that to count.</summary>
public sealed class ReadOnlyFolder : IDisposable
{
    private readonly List<(string Path, UnixFileMode Mode)> _before = [];

    public ReadOnlyFolder(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            _before.Add((path, File.GetUnixFileMode(path)));
            var mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            File.SetUnixFileMode(path, Directory.Exists(path) ? mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : mode);
        }
    }

    /// <summary>Starts a command as a user without rights, a home, or a name.</summary>
    public static IReadOnlyList<string> Nobody => Environment.UserName == "root" ? ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "--", "env", "-u", "HOME"] : [];

    public void Dispose()
    {
        foreach (var (path, mode) in _before)
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
