using System.Security.Cryptography;
using System.Text;

namespace FeedWatch.Settings.Reading;

/// <summary>Everything the configuration is made of, read at one moment.</summary>
internal sealed class ConfigurationFiles
{
    public const string Settings = "feedwatch.json";
    public const string Feeds = "feeds.json";
    public const string Watchlists = "watchlists";

    private readonly SortedDictionary<string, FileContent> _files = new(StringComparer.Ordinal);

    private ConfigurationFiles(string folder) => Folder = folder;

    /// <summary>Absolute.</summary>
    public string Folder { get; }

    /// <summary>Why the folder itself cannot be read, or null.</summary>
    public Fault? Fault { get; private set; }

    /// <summary>Why the folder with the secrets cannot be listed, or null. What lies in it is not known then: going on without would mean mail without its password.</summary>
    public (string Folder, Fault Fault)? SecretsFault { get; private set; }

    /// <summary>Files with a name like ours that are not read, with the reason.</summary>
    public List<(string File, Fault Fault)> Ignored { get; } = [];

    /// <summary>Secrets by the name of the variable or file (<c>FEEDWATCH__Smtp__Password</c>).</summary>
    public SortedDictionary<string, SecretSource> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Path relative to the folder, with <c>/</c>, to content; in order.</summary>
    public IEnumerable<(string File, FileContent Content)> WatchlistFiles => _files.Where(pair => pair.Key.StartsWith(Watchlists + "/", StringComparison.Ordinal)).Select(pair => (pair.Key, pair.Value));

    public IEnumerable<(string File, FileContent Content)> OpmlFiles => _files.Where(pair => IsOpml(pair.Key)).Select(pair => (pair.Key, pair.Value));

    public FileContent? Find(string file) => _files.TryGetValue(file, out var content) ? content : null;

    /// <param name="folder">The configuration folder.</param>
    /// <param name="environment">Variables, some of which name files.</param>
    /// <param name="secretsFolder">Files named like variables are read from it.</param>
    /// <param name="before">The files as they were read last; those that are still the same are shared.</param>
    public static ConfigurationFiles Read(string folder, IReadOnlyDictionary<string, string> environment, string secretsFolder, ConfigurationFiles? before = null)
    {
        var files = new ConfigurationFiles(Path.GetFullPath(folder));
        try
        {
            files.ReadFolder(before);
            files.ReadWatchlists(before);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException)
        {
            files.Fault = new Fault($"The configuration folder {files.Folder} does not exist.", "Create it, or name another with --config.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            files.Fault = new Fault($"The configuration folder {files.Folder} cannot be read: {exception.Message}", "Give the user that runs FeedWatch the right to read it.");
        }

        files.ReadSecrets(environment, secretsFolder);
        return files;
    }

    /// <summary>Equal only when every byte of every file is; other files, read elsewhere, may be added.</summary>
    public string Hash(IEnumerable<string> otherFiles)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "folder", new FileContent(null, Fault));
        Append(hash, "secrets", new FileContent(null, SecretsFault?.Fault));
        foreach (var (name, content) in _files) Append(hash, name, content);
        foreach (var (name, secret) in Secrets) Append(hash, name, secret.Content);
        foreach (var path in otherFiles) Append(hash, path, FileContent.Read(path));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string name, FileContent content)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"\0{name}\0{content.Bytes?.Length ?? -1}\0{content.Fault?.Message}\0"));
        hash.AppendData(content.Bytes ?? []);
    }

    private void ReadFolder(ConfigurationFiles? before)
    {
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            var name = Path.GetFileName(path);
            if (name is Settings or Feeds || IsOpml(name)) _files[name] = FileContent.Read(path, before?.Find(name));
            else if (LooksLikeOurs(name)) Ignored.Add((name, NotRead(name, [Settings, Feeds])));
        }
    }

    private void ReadWatchlists(ConfigurationFiles? before)
    {
        var folder = Path.Combine(Folder, Watchlists);
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = $"{Watchlists}/{Path.GetFileName(path)}";
            if (Path.GetFileName(path).StartsWith('.')) continue;
            if (name.EndsWith(".json", StringComparison.Ordinal)) _files[name] = FileContent.Read(path, before?.Find(name));
            else if (LooksLikeOurs(name)) Ignored.Add((name, new Fault("The file is not read: a watchlist's name ends with .json.", "Rename it.")));
        }
    }

    private void ReadSecrets(IReadOnlyDictionary<string, string> environment, string secretsFolder)
    {
        try
        {
            foreach (var path in Directory.Exists(secretsFolder) ? Directory.EnumerateFiles(secretsFolder).Where(path => EnvironmentVariables.IsOurs(Path.GetFileName(path))) : [])
                Secrets[Path.GetFileName(path)] = new SecretSource(path, path, FileContent.Read(path));
        }
        catch (DirectoryNotFoundException)
        {
            // Gone a moment after it was there: as if it had never been.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SecretsFault = (secretsFolder, new Fault($"The folder with the secrets cannot be read: {exception.Message}", "Give the user that runs FeedWatch the right to read it."));
        }

        foreach (var (name, path) in environment.Where(pair => EnvironmentVariables.NamesFile(pair.Key) && pair.Value.Length > 0))
            Secrets[EnvironmentVariables.WithoutFile(name)] = new SecretSource(name, Path.GetFullPath(path), FileContent.Read(path));
    }

    private static Fault NotRead(string name, string[] known) =>
        new("The file is not read.", Suggestion.For(name, known) is { } near ? $"Rename it to {near}." : $"Feeds are in {Feeds}, topics in {Watchlists}/*.json, everything else in {Settings}.");

    private static bool LooksLikeOurs(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonc", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpml(string name) => name.EndsWith(".opml", StringComparison.OrdinalIgnoreCase) && !name.StartsWith('.');
}

/// <summary>A secret in a file of its own.</summary>
/// <param name="Origin">Variable that names the file, or the file itself; shown in problems.</param>
/// <param name="Path">Absolute.</param>
internal sealed record SecretSource(string Origin, string Path, FileContent Content)
{
    /// <summary>A file named by a variable that every user of the machine can read. Mounted secrets are like that as a rule, and are no one else's.</summary>
    public bool IsOpenToAll =>
        Content.Bytes is not null && Origin != Path && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & UnixFileMode.OtherRead) != 0;

    /// <summary>The text without the line break that editors put at the end; null when it could not be read.</summary>
    public string? Text => Content.Bytes is { } bytes ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').TrimEnd('\r', '\n') : null;
}
