using System.Numerics;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// Many items, each cut into words once, so that a topic that comes later is tried on all of them at once: a list under every printed
/// word says which items to look at. The lists leave out only what cannot match; what they name has yet to be matched.
/// </summary>
public sealed class TopicCorpus
{
    private const ulong Spread = 0xC2B2AE3D27D4EB4F;
    private static readonly TopicSet NoTopics = TopicSet.Compile([]);

    private readonly Lock _lock = new();
    private readonly ItemText _text = new();
    private readonly List<Listed> _words = [];

    /// <summary>The items of each word.</summary>
    private WordListing[] _items = new WordListing[1024];

    /// <summary>Where a word is found by its hash; of twice as many slots as words, or more.</summary>
    private Slot[] _slots = new Slot[4096];

    /// <summary>A printed word; with a right half, two that a hyphen joins.</summary>
    /// <param name="Hash">Of all that is printed, the language and whether it is two.</param>
    private sealed record Listed(ulong Hash, string Word, string? Right, Language Language, WordKeys Keys);

    /// <summary>A word's hash and one more than its number; 0 where there is none. Words that share all 64 bits would be taken for one.</summary>
    private record struct Slot(ulong Hash, int Number);

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item, whose number is the <see cref="Count"/> before.</summary>
    public void Add(TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (_lock)
        {
            _text.Read(item, NoTopics.Engine.Terms, NoTopics.Cache, withSources: false);
            for (var field = 0; field < _text.Fields.Count; field++)
                AddField(_text.Fields[field], field + 1 < _text.Fields.Count ? _text.Fields[field + 1].FirstWord : _text.WordCount);
            _text.Clear();
            Count++;
        }
    }

    /// <summary>
    /// Adds all items of another corpus behind those of this one, without cutting them again: parts of a large corpus are made on many
    /// threads and then put together.
    /// </summary>
    public void Append(TopicCorpus later)
    {
        ArgumentNullException.ThrowIfNull(later);
        lock (_lock)
        {
            for (var number = 0; number < later._words.Count; number++)
            {
                ref var slot = ref Find(later._words[number].Hash);
                if (slot.Number == 0)
                    slot.Number = Learn(later._words[number]);
                _items[slot.Number - 1].Append(later._items[number], Count);
            }
            Count += later.Count;
        }
    }

    /// <summary>
    /// Numbers of the items that a topic of the set may flag, in order; null when nothing can be said without looking at all of them
    /// (a regular expression, a NOT alone, a topic that looks at sources, authors, tags or links).
    /// </summary>
    public IReadOnlyList<int>? Candidates(TopicSet topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        if (topics.Engine.LooksAtSources)
            return null;
        lock (_lock)
        {
            var listings = ByTerm(topics.Engine.Terms);
            var any = new ulong[Count / 64 + 1];
            for (var handle = 0; handle < topics.Count; handle++)
            {
                if (topics.TopicAt(handle) is not { } topic)
                    continue;
                if (TermCover.Of(topic, term => listings[term].Sum(word => _items[word].Count)) is not { } ways)
                    return null;
                foreach (var way in ways)
                    Mark(way, listings, any);
            }
            return Numbers(any);
        }
    }

    private void AddField(ItemField field, int end)
    {
        var text = field.Text.AsSpan();
        for (var word = field.FirstWord; word < end; word++)
        {
            var printed = text[_text.StartOf(word).._text.EndOf(word)];
            List(printed, printed.Length);
            if (word + 1 < end && _text.StartOf(word + 1) == _text.EndOf(word) + 1 && Hyphens.Is(text[_text.EndOf(word)]))
                List(text[_text.StartOf(word).._text.EndOf(word + 1)], printed.Length);
        }
    }

    /// <param name="left">Length of the left half; of all where there is but one.</param>
    private void List(ReadOnlySpan<char> printed, int left)
    {
        var isJoined = left < printed.Length;
        ref var slot = ref Find(WordHash.Of(printed, ((ulong)_text.Language * 2 + (isJoined ? 2u : 1u)) * Spread));
        if (slot.Number == 0)
        {
            var word = printed[..left];
            var right = isJoined ? printed[(left + 1)..] : default;
            slot.Number = Learn(new Listed(
                slot.Hash, word.ToString(), isJoined ? right.ToString() : null, _text.Language,
                isJoined ? WordKeys.OfJoined(word, right, _text.Language) : WordKeys.Of(word, _text.Language)));
        }
        _items[slot.Number - 1].Add(Count);
    }

    /// <summary>The slot of a word, or the one it may have.</summary>
    private ref Slot Find(ulong hash)
    {
        if (_words.Count * 2 >= _slots.Length)
            Grow();
        var mask = _slots.Length - 1;
        var at = (int)hash & mask;
        while (_slots[at].Number != 0 && _slots[at].Hash != hash)
            at = (at + 1) & mask;
        if (_slots[at].Number == 0)
            _slots[at].Hash = hash;
        return ref _slots[at];
    }

    private void Grow()
    {
        var slots = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.Number == 0)
                continue;
            var at = (int)slot.Hash & (slots.Length - 1);
            while (slots[at].Number != 0)
                at = (at + 1) & (slots.Length - 1);
            slots[at] = slot;
        }
        _slots = slots;
    }

    /// <summary>Adds a word.</summary>
    /// <returns>One more than its number.</returns>
    private int Learn(Listed word)
    {
        if (_words.Count == _items.Length)
            Array.Resize(ref _items, _items.Length * 2);
        _items[_words.Count] = WordListing.Empty;
        _words.Add(word);
        return _words.Count;
    }

    /// <summary>The numbers of the printed words that each term can stand as.</summary>
    private List<int>[] ByTerm(TopicTerms terms)
    {
        var listings = new List<int>[terms.Count];
        for (var term = 0; term < listings.Length; term++)
            listings[term] = [];
        var found = new List<FoundTerm>();
        for (var number = 0; number < _words.Count; number++)
        {
            var word = _words[number];
            if (!terms.MayFind(word.Keys, word.Language))
                continue;
            found.Clear();
            if (word.Right is not null)
                terms.FindJoined(word.Word, word.Right, hyphen: true, word.Language, found);
            else if (terms.MayBeginJoined(word.Word))
                found.AddRange(Enumerable.Range(0, terms.Count).Select(term => new FoundTerm(term, 0))); // with its right neighbour it may be any
            else
                terms.Find(word.Word, word.Language, found);
            foreach (var (term, _) in found)
            {
                if (listings[term] is not [.., var last] || last != number)
                    listings[term].Add(number);
            }
        }
        return listings;
    }

    /// <summary>Marks the items in which every term of the way stands.</summary>
    private void Mark(CoverTerms way, List<int>[] listings, ulong[] any)
    {
        var all = new ulong[any.Length];
        Array.Fill(all, ulong.MaxValue);
        foreach (var term in way.Together.Concat(way.Elsewhere).Distinct())
        {
            var items = new ulong[any.Length];
            foreach (var word in listings[term])
                _items[word].Mark(items);
            for (var i = 0; i < all.Length; i++)
                all[i] &= items[i];
        }
        for (var i = 0; i < all.Length; i++)
            any[i] |= all[i];
    }

    private List<int> Numbers(ulong[] items)
    {
        var numbers = new List<int>();
        for (var i = 0; i < items.Length; i++)
        {
            for (var bits = items[i]; bits != 0; bits &= bits - 1)
            {
                if (i * 64 + BitOperations.TrailingZeroCount(bits) is var number && number < Count)
                    numbers.Add(number);
            }
        }
        return numbers;
    }
}
