namespace FeedWatch.Storage;

/// <summary>
/// The right to poll and send with a SQLite file: one process at a time. Held as an exclusive lock on <c>feedwatch.lock</c>,
/// which the operating system gives back when the process ends, however it ends.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Null when another process has it.</summary>
    /// <exception cref="DatabaseUnusableException">The folder cannot be written.</exception>
    public static DataFolderLock? TryTake(string folder)
    {
        var path = Path.Combine(folder, "feedwatch.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnusableException($"The data folder {folder} cannot be written: {fault.Message.TrimEnd('.')}. Give the user who runs FeedWatch the right to write there, or name another folder with --data.", fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
