namespace FeedWatch.Core.Topics;

/// <summary>
/// From the hash of a word to a chain of numbers. One writer at a time; any number of readers, who need no lock: slots are only ever
/// filled, a value before its key, and a grown table is published as a whole. Words are known by 64 bits of a keyed hash.
/// </summary>
internal sealed class HashIndex
{
    private Table _table = new(16);
    private Node[] _nodes = new Node[16];
    private int _nodeCount;
    private int _keyCount;

    private readonly record struct Node(int Value, int Next);

    private sealed class Table(int size)
    {
        internal readonly ulong[] Keys = new ulong[size];
        internal readonly int[] Heads = new int[size];
    }

    /// <summary>The beginning of the chain for a key, or -1.</summary>
    internal int Head(ulong key)
    {
        var table = Volatile.Read(ref _table);
        var mask = table.Keys.Length - 1;
        for (var slot = (int)key & mask; ; slot = (slot + 1) & mask)
        {
            var found = Volatile.Read(ref table.Keys[slot]);
            if (found == key)
                return Volatile.Read(ref table.Heads[slot]);
            if (found == 0)
                return -1;
        }
    }

    internal bool Contains(ulong key) => Head(key) >= 0;

    /// <summary>The value at a place of a chain; <paramref name="node"/> moves to the next place, -1 at the end.</summary>
    internal int Take(ref int node)
    {
        var taken = Volatile.Read(ref _nodes)[node];
        node = taken.Next;
        return taken.Value;
    }

    /// <summary>Adds a value to the chain of a key. Writers take turns.</summary>
    internal void Add(ulong key, int value)
    {
        if (_nodeCount == _nodes.Length)
        {
            var larger = new Node[_nodes.Length * 2];
            _nodes.CopyTo(larger, 0);
            Volatile.Write(ref _nodes, larger);
        }
        if (2 * (_keyCount + 1) > _table.Keys.Length)
            Grow();
        var slot = Slot(_table, key);
        var isNew = _table.Keys[slot] == 0;
        _nodes[_nodeCount] = new Node(value, isNew ? -1 : _table.Heads[slot]);
        Volatile.Write(ref _table.Heads[slot], _nodeCount++);
        if (isNew)
        {
            Volatile.Write(ref _table.Keys[slot], key);
            _keyCount++;
        }
    }

    private static int Slot(Table table, ulong key)
    {
        var mask = table.Keys.Length - 1;
        var slot = (int)key & mask;
        while (table.Keys[slot] != 0 && table.Keys[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var larger = new Table(_table.Keys.Length * 2);
        for (var i = 0; i < _table.Keys.Length; i++)
        {
            if (_table.Keys[i] == 0)
                continue;
            var slot = Slot(larger, _table.Keys[i]);
            larger.Keys[slot] = _table.Keys[i];
            larger.Heads[slot] = _table.Heads[i];
        }
        Volatile.Write(ref _table, larger);
    }
}
