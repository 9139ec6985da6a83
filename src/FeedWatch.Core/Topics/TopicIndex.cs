using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace FeedWatch.Core.Topics;

/// <summary>A topic listed under one of its terms, with what is cheap to ask before the topic itself is looked at.</summary>
/// <param name="Topic">The handle.</param>
/// <param name="Second">A term that must be in the item as well; -1 for none.</param>
/// <param name="Span">How many words the key and the second can span; 0 for anywhere.</param>
/// <param name="Third">One more term that must be in the item; -1 for none.</param>
internal readonly record struct Posting(int Topic, int Second, int Span, int Third);

/// <summary>
/// Finds the few topics that can match an item: each is listed under its rarest term, beside its second rarest. Like the terms it
/// only grows, by one writer at a time, and is read without locks.
/// </summary>
internal sealed class TopicIndex
{
    private int[] _begin = [0];
    private Posting[] _postings = [];
    private Posting[]?[] _added = [];
    private int[] _always = [];
    private int[] _frequency = [];

    /// <summary>Topics without any required term: looked at for every item.</summary>
    internal ReadOnlySpan<int> Always => Volatile.Read(ref _always);

    /// <summary>Topics listed under a term when the set was compiled.</summary>
    internal ReadOnlySpan<Posting> Under(int term)
    {
        var begin = _begin;
        return term + 1 < begin.Length ? _postings.AsSpan(begin[term], begin[term + 1] - begin[term]) : default;
    }

    /// <summary>Asks the processor to fetch the listing of a term.</summary>
    internal unsafe void Prefetch(int term)
    {
        if (Sse.IsSupported && term + 1 < _begin.Length && _begin[term] < _postings.Length)
            Sse.Prefetch0(Unsafe.AsPointer(ref _postings[_begin[term]]));
    }

    /// <summary>Topics listed under a term since then.</summary>
    internal ReadOnlySpan<Posting> AddedUnder(int term)
    {
        var added = Volatile.Read(ref _added);
        return term < added.Length ? Volatile.Read(ref added[term]) : default(ReadOnlySpan<Posting>);
    }

    /// <summary>Lists all topics of a new set.</summary>
    internal void Build(IReadOnlyList<CompiledTopic?> topics, int termCount)
    {
        _frequency = new int[termCount];
        foreach (var topic in topics)
        {
            if (topic is not null)
                topic.CountTerms(_frequency);
        }
        var always = new List<int>();
        var keyed = new List<(int Key, Posting Posting)>(topics.Count);
        for (var i = 0; i < topics.Count; i++)
        {
            if (topics[i] is { } topic)
                Choose(topic, i, keyed, always);
        }
        var begin = new int[termCount + 1];
        foreach (var (key, _) in keyed)
            begin[key + 1]++;
        for (var i = 0; i < termCount; i++)
            begin[i + 1] += begin[i];
        var postings = new Posting[keyed.Count];
        var next = (int[])begin.Clone();
        foreach (var (key, posting) in keyed)
            postings[next[key]++] = posting;
        (_begin, _postings, _always) = (begin, postings, [.. always]);
    }

    /// <summary>Lists one more topic.</summary>
    internal void Add(CompiledTopic topic, int handle, int termCount)
    {
        var keyed = new List<(int Key, Posting Posting)>();
        var always = new List<int>(_always);
        Choose(topic, handle, keyed, always);
        if (always.Count != _always.Length)
            Volatile.Write(ref _always, [.. always]);
        if (_added.Length < termCount)
        {
            var larger = new Posting[]?[termCount * 2];
            _added.CopyTo(larger, 0);
            Volatile.Write(ref _added, larger);
        }
        foreach (var (key, posting) in keyed)
            Volatile.Write(ref _added[key], [.. _added[key] ?? [], posting]);
    }

    private void Choose(CompiledTopic topic, int handle, List<(int Key, Posting Posting)> keyed, List<int> always)
    {
        if (TermCover.Of(topic, Frequency) is not { } cover)
        {
            always.Add(handle);
            return;
        }
        foreach (var way in cover)
        {
            var together = Rarest(way.Together);
            var all = Rarest([.. way.Together.Concat(way.Elsewhere).Distinct()]);
            // Two terms that stand together tell more than two anywhere.
            keyed.Add(together.Length >= 2 && way.Span > 0
                ? (together[0], new Posting(handle, together[1], way.Span, all.FirstOrDefault(t => t != together[0] && t != together[1], -1)))
                : (all[0], new Posting(handle, all.Length > 1 ? all[1] : -1, 0, all.Length > 2 ? all[2] : -1)));
        }
    }

    private int[] Rarest(int[] terms)
    {
        Array.Sort(terms, (a, b) => Frequency(a).CompareTo(Frequency(b)));
        return terms;
    }

    /// <summary>How many topics name the term: what is common among topics is common in texts.</summary>
    private int Frequency(int term) => term < _frequency.Length ? _frequency[term] : 0;
}
