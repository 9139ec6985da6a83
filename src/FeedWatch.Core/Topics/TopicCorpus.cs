using System.Numerics;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// Many items, each cut into words once, so that a topic that comes later is tried on all of them at once: a list under every printed
/// word says which items to look at. The lists leave out only what cannot match; what they name has yet to be matched.
/// </summary>
public sealed class TopicCorpus
{
    private static readonly TopicSet NoTopics = TopicSet.Compile([]);

    private readonly Lock _lock = new();
    private readonly ItemText _text = new();
    private readonly List<Listed> _words = [];
    private readonly Dictionary<string, int>[] _single = [.. Enum.GetValues<Language>().Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly Dictionary<string, int>[] _joined = [.. Enum.GetValues<Language>().Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];

    /// <summary>A printed word; with a right half, two that a hyphen joins.</summary>
    private sealed class Listed(string printed, string word, string? right, Language language, WordKeys keys)
    {
        /// <summary>As it stands in the text, with hyphen and right half.</summary>
        internal string Printed => printed;
        internal string Word => word;
        internal string? Right => right;
        internal Language Language => language;
        internal WordKeys Keys => keys;
        internal WordListing Items { get; } = new();
    }

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
            foreach (var word in later._words)
            {
                var lookup = (word.Right is null ? _single : _joined)[(int)word.Language];
                if (!lookup.TryGetValue(word.Printed, out var at))
                {
                    lookup[word.Printed] = at = _words.Count;
                    _words.Add(new Listed(word.Printed, word.Word, word.Right, word.Language, word.Keys));
                }
                _words[at].Items.Append(word.Items, Count);
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
                if (TermCover.Of(topic, term => listings[term].Sum(list => list.Count)) is not { } ways)
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
            List(_single, printed, printed.Length);
            if (word + 1 < end && _text.StartOf(word + 1) == _text.EndOf(word) + 1 && Hyphens.Is(text[_text.EndOf(word)]))
                List(_joined, text[_text.StartOf(word).._text.EndOf(word + 1)], printed.Length);
        }
    }

    private void List(Dictionary<string, int>[] known, ReadOnlySpan<char> printed, int left)
    {
        var lookup = known[(int)_text.Language].GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(printed, out var at))
        {
            var word = printed.ToString();
            lookup[word] = at = _words.Count;
            _words.Add(left == printed.Length
                ? new Listed(word, word, null, _text.Language, WordKeys.Of(printed, _text.Language))
                : new Listed(word, printed[..left].ToString(), printed[(left + 1)..].ToString(), _text.Language, WordKeys.OfJoined(printed[..left], printed[(left + 1)..], _text.Language)));
        }
        _words[at].Items.Add(Count);
    }

    /// <summary>The listings of the printed words that each term can stand as.</summary>
    private List<WordListing>[] ByTerm(TopicTerms terms)
    {
        var listings = new List<WordListing>[terms.Count];
        for (var term = 0; term < listings.Length; term++)
            listings[term] = [];
        var found = new List<FoundTerm>();
        foreach (var word in _words)
        {
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
                if (listings[term] is not [.., var last] || last != word.Items)
                    listings[term].Add(word.Items);
            }
        }
        return listings;
    }

    /// <summary>Marks the items in which every term of the way stands.</summary>
    private static void Mark(CoverTerms way, List<WordListing>[] listings, ulong[] any)
    {
        var all = new ulong[any.Length];
        Array.Fill(all, ulong.MaxValue);
        foreach (var term in way.Together.Concat(way.Elsewhere).Distinct())
        {
            var items = new ulong[any.Length];
            foreach (var listing in listings[term])
                listing.Mark(items);
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
