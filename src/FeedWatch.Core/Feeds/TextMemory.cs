using System.Buffers;

namespace FeedWatch.Core.Feeds;

/// <summary>Rented memory in which the texts of one feed lie one behind the other. What is never given back is left to the garbage collector.</summary>
internal sealed class TextMemory : IDisposable
{
    /// <summary>UTF-16 units rented at once. Twice as many would be a large object, which the collector keeps for long.</summary>
    private const int BlockLength = 32 * 1024;

    /// <summary>A longer text lies in memory of its own, or the end of many a block would stay empty.</summary>
    private const int LongestShared = BlockLength / 4;

    private readonly List<char[]> _blocks = [];
    private Memory<char> _free;

    /// <summary>A copy of a text, good until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<char> Keep(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestShared)
        {
            return text.ToArray();
        }

        if (text.Length > _free.Length)
        {
            _blocks.Add(ArrayPool<char>.Shared.Rent(BlockLength));
            _free = _blocks[^1];
        }

        var kept = _free[..text.Length];
        text.CopyTo(kept.Span);
        _free = _free[text.Length..];
        return kept;
    }

    /// <summary>Gives the memory back; a second time does nothing.</summary>
    public void Dispose()
    {
        _blocks.ForEach(block => ArrayPool<char>.Shared.Return(block));
        _blocks.Clear();
        _free = default;
    }
}
