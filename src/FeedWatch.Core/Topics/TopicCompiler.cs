namespace FeedWatch.Core.Topics;

/// <summary>Validates topics before they are compiled.</summary>
public static class TopicCompiler
{
    /// <summary>Errors and warnings of one topic, each with its <see cref="TopicError.Path"/>.</summary>
    public static IReadOnlyList<TopicError> Check(TopicDefinition topic) => new TopicChecker().Check(topic);

    /// <summary>Errors and warnings of several topics, duplicates included. <c>Topic</c> is the index in the list.</summary>
    public static IReadOnlyList<(int Topic, TopicError Error)> Check(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var checker = new TopicChecker();
        return [.. topics.SelectMany((topic, i) => checker.Check(topic).Select(error => (i, error))), .. Duplicates(topics)];
    }

    /// <summary>A warning for every topic that looks for the same as one before it. <c>Topic</c> is the index in the list.</summary>
    public static IEnumerable<(int Topic, TopicError Error)> Duplicates(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var first = new Dictionary<string, TopicDefinition>(StringComparer.Ordinal);
        for (var i = 0; i < topics.Count; i++)
        {
            if (!first.TryAdd(Meaning(topics[i]), topics[i]))
                yield return (i, new TopicError(topics[i].Id, 0, 0, $"It looks for the same as '{first[Meaning(topics[i])].Id}'.", "Remove one of the two.", true));
        }
    }

    /// <summary>Errors and warnings in the expressions of aliases.</summary>
    internal static void CheckAliases(IReadOnlyDictionary<string, IReadOnlyList<string>> aliases, List<TopicError> errors)
    {
        foreach (var (head, expressions) in aliases)
        {
            CheckList(expressions, $"aliases[\"{head}\"]", TopicAliases.None, errors);
            errors.AddRange(TopicLint.OfAliases(expressions, $"aliases[\"{head}\"]"));
            if (TopicAliases.Key(head).Length == 0)
                errors.Add(new TopicError(head, 0, head.Length, "The head of an alias has no word.", "Write the word it stands for.", false) { Path = $"aliases[\"{head}\"]" });
        }
    }

    internal static TopicError NothingToLookFor(TopicDefinition topic) => new(topic.Id, 0, 0, "The topic has neither \"any\" nor \"all\": it can never match.",
        "Add at least one expression to \"any\".", false);

    private static string Meaning(TopicDefinition topic) => string.Join('\n',
        ((IReadOnlyList<string>[])[topic.Any, topic.All, topic.None, topic.IncludeFeeds, topic.ExcludeFeeds, topic.Languages])
        .Select(list => string.Join('\t', list.Select(TopicLint.Normal).Order(StringComparer.Ordinal))));

    /// <summary>Errors and warnings in a list of expressions.</summary>
    internal static void CheckList(IReadOnlyList<string> expressions, string list, TopicAliases aliases, List<TopicError> errors)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            foreach (var error in TopicParser.Parse(expressions[i], aliases).Errors)
                errors.Add(error with { Path = $"{list}[{i}]" });
        }
    }
}
