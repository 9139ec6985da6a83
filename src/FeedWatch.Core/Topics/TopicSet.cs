namespace FeedWatch.Core.Topics;

/// <summary>
/// Topics compiled together. Immutable to its users: matching is safe from any number of threads, takes no locks and allocates only
/// for what it finds; a change gives a new set that shares what both have in common.
/// </summary>
public sealed class TopicSet
{
    [ThreadStatic]
    private static ItemText? _scratch;

    [ThreadStatic]
    private static Candidates? _candidates;

    [ThreadStatic]
    private static EvidenceWriter? _writer;

    private readonly TopicEngine _engine;
    private readonly CompiledTopic?[][] _pages;
    private readonly SurfaceCache _cache;

    internal TopicSet(TopicEngine engine, CompiledTopic?[][] pages, int count, SurfaceCache cache, IReadOnlyList<TopicError> errors)
    {
        _engine = engine;
        _pages = pages;
        _cache = cache;
        Count = count;
        Errors = errors;
    }

    /// <summary>Number of handles given so far, removed topics included.</summary>
    public int Count { get; }

    /// <summary>What is wrong with the definitions. A topic with an error never matches.</summary>
    public IReadOnlyList<TopicError> Errors { get; }

    /// <summary>The definition behind a handle; null when the topic was removed or has errors.</summary>
    public TopicDefinition? this[int handle] => TopicAt(handle)?.Definition;

    /// <summary>Compiles topics. The handle of each is its index in the list.</summary>
    public static TopicSet Compile(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return TopicEngine.Compile(topics);
    }

    /// <summary>This set and one more topic, whose handle is <see cref="Count"/> of this set.</summary>
    public TopicSet With(TopicDefinition topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return _engine.Add(this, topic);
    }

    /// <summary>This set without one topic. The handles of the others stay.</summary>
    public TopicSet Without(int handle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(handle);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(handle, Count);
        return new TopicSet(_engine, TopicEngine.Replace(_pages, handle, null), Count, _cache, Errors);
    }

    /// <summary>The topics that flag the item, by handle, each with its reasons.</summary>
    public IReadOnlyList<TopicMatch> Match(TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var text = _scratch ??= new ItemText();
        var candidates = _candidates ??= new Candidates();
        text.Read(item, _engine.Terms, _cache, _engine.LooksAtSources);
        _engine.FindCandidates(text, candidates);
        Touch(candidates.Topics);
        List<TopicMatch>? matches = null;
        foreach (var handle in candidates.Topics)
        {
            if (handle < Count && TopicAt(handle) is { } topic && topic.Matches(text))
                (matches ??= []).Add((_writer ??= new EvidenceWriter()).Write(handle, topic, text, _engine.Terms));
        }
        candidates.Clear();
        text.Clear();
        matches?.Sort((a, b) => a.Topic.CompareTo(b.Topic));
        return (IReadOnlyList<TopicMatch>?)matches ?? [];
    }

    /// <summary>The handles of the topics that flag the item, without reasons: for who counts, and shows the reasons of few.</summary>
    public IReadOnlyList<int> Flagging(TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var text = _scratch ??= new ItemText();
        var candidates = _candidates ??= new Candidates();
        text.Read(item, _engine.Terms, _cache, _engine.LooksAtSources);
        _engine.FindCandidates(text, candidates);
        List<int>? handles = null;
        foreach (var handle in candidates.Topics)
        {
            if (handle < Count && TopicAt(handle) is { } topic && topic.Matches(text))
                (handles ??= []).Add(handle);
        }
        candidates.Clear();
        text.Clear();
        handles?.Sort();
        return (IReadOnlyList<int>?)handles ?? [];
    }

    /// <summary>
    /// Topics lie far apart in memory. Reading a little of each first, with nothing to decide in between, lets the processor fetch them
    /// side by side instead of one after the other.
    /// </summary>
    private void Touch(ReadOnlySpan<int> handles)
    {
        if (handles.Length < 4)
            return;
        var read = 0;
        foreach (var handle in handles)
        {
            if (handle < Count && TopicAt(handle) is { } topic)
                read += topic.Touch();
        }
        _touched = read;
    }

    [ThreadStatic]
    private static int _touched;

    internal CompiledTopic? TopicAt(int handle) => _pages[handle / TopicEngine.PageSize][handle % TopicEngine.PageSize];

    internal CompiledTopic?[][] Pages => _pages;

    internal SurfaceCache Cache => _cache;

    internal TopicEngine Engine => _engine;
}
