namespace FeedWatch.Core.Topics;

/// <summary>Topics that may match an item, each once. Used for item after item on one thread.</summary>
internal sealed class Candidates
{
    private ulong[] _seen = [];
    private int[] _topics = new int[64];
    private int _count;

    internal ReadOnlySpan<int> Topics => _topics.AsSpan(0, _count);

    /// <summary>Makes room for handles below <paramref name="handles"/>.</summary>
    internal void Prepare(int handles)
    {
        if (_seen.Length * 64 <= handles)
            _seen = new ulong[handles / 32 + 2];
    }

    internal void Add(int topic)
    {
        // A topic that was added to a later set meanwhile is none of ours.
        if (topic >> 6 >= _seen.Length || (_seen[topic >> 6] >> (topic & 63) & 1) != 0)
            return;
        _seen[topic >> 6] |= 1UL << (topic & 63);
        if (_count == _topics.Length)
            Array.Resize(ref _topics, _count * 2);
        _topics[_count++] = topic;
    }

    internal void Clear()
    {
        foreach (var topic in Topics)
            _seen[topic >> 6] = 0;
        _count = 0;
    }
}
