using System.CommandLine;
using FeedWatch.Core.Topics;
using FeedWatch.Settings;
using FeedWatch.Storage;

namespace FeedWatch.Cli;

/// <summary><c>diff WATCHLIST --since 30d</c>: what the changed watchlist would have flagged in the stored items.</summary>
public static class DiffVerb
{
    private sealed record Difference(string Change, string Watchlist, string Topic, ItemRow Item, int? Score);

    public static Command Create()
    {
        var name = new Argument<string>("watchlist") { Description = "Name or file name of a watchlist" };
        return new Command("diff", "Show which hits the watchlist as it is now gains and loses in the stored items") { name, StoredVerb.Since, StoredVerb.Csv }
            .DoesConfigured(async (context, configuration, result, cancellation) =>
            {
                var wanted = result.GetValue(name)!;
                var watchlist = configuration.Watchlists.FirstOrDefault(list => list.Name == wanted || list.Id == Path.GetFileNameWithoutExtension(wanted));
                if (watchlist is null)
                {
                    context.Output.Error($"There is no watchlist {wanted}. There are {string.Join(", ", configuration.Watchlists.Select(list => list.Name))}.");
                    return ExitCodes.Usage;
                }

                if (StoredVerb.SinceMoment(context, result) is not { } since)
                {
                    return ExitCodes.Usage;
                }

                using var database = Database.Open(configuration.Settings.Storage, context.DataFolder);
                if (!await new Migrator(database, context.Time).IsCurrentAsync(cancellation))
                {
                    context.Output.Error($"{database.Description} is not there yet or not at this version. Poll once, or run feedwatch migrate.");
                    return ExitCodes.DatabaseUnavailable;
                }

                var differences = await CompareAsync(database, configuration, watchlist, since, cancellation);
                StoredVerb.Print<Difference>(
                    context, result.GetValue(StoredVerb.Csv), differences,
                    difference => new
                    {
                        change = difference.Change,
                        watchlist = difference.Watchlist,
                        topic = difference.Topic,
                        score = difference.Score,
                        item = HitShape.Item(difference.Item.Guid, difference.Item.Title, difference.Item.Link, difference.Item.Published),
                    },
                    new("change", difference => difference.Change), new("topic", difference => difference.Topic), new("title", difference => difference.Item.Title), new("link", difference => difference.Item.Link));
                return ExitCodes.Ok;
            });
    }

    private static async Task<List<Difference>> CompareAsync(Database database, Configuration configuration, Watchlist watchlist, DateTimeOffset since, CancellationToken cancellation)
    {
        var set = TopicSet.Compile([.. watchlist.Topics.Select(topic => topic.Definition)]);
        var differences = new List<Difference>();
        await foreach (var stored in new StoredItems(database).ReadAsync(since, watchlist.Id, configuration.FeedById, cancellation))
        {
            if (HitEntryId.IsHit(stored.Item.Guid))
            {
                continue;
            }

            var now = set.Match(stored.Described).ToDictionary(match => watchlist.Topics[match.Topic].Definition.Id, match => match.Score);
            differences.AddRange(now.Where(match => !stored.Topics.Contains(match.Key)).Select(match => new Difference("gained", watchlist.Name, match.Key, stored.Item, match.Value)));
            differences.AddRange(stored.Topics.Where(topic => !now.ContainsKey(topic)).Select(topic => new Difference("lost", watchlist.Name, topic, stored.Item, null)));
        }

        return differences;
    }
}
