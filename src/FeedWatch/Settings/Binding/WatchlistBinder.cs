using FeedWatch.Core.Topics;
using FeedWatch.Settings.Reading;
using FeedWatch.Settings.Values;

namespace FeedWatch.Settings.Binding;

/// <summary>A topic with the place where it is written.</summary>
internal sealed record BoundTopic(WatchedTopic Topic, ConfigNode Node);

/// <summary>A watchlist with the places of its topics.</summary>
internal sealed record BoundWatchlist(Watchlist Watchlist, IReadOnlyList<BoundTopic> Topics, ConfigNode Root);

/// <summary>Nodes of a watchlist file to a <see cref="Watchlist"/> in which every topic has its recipients and delivery.</summary>
internal sealed class WatchlistBinder(FeedFilterCheck feedFilters, DateTimeOffset now, ProblemList problems)
{
    /// <param name="id">File name without its ending.</param>
    /// <param name="root">The file, checked.</param>
    public BoundWatchlist Bind(string id, ConfigNode root)
    {
        var zone = root.Text("timeZone") is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc;
        var recipients = new RecipientBinder(root, problems);
        var deliver = DeliveryBinder.Bind(root.Get("deliver"), new Delivery());
        var under = new WatchedTopic
        {
            Definition = new TopicDefinition { Id = "", Name = "", Aliases = Aliases(root.Get("aliases")) },
            Recipients = recipients.Bind(root) ?? [],
            Deliver = deliver,
        };
        var topics = Topics(root, under, recipients, zone);
        CheckDelivery(root, deliver, topics, zone);
        CheckRecipients(root, topics);
        var watchlist = new Watchlist
        {
            Id = id,
            Name = root.Text("name")?.Trim() ?? id,
            Topics = [.. topics.Select(bound => bound.Topic)],
            TimeZone = zone,
            Recipients = under.Recipients,
            Deliver = deliver,
        };
        return new BoundWatchlist(watchlist, topics, root);
    }

    private List<BoundTopic> Topics(ConfigNode root, WatchedTopic under, RecipientBinder recipients, TimeZoneInfo zone)
    {
        var topics = new List<BoundTopic>();
        var byId = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var node in root.Items("topics"))
        {
            var topic = node.Kind == NodeKind.Text ? Plain(node, under) : Full(node, under, recipients, zone);
            if (topic is null) continue;

            topics.Add(new BoundTopic(topic, node)); // a duplicate, too: its other faults are to be told as well
            if (!byId.TryAdd(topic.Definition.Id, node)) problems.Error(node.Get("id") ?? node, $"The topic id \"{topic.Definition.Id}\" is used twice (first in line {byId[topic.Definition.Id].Line}).", "Give one of them an \"id\" of its own, or remove it.");
        }

        return topics;
    }

    /// <summary>A text alone: the expression is the name, its slug the id.</summary>
    private WatchedTopic? Plain(ConfigNode node, WatchedTopic under)
    {
        var text = node.Literal.Trim();
        if (IdOf(text, node) is not { } id) return null;
        return under with { Definition = under.Definition with { Id = id, Name = text, Any = [text] } };
    }

    private WatchedTopic? Full(ConfigNode node, WatchedTopic under, RecipientBinder recipients, TimeZoneInfo zone)
    {
        var any = node.Texts("any");
        var all = node.Texts("all");
        if (any.Count == 0 && all.Count == 0)
        {
            if (!HasFaultyExpressions(node)) problems.Error(node, "The topic is empty: it says nothing to match.", "Add \"any\": [\"…\"] or \"all\": [\"…\"].");
            return null;
        }

        var name = node.Text("name")?.Trim() ?? (any.Count > 0 ? any : all)[0];
        if ((node.Text("id") ?? IdOf(name, node)) is not { } id) return null;

        var filter = node.Get("feeds");
        var definition = under.Definition with
        {
            Id = id,
            Name = name,
            Any = any,
            All = all,
            None = node.Texts("none"),
            IncludeFeeds = feedFilters.Resolve(filter.Texts("include")),
            ExcludeFeeds = feedFilters.Resolve(filter.Texts("exclude")),
            Languages = [.. node.Texts("languages").Select(language => language.ToLowerInvariant()).Distinct()],
            Aliases = Merged(under.Definition.Aliases, Aliases(node.Get("aliases"))),
        };
        if (filter is not null) feedFilters.Check(filter, definition);

        var deliver = DeliveryBinder.Bind(node.Get("deliver"), under.Deliver);
        if (node.Get("deliver") is { } own) DeliveryBinder.Check(own, node, deliver, zone, now, problems);
        var tests = node.Get("tests");
        return new WatchedTopic
        {
            Definition = definition,
            Recipients = recipients.Bind(node) ?? under.Recipients,
            Deliver = deliver,
            Tests = new TopicTests(tests.Texts("match"), tests.Texts("ignore")),
            Expires = Expires(node.Get("expires"), zone),
        };
    }

    private string? IdOf(string text, ConfigNode node)
    {
        var slug = Slug.Of(text);
        if (slug.Length > 0) return slug;
        problems.Error(node, $"\"{text}\" holds no letter or digit to make an id of.", "Write an object with \"id\" and \"any\".");
        return null;
    }

    private static bool HasFaultyExpressions(ConfigNode node) =>
        ((string[])["any", "all"]).Any(name => node.Members.TryGetValue(name, out var list) && (list.IsFaulty || list.Elements.Exists(element => element.IsFaulty)));

    /// <summary>The end of the day: a topic that expires on the 31st is matched until midnight.</summary>
    private DateTimeOffset? Expires(ConfigNode? node, TimeZoneInfo zone)
    {
        if (node is null || !TimeOfDay.TryParseDate(node.Literal, out var date) || date == DateOnly.MaxValue) return null;
        var midnight = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        var expires = new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
        if (expires <= now) problems.Warning(node, "The topic has expired: it is no longer matched.", "Write a later date, or remove the topic.");
        return expires;
    }

    private void CheckDelivery(ConfigNode root, Delivery deliver, List<BoundTopic> topics, TimeZoneInfo zone)
    {
        var own = root.Get("deliver");
        DeliveryBinder.Check(own, root, deliver, zone, now, problems);
        if (own.Get("at") is { } at && !topics.Exists(bound => bound.Topic.Deliver.Mode == DeliveryMode.Digest))
            problems.Warning(at, "\"at\" means nothing without \"mode\": \"digest\".", "Add \"mode\": \"digest\", or remove \"at\".");
    }

    private void CheckRecipients(ConfigNode root, List<BoundTopic> topics)
    {
        var silent = topics.FindAll(bound => bound.Topic.Recipients.Count == 0 && bound.Topic.Deliver.Webhook is null);
        if (silent.Count == 0) return;
        var names = string.Join(", ", silent.Take(3).Select(bound => bound.Topic.Definition.Id)) + (silent.Count > 3 ? $" and {silent.Count - 3} more" : "");
        problems.Warning(root, $"Nobody gets the hits of {names}: they are stored, not mailed.", "Add \"recipients\": [\"desk@example.org\"].");
    }

    private static Dictionary<string, IReadOnlyList<string>> Aliases(ConfigNode? node) =>
        node is null ? [] : node.Members.Where(member => !member.Value.IsFaulty).ToDictionary(member => member.Key, member => (IReadOnlyList<string>)[.. member.Value.Items().Select(item => item.Literal.Trim())], StringComparer.Ordinal);

    /// <summary>The topic's own names for a head come after the watchlist's; without own ones, all topics share one table.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Merged(IReadOnlyDictionary<string, IReadOnlyList<string>> under, Dictionary<string, IReadOnlyList<string>> own)
    {
        if (own.Count == 0) return under;
        var merged = new Dictionary<string, IReadOnlyList<string>>(under, StringComparer.Ordinal);
        foreach (var (head, names) in own) merged[head] = under.TryGetValue(head, out var before) ? [.. before.Union(names, StringComparer.Ordinal)] : names;
        return merged;
    }
}
