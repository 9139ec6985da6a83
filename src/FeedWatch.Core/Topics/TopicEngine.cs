namespace FeedWatch.Core.Topics;

/// <summary>
/// What the sets that grew out of one compilation share: terms and index. Both only grow; a set knows by its pages which topics are
/// its own. Topics removed leave their listing behind until the next compilation.
/// </summary>
internal sealed class TopicEngine
{
    internal const int PageSize = 1024;
    private readonly Lock _changing = new();
    private readonly TopicIndex _index = new();
    private volatile bool _looksAtSources;
    private int _handles;

    internal TopicTerms Terms { get; } = new();

    /// <summary>Whether any topic looks at source, author, tag or url.</summary>
    internal bool LooksAtSources => _looksAtSources;

    internal static TopicSet Compile(IReadOnlyList<TopicDefinition> definitions)
    {
        var engine = new TopicEngine { _handles = definitions.Count };
        var errors = new List<TopicError>();
        var compiler = new TopicDefinitionCompiler(engine.Terms, errors);
        var topics = new CompiledTopic?[definitions.Count];
        for (var i = 0; i < topics.Length; i++)
            topics[i] = compiler.Compile(definitions[i]);
        engine._index.Build(topics, engine.Terms.Count);
        engine._looksAtSources = compiler.LooksAtSources;
        return new TopicSet(engine, [.. topics.Chunk(PageSize).Select(Full)], topics.Length, new SurfaceCache(engine.Terms, SurfaceCache.Large), errors);
    }

    /// <summary>Adds a topic. A set that is not the newest of its line is compiled anew, so that handles stay unique.</summary>
    internal TopicSet Add(TopicSet set, TopicDefinition definition)
    {
        lock (_changing)
        {
            if (set.Count != _handles)
                return Recompile(set, definition);
            var errors = new List<TopicError>();
            var compiler = new TopicDefinitionCompiler(Terms, errors);
            var words = Terms.Version;
            var topic = compiler.Compile(definition);
            if (topic is not null)
                _index.Add(topic, _handles, Terms.Count);
            _looksAtSources |= compiler.LooksAtSources;
            // What the cache knows about words is void when new words are looked for.
            var cache = Terms.Version == words ? set.Cache : new SurfaceCache(Terms, SurfaceCache.Large);
            var handle = _handles++;
            var pages = handle % PageSize == 0 ? [.. set.Pages, new CompiledTopic?[PageSize]] : set.Pages;
            return new TopicSet(this, Replace(pages, handle, topic), handle + 1, cache, [.. set.Errors, .. errors]);
        }
    }

    private static TopicSet Recompile(TopicSet set, TopicDefinition definition)
    {
        var definitions = new TopicDefinition[set.Count + 1];
        for (var i = 0; i < set.Count; i++)
            definitions[i] = set[i] ?? new TopicDefinition { Id = "", Name = "" };
        definitions[set.Count] = definition;
        return Compile(definitions);
    }

    /// <summary>The pages with one topic exchanged; all other pages are shared.</summary>
    internal static CompiledTopic?[][] Replace(CompiledTopic?[][] pages, int handle, CompiledTopic? topic)
    {
        var changed = (CompiledTopic?[][])pages.Clone();
        changed[handle / PageSize] = (CompiledTopic?[])pages[handle / PageSize].Clone();
        changed[handle / PageSize][handle % PageSize] = topic;
        return changed;
    }

    private static CompiledTopic?[] Full(CompiledTopic?[] page)
    {
        Array.Resize(ref page, PageSize);
        return page;
    }

    /// <summary>The topics that may match.</summary>
    internal void FindCandidates(ItemText text, Candidates candidates)
    {
        candidates.Prepare(Volatile.Read(ref _handles));
        // The listings lie far apart in memory: all are on their way before the first is read.
        foreach (var term in text.DistinctTerms)
            _index.Prefetch(term);
        foreach (var term in text.DistinctTerms)
        {
            Add(_index.Under(term), term, text, candidates);
            Add(_index.AddedUnder(term), term, text, candidates);
        }
        foreach (var topic in _index.Always)
            candidates.Add(topic);
    }

    private static void Add(ReadOnlySpan<Posting> postings, int term, ItemText text, Candidates candidates)
    {
        foreach (ref readonly var posting in postings)
        {
            if (posting.Second >= 0 && (!text.Has(posting.Second) || posting.Third >= 0 && !text.Has(posting.Third)
                || posting.Span > 0 && !text.AreNear(term, posting.Second, posting.Span)))
                continue;
            candidates.Add(posting.Topic);
        }
    }
}
