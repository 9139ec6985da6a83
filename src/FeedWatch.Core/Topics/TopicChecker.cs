namespace FeedWatch.Core.Topics;

/// <summary>Validates topics one after the other. Those of a watchlist share their aliases, which are read once and not for each.</summary>
public sealed class TopicChecker
{
    private readonly List<TopicError> _aliasErrors = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _lastAliases;
    private TopicAliases _aliases = TopicAliases.None;
    private HashSet<string> _heads = [];

    /// <summary>Errors and warnings of one topic, each with its <see cref="TopicError.Path"/>.</summary>
    public IReadOnlyList<TopicError> Check(TopicDefinition topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ReadAliases(topic.Aliases);
        var errors = new List<TopicError>();
        TopicCompiler.CheckList(topic.Any, "any", _aliases, errors);
        TopicCompiler.CheckList(topic.All, "all", _aliases, errors);
        TopicCompiler.CheckList(topic.None, "none", _aliases, errors);
        if (topic.Any.Count + topic.All.Count == 0)
            errors.Add(TopicCompiler.NothingToLookFor(topic));
        errors.AddRange(_aliasErrors);
        new TopicLint(topic, _heads, errors).Check();
        return errors;
    }

    private void ReadAliases(IReadOnlyDictionary<string, IReadOnlyList<string>> aliases)
    {
        if (ReferenceEquals(aliases, _lastAliases))
            return;
        _lastAliases = aliases;
        _aliases = TopicAliases.From(aliases);
        _heads = [.. aliases.Keys.Select(TopicAliases.Key)];
        _aliasErrors.Clear();
        TopicCompiler.CheckAliases(aliases, _aliasErrors);
    }
}
