using FeedWatch.Core.Topics;
using FeedWatch.Settings.Reading;

namespace FeedWatch.Settings.Binding;

/// <summary>Compiles all topics, runs their tests, and puts what the topic language objects to in its place in the file.</summary>
internal sealed class TopicBinder(ProblemList problems)
{
    /// <summary>A watchlist's alias is part of each of its topics; what is wrong with it is said once.</summary>
    private readonly HashSet<(ConfigNode Node, string Message)> _reported = [];

    private readonly TopicChecker _checker = new();

    /// <summary>The compiled set; handles count through the watchlists in their order.</summary>
    public static TopicSet Compile(IReadOnlyList<BoundWatchlist> watchlists, ProblemList problems)
    {
        var binder = new TopicBinder(problems);
        foreach (var watchlist in watchlists)
        {
            foreach (var topic in watchlist.Topics) binder.Check(topic, watchlist.Root);
            foreach (var (topic, error) in TopicCompiler.Duplicates([.. watchlist.Topics.Select(bound => bound.Topic.Definition)]))
            {
                problems.Warning(watchlist.Topics[topic].Node, $"{error.Clause}: {error.Message}", error.Remedy);
            }
        }

        return TopicSet.Compile([.. watchlists.SelectMany(watchlist => watchlist.Topics).Select(bound => bound.Topic.Definition)]);
    }

    private void Check(BoundTopic bound, ConfigNode root)
    {
        var definition = bound.Topic.Definition;
        var errors = _checker.Check(definition);
        foreach (var error in errors) Report(error, bound.Node, root);
        if (errors.All(error => error.IsWarning)) RunTests(bound);
    }

    private void Report(TopicError error, ConfigNode topic, ConfigNode root)
    {
        var node = Find(topic, error.Path) ?? Find(root, error.Path) ?? topic;
        if (!_reported.Add((node, error.Message))) return;

        var part = error.Length > 0 && error.Length < error.Clause.Length ? $" (at \"{error.Clause.Substring(error.Position, error.Length)}\")" : "";
        var message = $"{error.Clause}: {error.Message.TrimEnd('.')}{part}, character {error.Position + 1}.";
        if (error.IsWarning) problems.Warning(node, message, error.Remedy);
        else problems.Error(node, message, error.Remedy);
    }

    private void RunTests(BoundTopic bound)
    {
        var tests = bound.Topic.Tests;
        if (tests.Match.Count + tests.Ignore.Count == 0) return;

        // Tests are texts without a feed: filters on feeds and languages are not what they try.
        var definition = bound.Topic.Definition with { IncludeFeeds = [], ExcludeFeeds = [], Languages = [] };
        var set = TopicSet.Compile([definition]);
        foreach (var node in bound.Node.Get("tests").Items("match"))
        {
            if (set.Match(ItemOf(node)).Count == 0)
                problems.Error(node, $"The topic \"{definition.Id}\" does not flag this text, though it should: {WhyNot(definition, node)}", "Change the topic, or the text.");
        }

        foreach (var node in bound.Node.Get("tests").Items("ignore"))
        {
            if (set.Match(ItemOf(node)) is [var match, ..])
                problems.Error(node, $"The topic \"{definition.Id}\" flags this text, though it should not: {Why(match)}", "Change the topic (\"none\" excludes), or the text.");
        }
    }

    /// <summary>As title and as summary, so that <c>title:</c> and <c>body:</c> can both be tried.</summary>
    private static TopicItem ItemOf(ConfigNode node) => new() { Title = node.Literal, Summary = node.Literal };

    private static string WhyNot(TopicDefinition topic, ConfigNode node)
    {
        var clauses = TopicExplainer.Explain(topic, ItemOf(node)).Clauses;
        var reasons = clauses.Where(clause => clause.Path.StartsWith("none", StringComparison.Ordinal) == clause.Matched)
            .Select(clause => clause.Matched ? $"{clause.Clause} (in none) matches" : $"{clause.Clause} is not in it");
        return string.Join("; ", reasons.Take(3)) + ".";
    }

    private static string Why(TopicMatch match) =>
        string.Join("; ", match.Evidence.Select(evidence => $"{evidence.Clause} matches \"{evidence.Text}\"").Distinct().Take(3)) + ".";

    /// <summary>The node behind <c>any[0]</c>, <c>aliases["IP4"]</c> or <c>aliases["IP4"][1]</c>; a single text may stand for a list.</summary>
    private static ConfigNode? Find(ConfigNode owner, string path)
    {
        if (owner.Kind == NodeKind.Text) return path.StartsWith("aliases", StringComparison.Ordinal) ? null : owner;
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0) return path.Length == 0 ? owner : owner.Get(path);
        var list = owner.Get(path[..bracket]);
        if (path[bracket..].StartsWith("[\"", StringComparison.Ordinal))
        {
            var end = path.LastIndexOf("\"]", StringComparison.Ordinal);
            list = list.Get(path[(bracket + 2)..end]);
            if (path.EndsWith("\"]", StringComparison.Ordinal)) return list;
        }

        var index = int.Parse(path[(path.LastIndexOf('[') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture);
        return list is { Kind: NodeKind.List } ? list.Elements.ElementAtOrDefault(index) : list;
    }
}
