using System.Text;

namespace FeedWatch.Core.Feeds.Markup;

/// <summary>Finds a value by an ASCII name in UTF-8, in any case. Fixed once built.</summary>
internal sealed class NameTable<TValue>
    where TValue : struct
{
    private readonly (byte[] Name, TValue Value)[] _slots;

    public NameTable(params ReadOnlySpan<(string Name, TValue Value)> rows)
    {
        _slots = new (byte[], TValue)[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows.Length * 4)];
        foreach (var (name, value) in rows)
        {
            var bytes = Encoding.ASCII.GetBytes(name);
            var slot = Slot(bytes);
            while (_slots[slot].Name is not null)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = (bytes, value);
        }
    }

    public bool TryGet(ReadOnlySpan<byte> name, out TValue value)
    {
        if (!name.IsEmpty)
        {
            for (var slot = Slot(name); _slots[slot].Name is { } candidate; slot = (slot + 1) & (_slots.Length - 1))
            {
                if (candidate.Length == name.Length && Ascii.EqualsIgnoreCase(candidate, name))
                {
                    value = _slots[slot].Value;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>Length, first, middle and last letter tell nearly all names apart; 0x20 is the bit of the case.</summary>
    private int Slot(ReadOnlySpan<byte> name)
    {
        var hash = ((name.Length * 31) + (name[0] | 0x20)) * 31;
        hash = (hash + (name[name.Length / 2] | 0x20)) * 31;
        return (hash + (name[^1] | 0x20)) & (_slots.Length - 1);
    }
}
