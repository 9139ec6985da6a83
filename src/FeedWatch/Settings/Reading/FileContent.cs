namespace FeedWatch.Settings.Reading;

/// <summary>A file that was read, or why it could not be.</summary>
internal readonly record struct FileContent(byte[]? Bytes, Fault? Fault)
{
    /// <param name="path">The file.</param>
    /// <param name="before">What it held when it was last read: returned when it still does, so that looking at an unchanged file costs no memory.</param>
    public static FileContent Read(string path, FileContent? before = null)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > JsonSource.MaximumBytes) return Failed($"The file is larger than {JsonSource.MaximumBytes / (1024 * 1024)} MiB.", "Split it, for example into several watchlists.");
            if (before?.Bytes is { } known && known.Length == stream.Length)
            {
                if (IsSame(stream, known)) return before.Value;
                stream.Position = 0;
            }

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

    private static bool IsSame(FileStream stream, ReadOnlySpan<byte> known)
    {
        Span<byte> block = stackalloc byte[4096];
        while (stream.Read(block) is > 0 and var length)
        {
            if (length > known.Length || !block[..length].SequenceEqual(known[..length])) return false;
            known = known[length..];
        }

        return known.IsEmpty;
    }

    private static FileContent Failed(string message, string remedy) => new(null, new Fault(message, remedy));
}
