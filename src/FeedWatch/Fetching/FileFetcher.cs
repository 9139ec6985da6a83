namespace FeedWatch.Fetching;

/// <summary>Reads a feed that is a local file. Its validator is made of its time and length.</summary>
internal static class FileFetcher
{
    public static async Task<FetchResult> FetchAsync(string path, Validators validators, long maximum, ByteBudget.Share? share, Deadline deadline)
    {
        try
        {
            // A link's own length and time say nothing of its target (mounted configuration is full of links).
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            if (!file.Exists && !Directory.Exists(file.FullName)) return new FetchResult.Failed(FetchCodes.FileMissing, $"There is no file {path}.");

            // Devices, pipes and sockets have no length; opening a pipe would wait for its writer for ever, so they are not even opened.
            if (!file.Exists || file.Length == 0)
                return new FetchResult.Failed(FetchCodes.FileNotRegular, $"{path} is empty, a folder, or not a file with contents.");
            if (file.Length > maximum)
                return new FetchResult.Failed(FetchCodes.TooLarge, $"{path} has {file.Length:N0} bytes, {maximum:N0} are allowed.");

            var version = VersionOf(file);
            if (version == validators.ETag) return new FetchResult.NotModified(null);

            while (share?.TryTake(file.Length, wanted: file.Length) == false) await deadline.ExcuseAsync(share).ConfigureAwait(false);
            var bytes = await ReadAsync(file, deadline.Token).ConfigureAwait(false);
            file.Refresh();
            return !file.Exists || VersionOf(file) != version
                ? new FetchResult.Failed(FetchCodes.Truncated, $"{path} was changed while it was read.")
                : new FetchResult.Fetched(new DocumentBytes(bytes), null, new Uri(file.FullName), new Validators(version, null), null);
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            return new FetchResult.Failed(FetchCodes.Timeout, $"{path} could not be read within {deadline.Elapsed.TotalSeconds:0} s.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new FetchResult.Failed(FetchCodes.FileUnreadable, failure is UnauthorizedAccessException ? $"We may not read {path}." : $"Reading {path} failed.");
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return new FetchResult.Refused(FetchCodes.BadUrl, $"'{path}' is neither a web address nor a path.");
        }
    }

    private static string VersionOf(FileInfo file) => $"file-{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}";

    /// <summary>As many bytes as the file had when it was looked at; one that grows meanwhile is read again next time.</summary>
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return length == bytes.Length ? bytes : bytes[..length];
    }
}
