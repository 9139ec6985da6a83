namespace FeedWatch.Core.Topics;

/// <summary>Explains, clause by clause, why a topic flags an item or why not.</summary>
public static class TopicExplainer
{
    /// <summary>Explains one topic on one item.</summary>
    public static TopicExplanation Explain(TopicDefinition topic, TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(item);
        var terms = new TopicTerms();
        var errors = new List<TopicError>();
        if (new TopicDefinitionCompiler(terms, errors).Compile(topic) is not { } compiled)
            return new TopicExplanation(topic, null, [], errors);
        var text = new ItemText();
        text.Read(item, terms, new SurfaceCache(terms, SurfaceCache.Small), withSources: true);
        var match = compiled.Matches(text) ? new EvidenceWriter().Write(0, compiled, text, terms) : null;
        return new TopicExplanation(topic, match, ExplainClauses(compiled, text, terms), errors);
    }

    /// <summary>Clause by clause, in the order any, all, none, feeds, languages.</summary>
    internal static List<ClauseExplanation> ExplainClauses(CompiledTopic topic, ItemText text, TopicTerms terms)
    {
        var clauses = new List<ClauseExplanation>();
        AddList("any", topic.Any, wanted: true);
        AddList("all", topic.All, wanted: true);
        AddList("none", topic.None, wanted: false);
        AddFilters(topic, text, clauses);
        return clauses;

        void AddList(string list, TopicExpression[] expressions, bool wanted)
        {
            for (var i = 0; i < expressions.Length; i++)
            {
                var matched = expressions[i].Matches(text);
                var evidence = matched ? new EvidenceWriter().Write(expressions[i], text, terms) : [];
                var reason = wanted == matched ? "" : matched ? $"excluded by {list}[{i}]" : new NearestMiss(text, terms).Of(expressions[i]);
                clauses.Add(new ClauseExplanation($"{list}[{i}]", expressions[i].Text, matched, evidence, reason));
            }
        }
    }

    private static void AddFilters(CompiledTopic topic, ItemText item, List<ClauseExplanation> clauses)
    {
        var definition = topic.Definition;
        if (definition.IncludeFeeds.Count + definition.ExcludeFeeds.Count > 0)
        {
            var counts = topic.FeedCounts(item.Item);
            var written = string.Join(", ", definition.IncludeFeeds.Concat(definition.ExcludeFeeds.Select(f => "not " + f)));
            clauses.Add(new ClauseExplanation("feeds", written, counts, [], counts ? "" : $"the feed '{item.Item.FeedId}' is not included"));
        }
        if (definition.Languages.Count > 0)
        {
            var counts = topic.LanguageCounts(item);
            clauses.Add(new ClauseExplanation("languages", string.Join(", ", definition.Languages), counts, [],
                counts ? "" : $"the language '{(item.LanguageTag.Length == 0 ? "unknown" : item.LanguageTag)}' is not included"));
        }
    }
}
