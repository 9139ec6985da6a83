namespace FeedWatch.Core.Topics;

/// <summary>Compiles definitions over shared terms; what is wrong goes to the list of errors.</summary>
internal sealed class TopicDefinitionCompiler(TopicTerms terms, List<TopicError> errors)
{
    private readonly ClauseCompiler _clauses = new(terms);

    private readonly List<TopicError> _aliasErrors = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _lastAliases;
    private TopicAliases _aliases = TopicAliases.None;

    /// <summary>Whether a topic compiled here looks at source, author, tag or url.</summary>
    internal bool LooksAtSources => _clauses.LooksAtSources;

    /// <summary>The compiled topic, or null when it has errors.</summary>
    internal CompiledTopic? Compile(TopicDefinition definition)
    {
        var before = errors.Count;
        var aliases = AliasesOf(definition);
        var any = Parse(definition.Any, "any", aliases);
        var all = Parse(definition.All, "all", aliases);
        var none = Parse(definition.None, "none", aliases);
        if (definition.Any.Count + definition.All.Count == 0)
            errors.Add(TopicCompiler.NothingToLookFor(definition));
        return errors.Count > before ? null : new CompiledTopic(definition, Compile(any), Compile(all), Compile(none));
    }

    /// <summary>The topics of a watchlist share their aliases: they are read once.</summary>
    private TopicAliases AliasesOf(TopicDefinition definition)
    {
        if (!ReferenceEquals(definition.Aliases, _lastAliases))
        {
            _lastAliases = definition.Aliases;
            _aliases = TopicAliases.From(definition.Aliases);
            _aliasErrors.Clear();
            TopicCompiler.CheckAliases(definition.Aliases, _aliasErrors);
        }
        errors.AddRange(_aliasErrors.Where(e => !e.IsWarning));
        return _aliases;
    }

    private List<TopicParseResult> Parse(IReadOnlyList<string> expressions, string list, TopicAliases aliases)
    {
        var parsed = new List<TopicParseResult>(expressions.Count);
        for (var i = 0; i < expressions.Count; i++)
        {
            var result = TopicParser.Parse(expressions[i], aliases);
            foreach (var error in result.Errors)
            {
                if (!error.IsWarning)
                    errors.Add(error with { Path = $"{list}[{i}]" });
            }
            parsed.Add(result);
        }
        return parsed;
    }

    private TopicExpression[] Compile(List<TopicParseResult> parsed) =>
        parsed.Count == 0 ? [] : [.. parsed.Select(p => new TopicExpression(p.Expression, _clauses.Compile(p.Root!)))];
}
