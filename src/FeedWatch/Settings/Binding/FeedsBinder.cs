using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Binding;

/// <summary>Nodes of <c>feeds.json</c> to feeds; feeds that are listed twice become one.</summary>
internal sealed class FeedsBinder(string folder, ProblemList problems)
{
    private readonly List<FeedSettings> _feeds = [];
    private readonly Dictionary<string, int> _byUrl = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfigNode?> _byId = new(StringComparer.Ordinal);

    public IReadOnlyList<FeedSettings> Feeds => _feeds;

    /// <summary>Ids of feeds that became part of another one, with its id: topics may use both.</summary>
    public Dictionary<string, string> MergedIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Files outside the configuration folder's own ones that were read.</summary>
    public List<string> OtherFiles { get; } = [];

    public void Add(ConfigNode root)
    {
        foreach (var node in root.Items("feeds"))
        {
            if (Bind(node) is { } feed) Add(feed, node);
        }
    }

    /// <summary>Adds a feed; <paramref name="node"/> is where it stands, for problems.</summary>
    public void Add(FeedSettings feed, ConfigNode node)
    {
        if (_byUrl.TryGetValue(WebAddress.Canonical(feed.Url), out var index))
        {
            Merge(index, feed, node);
            return;
        }

        if (!_byId.TryAdd(feed.Id, node))
        {
            problems.Error(node.Get("id") ?? node, $"The id \"{WebAddress.Hidden(feed.Id)}\" is used twice (first in line {_byId[feed.Id]?.Line}).", "Give each feed an id of its own.");
            return;
        }

        _byUrl.Add(WebAddress.Canonical(feed.Url), _feeds.Count);
        _feeds.Add(feed);
    }

    private void Merge(int index, FeedSettings feed, ConfigNode node)
    {
        var first = _feeds[index];
        _feeds[index] = first with { Tags = [.. first.Tags.Union(feed.Tags, StringComparer.Ordinal)] };
        if (feed.Id != first.Id) MergedIds[feed.Id] = first.Id;
        problems.Warning(node, $"The same feed is listed before as \"{WebAddress.Hidden(first.Id)}\": it is polled once, with the tags of both and the other settings of the first.", "Remove one of them.");
    }

    private FeedSettings? Bind(ConfigNode node)
    {
        if (node.Kind == NodeKind.Text) return Checked(new FeedSettings { Id = node.Literal.Trim(), Url = Location(node.Literal) }, node);
        if (node.Text("url")?.Trim() is not { } url) return null; // reported by the check

        var feed = new FeedSettings
        {
            Id = node.Text("id") ?? url,
            Url = Location(url),
            Name = node.Text("name")?.Trim(),
            Tags = [.. node.Texts("tags").Distinct(StringComparer.Ordinal)],
            Every = node.Duration("every"),
            Cron = node.Text("cron")?.Trim(),
            Language = node.Text("language"),
            FirstPoll = node.FirstPoll("firstPoll"),
            Identity = node.Choice<FeedIdentity>("identity") ?? FeedIdentity.Auto,
            Headers = Headers(node.Get("headers")),
            AllowInvalidCertificate = node.Flag("allowInvalidCertificate") ?? false,
        };
        return Checked(feed, node);
    }

    /// <summary>Addresses stay as they are; paths are relative to the folder of the file.</summary>
    private string Location(string text) => WebAddress.HasScheme(text) ? text.Trim() : Path.GetFullPath(Path.Combine(folder, text.Trim()));

    private FeedSettings Checked(FeedSettings feed, ConfigNode node)
    {
        var place = node.Get("url") ?? node;
        if (feed.IsFile && !File.Exists(feed.Url))
            problems.Warning(place, $"The file {place.Literal.Trim()} does not exist (yet).", LooksLikeHost(place.Literal) ? $"Write https://{place.Literal.Trim()} if it is an address." : "Create it, or mend the path: it is relative to this file.");
        if (feed.Every is { } every && feed.Cron is not null)
            problems.Error(node.Get("cron")!, "Both every and cron are set.", $"Keep \"every\": \"{Duration.Write(every)}\" or \"cron\".");
        if (feed.Every < TimeSpan.FromMinutes(1) && !feed.IsFile && !WebAddress.IsPrivate(feed.Url))
            problems.Warning(node.Get("every")!, "A publisher may block whoever asks more than once a minute.", "Write \"1m\" or more, unless the server is your own.");
        if (WebAddress.UnusualPort(feed.Url) is { } port)
            problems.Warning(place, $"Port {port} is unusual for a public server.", "Check the address; it is polled as it is written, but no redirect to such a port is followed.");
        if (feed.AllowInvalidCertificate && !feed.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            problems.Warning(node.Get("allowInvalidCertificate")!, "This means nothing without https.", "Remove it.");
        if (feed.Headers.Count > 0 && feed.IsFile)
            problems.Warning(node.Get("headers")!, "Headers mean nothing for a file.", "Remove them.");
        return feed;
    }

    private Dictionary<string, string> Headers(ConfigNode? node)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, member) in node?.Members ?? [])
        {
            if (member.IsFaulty) continue;
            var value = member.Kind == NodeKind.Text ? member.Literal : FromFile(member);
            if (value is not null && !headers.TryAdd(name, value))
                problems.Error(member, $"The header {name} is written twice.", "Keep one of them: case does not count in header names.");
        }

        return headers;
    }

    private string? FromFile(ConfigNode node)
    {
        if (node.Get("file") is not { } file) return null;
        var path = Path.GetFullPath(Path.Combine(folder, file.Literal));
        OtherFiles.Add(path);
        var secret = new SecretSource(path, path, FileContent.Read(path));
        if (secret.Content.Fault is { } fault)
            problems.Error(file, $"{path}: {fault.Message}", fault.Remedy);
        else if (RequestHeader.CheckValue(secret.Text!) is { } bad)
            problems.Error(file, bad);
        return secret.Text;
    }

    private static bool LooksLikeHost(string text) =>
        text.Contains('.', StringComparison.Ordinal) && !text.TrimStart().StartsWith('.') && !text.TrimStart().StartsWith('/')
        && Path.GetExtension(text.Trim()) is not (".xml" or ".json" or ".rss" or ".atom" or ".rdf");
}
