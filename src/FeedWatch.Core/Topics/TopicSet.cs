namespace FeedWatch.Core.Topics;

/// <summary>Topics compiled together. Immutable; matching is safe from any number of threads.</summary>
public sealed class TopicSet
{
    private readonly CompiledTopic?[] _topics;
    private readonly TopicTerms _terms;

    private TopicSet(CompiledTopic?[] topics, TopicTerms terms, IReadOnlyList<TopicError> errors)
    {
        _topics = topics;
        _terms = terms;
        Errors = errors;
    }

    /// <summary>Number of handles given so far, removed topics included.</summary>
    public int Count => _topics.Length;

    /// <summary>What is wrong with the definitions. A topic with an error never matches.</summary>
    public IReadOnlyList<TopicError> Errors { get; }

    /// <summary>The definition behind a handle; null when the topic was removed.</summary>
    public TopicDefinition? this[int handle] => _topics[handle]?.Definition;

    /// <summary>Compiles topics. The handle of each is its index in the list.</summary>
    public static TopicSet Compile(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var terms = new TopicTerms();
        var errors = new List<TopicError>();
        var compiled = topics.Select(t => CompiledTopic.Compile(t, terms, errors)).ToArray();
        return new TopicSet(compiled, terms, errors);
    }

    /// <summary>This set and one more topic, whose handle is <see cref="Count"/> of this set.</summary>
    public TopicSet With(TopicDefinition topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Compile([.. _topics.Select(t => t?.Definition).OfType<TopicDefinition>(), topic]);
    }

    /// <summary>This set without one topic. The handles of the others stay.</summary>
    public TopicSet Without(int handle)
    {
        var topics = (CompiledTopic?[])_topics.Clone();
        topics[handle] = null;
        return new TopicSet(topics, _terms, Errors);
    }

    /// <summary>The topics that flag the item, by handle, each with its reasons.</summary>
    public IReadOnlyList<TopicMatch> Match(TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var text = new ItemText(item, _terms);
        var matches = new List<TopicMatch>();
        for (var handle = 0; handle < _topics.Length; handle++)
        {
            if (_topics[handle] is { } topic && topic.Matches(text))
                matches.Add(EvidenceWriter.Write(handle, topic, text, _terms));
        }
        return matches;
    }
}
