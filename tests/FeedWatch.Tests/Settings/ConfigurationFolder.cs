using FeedWatch.Settings;

namespace FeedWatch.Tests.Settings;

/// <summary>A configuration folder of a test, deleted afterwards.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public static readonly DateTimeOffset Now = new(2025, 6, 27, 12, 0, 0, TimeSpan.Zero);

    public ConfigurationFolder() => Directory.CreateDirectory(System.IO.Path.Combine(Path, "watchlists"));

    public string Path { get; } = Directory.CreateTempSubdirectory("feedwatch-settings-").FullName;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Stands for /run/secrets.</summary>
    public string Secrets => System.IO.Path.Combine(Path, "secrets");

    /// <summary>A feed and a topic, so that there is nothing to warn of.</summary>
    public static ConfigurationFolder Valid()
    {
        var folder = new ConfigurationFolder();
        folder.Write("feeds.json", """{ "feeds": ["https://example.org/rss"] }""");
        folder.Write("watchlists/desk.json", """{ "recipients": ["desk@example.org"], "topics": ["ice-class tug"] }""");
        return folder;
    }

    /// <summary>A folder with one watchlist beside a feed.</summary>
    public static ConfigurationFolder WithWatchlist(string watchlist)
    {
        var folder = Valid();
        folder.Write("watchlists/desk.json", watchlist);
        return folder;
    }

    public static ConfigurationFolder WithFeeds(string feeds)
    {
        var folder = Valid();
        folder.Write("feeds.json", feeds);
        return folder;
    }

    public static ConfigurationFolder WithSettings(string settings)
    {
        var folder = Valid();
        folder.Write("feedwatch.json", settings);
        return folder;
    }

    public void Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string file, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public ConfigurationLoad Load() => ConfigurationLoader.Load(Path, Environment, Now, Secrets);

    /// <summary>The configuration; fails with the list of problems when there are errors.</summary>
    public Configuration LoadValid()
    {
        var load = Load();
        Assert.True(load.Configuration is not null, string.Join('\n', load.Problems));
        return load.Configuration!;
    }

    /// <summary>The errors; fails when there is a configuration in spite of them.</summary>
    public IReadOnlyList<ConfigurationProblem> Errors()
    {
        var load = Load();
        Assert.Null(load.Configuration);
        return [.. load.Problems.Where(problem => !problem.IsWarning)];
    }

    public IReadOnlyList<ConfigurationProblem> Warnings()
    {
        var load = Load();
        Assert.True(load.Configuration is not null, string.Join('\n', load.Problems));
        return load.Problems;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
