namespace FeedWatch.Settings.Reading;

/// <summary>A file that was read, or why it could not be.</summary>
internal readonly record struct FileContent(byte[]? Bytes, Fault? Fault)
{
    public static FileContent Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > JsonSource.MaximumBytes) return Failed($"The file is larger than {JsonSource.MaximumBytes / (1024 * 1024)} MiB.", "Split it, for example into several watchlists.");
            using var bytes = new MemoryStream((int)stream.Length);
            stream.CopyTo(bytes);
            return new FileContent(bytes.ToArray(), null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed("The file does not exist.", "Create it, or mend the path.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Failed($"The file cannot be read: {exception.Message}", "Give the user that runs FeedWatch the right to read it.");
        }
    }

    private static FileContent Failed(string message, string remedy) => new(null, new Fault(message, remedy));
}
