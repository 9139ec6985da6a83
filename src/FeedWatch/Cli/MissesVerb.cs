using System.CommandLine;
using System.Globalization;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Settings.Values;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>misses [TOPIC]</c>: stored items that came near to a topic, and why they were not flagged; without a topic, how many for each.</summary>
public static class MissesVerb
{
    private sealed record Watched(string? Watchlist, TopicDefinition Topic);

    private sealed record Missed(Watched By, ItemRow Item, NearMiss Miss);

    public static Command Create()
    {
        var topic = new Argument<string?>("topic") { Description = "A topic's id, or an expression; without it, the near misses of every topic are counted", Arity = ArgumentArity.ZeroOrOne };
        return new Command("misses", "List the stored items that came near to a topic, and why they were not flagged") { topic, StoredVerb.Since, StoredVerb.Csv }
            .DoesConfigured(async (context, configuration, result, cancellation) =>
            {
                var wanted = result.GetValue(topic);
                var topics = Find(configuration, wanted);
                if (StoredVerb.SinceMoment(context, result) is not { } since || (wanted is not null && TopicErrors.Print(context.Output, TopicCompiler.Check(topics[0].Topic))))
                {
                    return ExitCodes.Usage;
                }

                using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
                if (!await new Migrator(database, context.Time).IsCurrentAsync(cancellation))
                {
                    context.Output.Error($"{database.Description} is not there yet or not at this version. Poll once, or run feedwatch migrate.");
                    return ExitCodes.DatabaseUnavailable;
                }

                var misses = await ReadAsync(database, configuration, topics, since, cancellation);
                if (wanted is null)
                {
                    Count(context, result.GetValue(StoredVerb.Csv), topics, misses);
                }
                else
                {
                    List(context, result.GetValue(StoredVerb.Csv), misses);
                }

                return ExitCodes.Ok;
            });
    }

    /// <summary>The topics with that id, in whichever watchlist; when there is none, the text is a topic of the moment.</summary>
    private static List<Watched> Find(Configuration configuration, string? wanted)
    {
        var known = configuration.Topics.Where(pair => wanted is null || pair.Topic.Definition.Id == wanted).Select(pair => new Watched(pair.Watchlist.Name, pair.Topic.Definition)).ToList();
        return known.Count > 0 || wanted is null ? known : [new Watched(null, new TopicDefinition { Id = Slug.Of(wanted), Name = wanted, Any = [wanted] })];
    }

    /// <summary>Oldest first.</summary>
    private static async Task<List<Missed>> ReadAsync(Database database, Configuration configuration, List<Watched> topics, DateTimeOffset since, CancellationToken cancellation)
    {
        var finder = new NearMissFinder([.. topics.Select(watched => watched.Topic)]);
        var misses = new List<Missed>();
        await foreach (var stored in new StoredItems(database).ReadAsync(since, watchlist: string.Empty, configuration.FeedById, cancellation))
        {
            // Our own feed of hits may be watched: what is a hit already is no miss.
            if (HitEntryId.IsHit(stored.Item.Guid))
            {
                continue;
            }

            misses.AddRange(finder.Find(stored.Described).Select(miss => new Missed(topics[miss.Topic], stored.Item, miss)));
        }

        return misses;
    }

    private static void Count(VerbContext context, bool csv, List<Watched> topics, List<Missed> misses)
    {
        var counts = misses.CountBy(missed => missed.By).ToDictionary();
        StoredVerb.Print<Watched>(
            context, csv, topics,
            watched => new { watchlist = watched.Watchlist, topic = watched.Topic.Id, nearMisses = counts.GetValueOrDefault(watched) },
            new("watchlist", watched => watched.Watchlist), new("topic", watched => watched.Topic.Id),
            new("nearMisses", watched => counts.GetValueOrDefault(watched).ToString(CultureInfo.InvariantCulture)));
    }

    private static void List(VerbContext context, bool csv, List<Missed> misses) => StoredVerb.Print<Missed>(
        context, csv, misses,
        missed => new
        {
            watchlist = missed.By.Watchlist,
            topic = missed.By.Topic.Id,
            path = missed.Miss.Path,
            clause = missed.Miss.Clause,
            reason = missed.Miss.Reason,
            item = HitShape.Item(missed.Item.Guid, missed.Item.Title, missed.Item.Link, missed.Item.Published),
        },
        new("watchlist", missed => missed.By.Watchlist), new("topic", missed => missed.By.Topic.Id), new("title", missed => missed.Item.Title), new("clause", missed => missed.Miss.Clause),
        new("reason", missed => missed.Miss.Reason), new("link", missed => missed.Item.Link));
}
