using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>A clause of a topic with the expression it was written as.</summary>
internal sealed record TopicExpression(string Text, string Path, TopicClause Clause)
{
    internal bool Matches(ItemText item) => Clause.Matches(item, TopicFields.Text);
}

/// <summary>One topic over the terms of a set.</summary>
internal sealed class CompiledTopic
{
    private CompiledTopic(TopicDefinition definition) => Definition = definition;

    internal TopicDefinition Definition { get; }

    internal TopicExpression[] Any { get; private init; } = [];

    internal TopicExpression[] All { get; private init; } = [];

    internal TopicExpression[] None { get; private init; } = [];

    /// <summary>The compiled topic, or null with the reasons added to <paramref name="errors"/>.</summary>
    internal static CompiledTopic? Compile(TopicDefinition definition, TopicTerms terms, List<TopicError> errors)
    {
        var before = errors.Count;
        var aliases = TopicAliases.From(definition.Aliases);
        var compiler = new ClauseCompiler(terms);
        var any = Parse(definition.Any, "any");
        var all = Parse(definition.All, "all");
        var none = Parse(definition.None, "none");
        if (any.Count + all.Count == 0 && errors.Count == before)
            errors.Add(TopicCompiler.NothingToLookFor(definition));
        if (errors.Count > before)
            return null;
        return new CompiledTopic(definition)
        {
            Any = [.. any.Select(Compile)],
            All = [.. all.Select(Compile)],
            None = [.. none.Select(Compile)],
        };

        List<(string Text, string Path, TopicNode Root)> Parse(IReadOnlyList<string> expressions, string list)
        {
            var parsed = new List<(string, string, TopicNode)>();
            for (var i = 0; i < expressions.Count; i++)
            {
                var path = $"{list}[{i}]";
                var result = TopicParser.Parse(expressions[i], aliases);
                errors.AddRange(result.Errors.Where(e => !e.IsWarning).Select(e => e with { Path = path }));
                if (result.Root is { } root)
                    parsed.Add((expressions[i], path, root));
            }
            return parsed;
        }

        TopicExpression Compile((string Text, string Path, TopicNode Root) part) => new(part.Text, part.Path, compiler.Compile(part.Root));
    }

    internal bool Matches(ItemText item) => FeedCounts(item.Item) && LanguageCounts(item)
        && (Any.Length == 0 || Array.Exists(Any, c => c.Matches(item)))
        && Array.TrueForAll(All, c => c.Matches(item))
        && !Array.Exists(None, c => c.Matches(item));

    internal bool FeedCounts(TopicItem item) =>
        (Definition.IncludeFeeds.Count == 0 || Definition.IncludeFeeds.Any(f => IsFeed(item, f))) && !Definition.ExcludeFeeds.Any(f => IsFeed(item, f));

    internal bool LanguageCounts(ItemText item) =>
        Definition.Languages.Count == 0 || Definition.Languages.Any(l => LanguageTag.Primary(l) == item.LanguageTag);

    internal static bool IsFeed(TopicItem item, string feed) => feed.StartsWith("tag:", StringComparison.OrdinalIgnoreCase)
        ? item.FeedTags.Any(t => t.AsSpan().Equals(feed.AsSpan(4), StringComparison.OrdinalIgnoreCase))
        : string.Equals(item.FeedId, feed, StringComparison.OrdinalIgnoreCase);
}
