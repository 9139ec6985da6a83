using System.CommandLine;
using System.Globalization;
using FeedWatch.Core.Feeds;
using FeedWatch.Core.Stories;
using FeedWatch.Core.Topics;
using FeedWatch.Pipeline;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>match FILE|URL…</c>: what the watchlists, or topics given on the command line, would flag. Nothing is stored.</summary>
public static class MatchVerb
{
    /// <summary>A topic to try, with the watchlist it belongs to, if any.</summary>
    private sealed record Trial(string? Watchlist, TopicDefinition Topic);

    public static Command Create()
    {
        var sources = new Argument<string[]>("source") { Description = "Files or URLs", Arity = ArgumentArity.OneOrMore };
        var topics = new Option<string[]>("--topic") { Description = "A topic to try instead of the watchlists (repeatable)" };
        return new Command("match", "Show what would be flagged; nothing is stored") { sources, topics }
            .Does((context, result, cancellation) => RunAsync(context, result.GetValue(sources)!, result.GetValue(topics) ?? [], cancellation));
    }

    private static async Task<int> RunAsync(VerbContext context, string[] sources, string[] expressions, CancellationToken cancellation)
    {
        IReadOnlyList<Trial> trials;
        IReadOnlyList<FeedSettings> feeds = [];
        TopicSet set;
        if (expressions.Length > 0)
        {
            trials = [.. expressions.Select(expression => new Trial(null, new TopicDefinition { Id = Slug.Of(expression), Name = expression, Any = [expression] }))];
            set = TopicSet.Compile([.. trials.Select(trial => trial.Topic)]);
            if (TopicErrors.Print(context.Output, set.Errors))
            {
                return ExitCodes.Usage;
            }
        }
        else if (context.LoadConfiguration() is { } configuration)
        {
            trials = [.. configuration.Topics.Select(pair => new Trial(pair.Watchlist.Name, pair.Topic.Definition))];
            (set, feeds) = (configuration.TopicSet, configuration.Feeds);
        }
        else
        {
            return ExitCodes.Configuration;
        }

        using var reader = new SourceReader(context.Time);
        var stories = new StoryIndex();
        var (exit, hits, opened) = (ExitCodes.Ok, 0, 0);
        foreach (var source in sources)
        {
            var (document, reason) = await reader.ReadAsync(source, cancellation);
            if (document is null || document.Format == FeedFormat.Unknown)
            {
                context.Output.Error($"{source}: {reason ?? document!.Problems.Select(problem => problem.Detail).FirstOrDefault() ?? "not a feed"}");
                exit = ExitCodes.Findings;
                continue;
            }

            var feed = feeds.FirstOrDefault(feed => feed.Url == source || feed.Url == Path.GetFullPath(source)) ?? new FeedSettings { Id = source, Url = source };
            foreach (var item in document.Items)
            {
                var described = ItemMatching.Describe(item, feed, document.Title);
                var matches = HitEntryId.IsHit(item.Id) ? [] : set.Match(described);
                if (matches.Count == 0)
                {
                    continue;
                }

                var story = StoryOf(stories, source, document, item, described, ref opened, context.Time.GetUtcNow());
                foreach (var match in matches)
                {
                    hits++;
                    Print(context, source, item, described, trials[match.Topic], match, story);
                }
            }
        }

        if (!context.Json)
        {
            context.Output.Line(hits == 0 ? "Nothing would be flagged." : $"{hits} hits in {opened} stories.");
        }

        return exit;
    }

    private static long StoryOf(StoryIndex stories, string source, Feed document, FeedItem item, TopicItem described, ref int opened, DateTimeOffset now)
    {
        var text = new StoryText
        {
            FeedId = source,
            Title = described.Title,
            Body = described.Content ?? described.Summary,
            Link = described.Link,
            Language = described.Language,
            At = ItemMatching.When(item, now),
            Outlet = described.Source ?? document.Title,
        };
        var candidate = new StoryVersion(0, source, CanonicalLink.Of(item.Link), item.Id ?? item.Link, text.At, StoryFingerprint.Of(text));
        var id = StoryGrouper.Find(stories, candidate) is Grouping.Joins joins ? joins.StoryId : ++opened;
        stories.Add(candidate with { StoryId = id });
        return id;
    }

    private static void Print(VerbContext context, string source, FeedItem item, TopicItem described, Trial trial, TopicMatch match, long story)
    {
        if (context.Json)
        {
            context.Output.Json(HitShape.Of(
                trial.Watchlist, trial.Topic.Id, source, HitShape.Item(item.Id, item.Title, item.Link, item.Published),
                story.ToString(CultureInfo.InvariantCulture), match.Score, match.Evidence));
            return;
        }

        context.Output.Line($"{trial.Topic.Name} ({match.Score}): {item.Title ?? item.Link}");
        context.Output.Line($"  {source}  story {story}");
        foreach (var place in match.Evidence)
        {
            context.Output.Line($"  {place.Clause}: “{place.Text}” in the {place.Field} ({place.Rule})");
        }
    }
}
