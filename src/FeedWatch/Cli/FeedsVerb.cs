using System.CommandLine;
using System.Text.Json;
using FeedWatch.Core.Feeds;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>feeds</c>: how each feed is doing; <c>import</c>, <c>export</c>, <c>add</c> and <c>resume</c>.</summary>
public static class FeedsVerb
{
    public static Command Create()
    {
        var list = new Command("feeds", "Show how the feeds are doing") { StoredVerb.Csv, Import(), Export(), Add(), Resume() };
        return list.DoesStored(async (context, database, result, cancellation) =>
        {
            var feeds = await new StoredFeeds(database).ListAsync(cancellation);
            StoredVerb.Print<FeedRow>(
                context, result.GetValue(StoredVerb.Csv), feeds, Shape,
                new("id", feed => feed.Key), new("name", feed => feed.Name ?? feed.Title), new("state", State), new("lastPolledAt", feed => HitsVerb.Moment(feed.LastPolledAt)),
                new("nextDue", feed => HitsVerb.Moment(feed.NextDue)), new("url", feed => Redacted(feed.Url)), new("text", feed => feed.LastText));
            return ExitCodes.Ok;
        });
    }

    private static string State(FeedRow feed) => feed switch
    {
        { Active: false } => "removed",
        { Paused: true } => "paused",
        { LastCode: null } => "not polled yet",
        _ => feed.LastCode,
    };

    private static string Redacted(string url) => Fetching.Redaction.Url(url);

    private static object Shape(FeedRow feed) => new
    {
        id = feed.Key,
        url = Redacted(feed.Url),
        name = feed.Name,
        title = feed.Title,
        format = feed.Format,
        state = State(feed),
        active = feed.Active,
        paused = feed.Paused,
        degraded = feed.Degraded,
        lastPolledAt = feed.LastPolledAt,
        lastSuccessAt = feed.LastSuccessAt,
        nextDue = feed.NextDue,
        lastCode = feed.LastCode,
        lastText = feed.LastText,
        polls = feed.Polls,
        notModified = feed.NotModified,
        problems = feed.Problems is null ? null : JsonSerializer.Deserialize<Dictionary<string, int>>(feed.Problems),
        gapAt = feed.GapAt,
    };

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "An OPML file" };
        return new Command("import", "Take the feeds of an OPML file into the configuration folder") { file }.Does((context, result, _) =>
        {
            var source = result.GetValue(file)!;
            if (!source.Exists)
            {
                context.Output.Error($"{source.FullName} is not there.");
                return Task.FromResult(ExitCodes.Usage);
            }

            var opml = Opml.Read(File.ReadAllBytes(source.FullName));
            if (opml.Outlines.Count == 0)
            {
                context.Output.Error($"{source.FullName} holds no feeds: {string.Join(" ", opml.Problems.Select(problem => problem.Detail))}");
                return Task.FromResult(ExitCodes.Findings);
            }

            var target = Path.Combine(context.ConfigFolder, Path.GetFileNameWithoutExtension(source.Name) + ".opml");
            if (File.Exists(target))
            {
                context.Output.Error($"{target} is there already. Rename the file to import, or remove the old one.");
                return Task.FromResult(ExitCodes.Usage);
            }

            File.WriteAllText(target, Opml.Write(source.Name, opml.Outlines));
            context.Output.Line($"{opml.Outlines.Count} feeds are in {target}. Every OPML file in the configuration folder is read; folders are tags.");
            return Task.FromResult(ExitCodes.Ok);
        });
    }

    private static Command Export() => new Command("export", "Print the configured feeds as OPML, tags as folders").DoesConfigured((context, configuration, _, _) =>
    {
        var outlines = configuration.Feeds.Where(feed => !feed.IsFile).Select(feed => new OpmlOutline(feed.Name ?? feed.Url, feed.Url, null, feed.Tags)).ToList();
        context.Output.Raw(Opml.Write("FeedWatch", outlines));
        return Task.FromResult(ExitCodes.Ok);
    });

    private static Command Add()
    {
        var url = new Argument<string>("url") { Description = "A feed, or a page that names one" };
        return new Command("add", "Find the feeds behind an address and show what to write into feeds.json") { url }.Does(async (context, result, cancellation) =>
        {
            using var reader = new SourceReader(context.Time);
            var (found, reason) = await reader.DiscoverAsync(result.GetValue(url)!, cancellation);
            if (found.Count == 0)
            {
                context.Output.Error($"No feed there: {reason}");
                return ExitCodes.Findings;
            }

            foreach (var feed in found)
            {
                if (context.Json)
                {
                    context.Output.Json(new { url = feed.Url, title = feed.Title });
                }
                else
                {
                    context.Output.Line($"{feed.Title ?? "(no title)"}");
                    context.Output.Line($"  {{ \"url\": {JsonSerializer.Serialize(feed.Url, StoredJson.Options)} }}");
                }
            }

            return ExitCodes.Ok;
        });
    }

    private static Command Resume()
    {
        var id = new Argument<string>("id") { Description = "Id of a paused or quarantined feed" };
        return new Command("resume", "Poll a paused or quarantined feed again") { id }.DoesStored(async (context, database, result, cancellation) =>
        {
            if (await new FeedStore(database).ResumeAsync(result.GetValue(id)!, context.Time.GetUtcNow(), cancellation))
            {
                context.Output.Line("It is due now.");
                return ExitCodes.Ok;
            }

            context.Output.Error($"There is no feed {result.GetValue(id)}. feedwatch feeds lists them.");
            return ExitCodes.Usage;
        });
    }
}
