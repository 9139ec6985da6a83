using System.CommandLine;
using FeedWatch.Core.Feeds;
using FeedWatch.Core.Topics;
using FeedWatch.Pipeline;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;

namespace FeedWatch.Cli;

/// <summary><c>explain TOPIC FILE|URL|TEXT</c>: why a topic matches, or why not, clause by clause.</summary>
public static class ExplainVerb
{
    public static Command Create()
    {
        var topic = new Argument<string>("topic") { Description = "A topic's id from the watchlists, or an expression" };
        var source = new Argument<string>("source") { Description = "A file, a URL, or a text to try" };
        return new Command("explain", "Say why a topic matches, or why not, clause by clause") { topic, source }
            .Does((context, result, cancellation) => RunAsync(context, result.GetValue(topic)!, result.GetValue(source)!, cancellation));
    }

    private static async Task<int> RunAsync(VerbContext context, string topic, string source, CancellationToken cancellation)
    {
        var (definition, feeds) = Find(context, topic);
        if (TopicErrors.Print(context.Output, TopicCompiler.Check(definition)))
        {
            return ExitCodes.Usage;
        }

        if (!File.Exists(source) && !source.Contains("://", StringComparison.Ordinal))
        {
            Print(context, definition, new TopicItem { Title = source });
            return ExitCodes.Ok;
        }

        using var reader = new SourceReader(context.Time);
        var (document, reason) = await reader.ReadAsync(source, cancellation);
        if (document is null || document.Format == FeedFormat.Unknown)
        {
            context.Output.Error($"{source}: {reason ?? "This is not a feed."}");
            return ExitCodes.Findings;
        }

        var feed = feeds.FirstOrDefault(feed => feed.Url == source || feed.Url == Path.GetFullPath(source)) ?? new FeedSettings { Id = source, Url = source };
        foreach (var item in document.Items)
        {
            Print(context, definition, ItemMatching.Describe(item, feed, document.Title));
        }

        return ExitCodes.Ok;
    }

    /// <summary>A topic of the watchlists when one has that id; else the text is the topic, and no configuration is needed.</summary>
    private static (TopicDefinition Topic, IReadOnlyList<FeedSettings> Feeds) Find(VerbContext context, string topic)
    {
        var configuration = ConfigurationLoader.Load(context.ConfigFolder, EnvironmentVariables.All(), context.Time.GetUtcNow()).Configuration;
        var known = configuration?.Topics.Select(pair => pair.Topic.Definition).FirstOrDefault(definition => definition.Id == topic);
        return (known ?? new TopicDefinition { Id = Slug.Of(topic), Name = topic, Any = [topic] }, configuration?.Feeds ?? []);
    }

    private static void Print(VerbContext context, TopicDefinition definition, TopicItem item)
    {
        var explanation = TopicExplainer.Explain(definition, item);
        if (context.Json)
        {
            context.Output.Json(explanation);
        }
        else
        {
            context.Output.Line(item.Title ?? item.Link ?? "(no title)");
            context.Output.Line(explanation.ToText());
        }
    }
}
