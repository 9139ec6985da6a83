namespace FeedWatch.Core.Topics;

/// <summary>The items that a word stands in, by number and in order, in one to five bytes each.</summary>
internal struct WordListing
{
    private const int More = 0x80;
    private byte[] _steps;
    private int _length;
    private int _last;

    internal static WordListing Empty => new() { _steps = new byte[4], _last = -1 };

    internal int Count { readonly get; private set; }

    /// <summary>Numbers come in order; one that is there already is left out.</summary>
    internal void Add(int item)
    {
        if (item == _last)
            return;
        var step = (uint)(item - _last);
        for (_last = item; step >= More; step >>= 7)
            Append((byte)(step | More));
        Append((byte)step);
        Count++;
    }

    /// <summary>Adds the items of a listing of later ones, whose numbers begin at <paramref name="first"/> here.</summary>
    internal void Append(in WordListing later, int first)
    {
        var (item, read) = (-1, 0);
        for (var shift = 0; ; shift += 7)
        {
            item += (later._steps[read] & (More - 1)) << shift;
            if (later._steps[read++] < More)
                break;
        }
        Add(first + item); // only the first step is another one here
        var rest = later._steps.AsSpan(read, later._length - read);
        if (_length + rest.Length > _steps.Length)
            Array.Resize(ref _steps, Math.Max(_length + rest.Length, _length * 2));
        rest.CopyTo(_steps.AsSpan(_length));
        (_length, _last, Count) = (_length + rest.Length, first + later._last, Count + later.Count - 1);
    }

    /// <summary>Sets the bits of the items.</summary>
    internal readonly void Mark(ulong[] items)
    {
        int item = -1, step = 0, shift = 0;
        foreach (var part in _steps.AsSpan(0, _length))
        {
            step |= (part & (More - 1)) << shift;
            shift += 7;
            if (part >= More)
                continue;
            item += step;
            items[item >> 6] |= 1UL << (item & 63);
            (step, shift) = (0, 0);
        }
    }

    private void Append(byte part)
    {
        if (_length == _steps.Length)
            Array.Resize(ref _steps, _length * 2);
        _steps[_length++] = part;
    }
}
