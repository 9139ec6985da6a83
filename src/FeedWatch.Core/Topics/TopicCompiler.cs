namespace FeedWatch.Core.Topics;

/// <summary>Validates topics before they are compiled.</summary>
public static class TopicCompiler
{
    /// <summary>Errors and warnings of one topic, each with its <see cref="TopicError.Path"/>.</summary>
    public static IReadOnlyList<TopicError> Check(TopicDefinition topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var errors = new List<TopicError>();
        var aliases = TopicAliases.From(topic.Aliases);
        CheckList(topic.Any, "any", aliases, errors);
        CheckList(topic.All, "all", aliases, errors);
        CheckList(topic.None, "none", aliases, errors);
        if (topic.Any.Count + topic.All.Count == 0)
            errors.Add(NothingToLookFor(topic));
        foreach (var (head, expressions) in topic.Aliases)
            CheckList(expressions, $"aliases[\"{head}\"]", TopicAliases.None, errors);
        return errors;
    }

    /// <summary>Errors and warnings of several topics, duplicates included. The key is the index in the list.</summary>
    public static IReadOnlyList<(int Topic, TopicError Error)> Check(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return [.. topics.SelectMany((t, i) => Check(t).Select(e => (i, e)))];
    }

    internal static TopicError NothingToLookFor(TopicDefinition topic) => new(topic.Id, 0, 0, "The topic has neither \"any\" nor \"all\": it can never match.",
        "Add at least one expression to \"any\".", false);

    private static void CheckList(IReadOnlyList<string> expressions, string list, TopicAliases aliases, List<TopicError> errors)
    {
        for (var i = 0; i < expressions.Count; i++)
            errors.AddRange(TopicParser.Parse(expressions[i], aliases).Errors.Select(e => e with { Path = $"{list}[{i}]" }));
    }
}
