using FeedWatch.Settings.Binding;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Shapes;

namespace FeedWatch.Settings;

/// <summary>What came of reading the configuration.</summary>
/// <param name="Configuration">The configuration, or null when there are errors.</param>
/// <param name="Problems">All errors and warnings, by file and line.</param>
public sealed record ConfigurationLoad(Configuration? Configuration, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>Files read besides those of the folder (secrets that feeds name); a change in them is a change, too.</summary>
    internal IReadOnlyList<string> OtherFiles { get; init; } = [];
}

/// <summary>Reads, checks and binds a configuration folder. Never throws for what the user wrote.</summary>
public static class ConfigurationLoader
{
    /// <summary>Where Docker and compose put secrets.</summary>
    public const string DefaultSecretsFolder = "/run/secrets";

    /// <param name="folder">The configuration folder.</param>
    /// <param name="environment">Environment variables; those that begin with <c>FEEDWATCH__</c> count.</param>
    /// <param name="now">For what has expired or never comes again.</param>
    /// <param name="secretsFolder">Files named like variables (<c>FEEDWATCH__Smtp__Password</c>) are read from it.</param>
    public static ConfigurationLoad Load(string folder, IReadOnlyDictionary<string, string> environment, DateTimeOffset now, string secretsFolder = DefaultSecretsFolder) =>
        Load(ConfigurationFiles.Read(folder, environment, secretsFolder), environment, now);

    internal static ConfigurationLoad Load(ConfigurationFiles files, IReadOnlyDictionary<string, string> environment, DateTimeOffset now)
    {
        var problems = new ProblemList();
        if (files.Fault is { } fault)
        {
            problems.Error(files.Folder, fault.Message, fault.Remedy);
            return new ConfigurationLoad(null, problems.Sorted());
        }

        if (files.SecretsFault is { } secrets) problems.Error(secrets.Folder, secrets.Fault.Message, secrets.Fault.Remedy);
        foreach (var (file, reason) in files.Ignored) problems.Warning(file, reason.Message, reason.Remedy);

        var settings = Settings(files, environment, problems);
        var feeds = Feeds(files, problems);
        var watchlists = Watchlists(files, feeds, now, problems);
        var topics = TopicBinder.Compile(watchlists, problems);
        CheckTogether(settings, watchlists, problems);

        var sorted = problems.Sorted();
        if (problems.HasErrors) return new ConfigurationLoad(null, sorted) { OtherFiles = feeds.OtherFiles };

        var configuration = new Configuration
        {
            Settings = settings,
            Feeds = feeds.Feeds,
            Watchlists = [.. watchlists.Select(bound => bound.Watchlist)],
            Folder = files.Folder,
            Revision = "",
            TopicSet = topics,
            Topics = [.. watchlists.SelectMany(bound => bound.Topics, (bound, topic) => (bound.Watchlist, topic.Topic))],
        };
        return new ConfigurationLoad(configuration with { Revision = ConfigurationRevision.Of(configuration) }, sorted) { OtherFiles = feeds.OtherFiles };
    }

    private static FeedWatchSettings Settings(ConfigurationFiles files, IReadOnlyDictionary<string, string> environment, ProblemList problems)
    {
        // Without the file, or with a broken one, the variables are checked all the same.
        var root = ReadChecked(files, ConfigurationFiles.Settings, problems) ?? ConfigNode.Root(NodeKind.Object, ConfigurationFiles.Settings, null);
        EnvironmentVariables.Apply(root, files, environment, problems);
        ShapeCheck.Check(root, FeedWatchShape.Root, problems);
        return FeedWatchBinder.Bind(root, files.Folder, problems);
    }

    private static FeedsBinder Feeds(ConfigurationFiles files, ProblemList problems)
    {
        var binder = new FeedsBinder(files.Folder, problems);
        if (ReadChecked(files, ConfigurationFiles.Feeds, problems) is { } root)
        {
            ShapeCheck.Check(root, FeedsShape.Root, problems);
            binder.Add(root);
        }

        foreach (var (file, content) in files.OpmlFiles)
        {
            if (content.Bytes is { } bytes) OpmlBinder.Add(file, bytes, binder, problems);
            else ReportUnreadable(file, content, problems);
        }

        if (binder.Feeds.Count == 0 && !problems.HasErrors)
            problems.Warning(ConfigurationFiles.Feeds, "There are no feeds: nothing will be read.", "Write { \"feeds\": [\"https://example.org/rss\"] }, or put an OPML file into the folder.");
        return binder;
    }

    private static List<BoundWatchlist> Watchlists(ConfigurationFiles files, FeedsBinder feeds, DateTimeOffset now, ProblemList problems)
    {
        var filters = new FeedFilterCheck(feeds.Feeds, problems) { MergedIds = feeds.MergedIds };
        var binder = new WatchlistBinder(filters, now, problems);
        var watchlists = new List<BoundWatchlist>();
        foreach (var (file, content) in files.WatchlistFiles)
        {
            if (Read(file, content, problems) is not { } root) continue;
            ShapeCheck.Check(root, WatchlistShape.Root, problems);
            watchlists.Add(binder.Bind(Path.GetFileNameWithoutExtension(file), root));
        }

        if (watchlists.Sum(bound => bound.Topics.Count) == 0 && !problems.HasErrors)
            problems.Warning(ConfigurationFiles.Watchlists, "There are no topics: nothing will be flagged.", "Write watchlists/first.json: { \"recipients\": [\"desk@example.org\"], \"topics\": [\"ice-class tug\"] }.");
        return watchlists;
    }

    private static void CheckTogether(FeedWatchSettings settings, List<BoundWatchlist> watchlists, ProblemList problems)
    {
        var names = new Dictionary<string, BoundWatchlist>(StringComparer.OrdinalIgnoreCase);
        foreach (var bound in watchlists)
        {
            if (!names.TryAdd(bound.Watchlist.Name, bound))
                problems.Warning(bound.Root.Get("name") ?? bound.Root, $"Another watchlist ({names[bound.Watchlist.Name].Root.File}) has the name \"{bound.Watchlist.Name}\", too.", "Give it a name of its own: readers cannot tell them apart.");
        }

        var signing = settings.Webhook.Secret is not null;
        foreach (var bound in watchlists.Where(bound => !signing && bound.Topics.Any(topic => topic.Topic.Deliver.Webhook is not null)))
            problems.Warning(bound.Root.File, "Webhooks go out unsigned.", "Set FEEDWATCH__Webhook__Secret_FILE (or FEEDWATCH__Webhook__Secret) to sign them.");
    }

    private static ConfigNode? ReadChecked(ConfigurationFiles files, string file, ProblemList problems) =>
        files.Find(file) is { } content ? Read(file, content, problems) : null;

    private static ConfigNode? Read(string file, FileContent content, ProblemList problems)
    {
        if (content.Bytes is { } bytes) return JsonSource.ReadObject(file, bytes, problems);
        ReportUnreadable(file, content, problems);
        return null;
    }

    private static void ReportUnreadable(string file, FileContent content, ProblemList problems) =>
        problems.Error(file, content.Fault?.Message ?? "The file cannot be read.", content.Fault?.Remedy ?? "");
}
