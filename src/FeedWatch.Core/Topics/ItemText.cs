using System.Numerics;
using System.Runtime.CompilerServices;
using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>A run of words in an item, by word numbers (inclusive).</summary>
/// <param name="First">Number of the first word.</param>
/// <param name="Last">Number of the last word.</param>
internal readonly record struct WordSpan(int First, int Last);

/// <summary>One searched text of an item.</summary>
internal readonly record struct ItemField(TopicFields Field, string Text, int FirstWord)
{
    /// <summary>As much of it as is looked at.</summary>
    internal ReadOnlySpan<char> Searched => Text.AsSpan(0, Math.Min(Text.Length, ItemText.Longest));
}

/// <summary>Where a word stands in its field, and how many places were found before it.</summary>
internal readonly record struct ItemWord(int Start, int End, int PlacesBefore);

/// <summary>Where a term stands: its words, and in which compound (see <see cref="FoundTerm"/>).</summary>
internal readonly record struct TermPlace(int Term, int First, int Last, int Compound)
{
    internal WordSpan Span => new(First, Last);
}

/// <summary>
/// An item cut into words, with the places of every term that topics look for. One instance is used for item after item on one thread:
/// its arrays only grow, so that reading an item allocates nothing.
/// </summary>
internal sealed class ItemText
{
    /// <summary>No more of a field is looked at, in UTF-16 units.</summary>
    internal const int Longest = 256 * 1024;

    private readonly List<ItemField> _fields = [];
    private readonly List<FoundTerm> _found = [];
    private readonly Stack<List<WordSpan>> _spans = new();
    private readonly Stack<List<WordSpan>[]> _spanArrays = new();
    private readonly AsciiWords _ascii = new();
    private readonly ItemSentences _sentences = new();
    private readonly (Word Word, ulong Hash)[] _ahead = new (Word, ulong)[32];
    private ItemWord[] _itemWords = new ItemWord[1024];
    private TermPlace[] _places = new TermPlace[1024];
    private int[] _nextPlace = new int[1024];
    private int[] _distinct = new int[1024];
    private ulong[] _present = [];
    private int[] _firstPlace = [];
    private int _words;
    private int _placeCount;
    private int _distinctCount;
    private bool _linked;
    private SurfaceCache _cache = null!;
    private string? _lastTag;
    private string _lastPrimary = "";
    private Language? _lastLanguage;
    private ulong _seed;

    internal TopicItem Item { get; private set; } = null!;

    internal Language Language { get; private set; }

    /// <summary>The primary language tag of the item; empty when the item does not say.</summary>
    internal string LanguageTag { get; private set; } = "";

    internal List<ItemField> Fields => _fields;

    internal int WordCount => _words;

    internal int PlaceCount => _placeCount;

    /// <summary>The terms found, each once, in the order of their first places.</summary>
    internal ReadOnlySpan<int> DistinctTerms => _distinct.AsSpan(0, _distinctCount);

    /// <summary>Reads an item. <paramref name="withSources"/> tells whether any topic looks beyond title and body.</summary>
    internal void Read(TopicItem item, TopicTerms terms, SurfaceCache cache, bool withSources)
    {
        Clear();
        _cache = cache;
        var termCount = terms.Count;
        if (_present.Length * 64 < termCount)
            _present = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)termCount / 64 + 2)];
        Item = item;
        if (item.Language != _lastTag)
        {
            _lastTag = item.Language;
            _lastPrimary = Text.LanguageTag.Primary(item.Language);
            _lastLanguage = Text.LanguageTag.Parse(item.Language);
        }
        LanguageTag = _lastPrimary;
        Language = _lastLanguage ?? Guess(item);
        _seed = ((ulong)Language + 1) * 0xC2B2AE3D27D4EB4F;
        Add(TopicFields.Title, item.Title);
        AddBody(TopicFields.Summary, item.Summary);
        AddBody(TopicFields.Content, item.Content);
        if (withSources)
            AddSources(item);
        _itemWords[_words] = new ItemWord(0, 0, _placeCount);
    }

    private static Language Guess(TopicItem item)
    {
        var body = item.Summary ?? item.Content;
        if (item.Title is not { Length: > 0 } title)
            return LanguageGuess.Of(body);
        return body is null ? LanguageGuess.Of(title) : LanguageGuess.Of(title, body);
    }

    private void AddSources(TopicItem item)
    {
        Add(TopicFields.Source, item.Source);
        for (var i = 0; i < item.Authors.Count; i++)
            Add(TopicFields.Author, item.Authors[i]);
        for (var i = 0; i < item.Categories.Count; i++)
            Add(TopicFields.Tag, item.Categories[i]);
        for (var i = 0; i < item.FeedTags.Count; i++)
            Add(TopicFields.Tag, item.FeedTags[i]);
        Add(TopicFields.Url, item.Link);
    }

    /// <summary>Forgets the item, so that the pool holds on to nothing.</summary>
    internal void Clear()
    {
        for (var i = 0; i < _distinctCount; i++)
        {
            _present[_distinct[i] >> 6] = 0;
            if (_linked)
                _firstPlace[_distinct[i]] = 0;
        }
        _fields.Clear();
        _words = _placeCount = _distinctCount = 0;
        _sentences.Clear();
        _linked = false;
        Item = null!;
    }

    /// <summary>Whether a term stands anywhere in the item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Has(int term) => (_present[term >> 6] >> (term & 63) & 1) != 0;

    /// <summary>The first place of a term, or -1.</summary>
    internal int FirstPlace(int term)
    {
        if (!Has(term))
            return -1;
        if (!_linked)
            Link();
        return _firstPlace[term] - 1;
    }

    /// <summary>The next place of the same term, or -1.</summary>
    internal int NextPlace(int place) => _nextPlace[place];

    internal TermPlace Place(int place) => _places[place];

    /// <summary>Whether two terms stand anywhere with at most <paramref name="distance"/> from word to word.</summary>
    internal bool AreNear(int one, int other, int distance)
    {
        int a = FirstPlace(one), b = FirstPlace(other);
        while (a >= 0 && b >= 0)
        {
            var apart = _places[a].First - _places[b].First;
            if (Math.Abs(apart) <= distance)
                return true;
            if (apart < 0)
                a = _nextPlace[a];
            else
                b = _nextPlace[b];
        }
        return false;
    }

    /// <summary>The places that begin at a word.</summary>
    internal ReadOnlySpan<TermPlace> PlacesAt(int word) =>
        word >= _words ? default : _places.AsSpan(_itemWords[word].PlacesBefore, _itemWords[word + 1].PlacesBefore - _itemWords[word].PlacesBefore);

    private void Link()
    {
        if (_firstPlace.Length < _present.Length * 64)
            _firstPlace = new int[_present.Length * 64];
        if (_nextPlace.Length < _places.Length)
            _nextPlace = new int[_places.Length];
        for (var i = _placeCount - 1; i >= 0; i--)
        {
            ref var first = ref _firstPlace[_places[i].Term];
            _nextPlace[i] = first - 1;
            first = i + 1;
        }
        _linked = true;
    }

    internal ItemField FieldAt(int word)
    {
        var i = _fields.Count - 1;
        while (_fields[i].FirstWord > word)
            i--;
        return _fields[i];
    }

    internal TopicFields FieldOf(int word) => FieldAt(word).Field;

    internal int StartOf(int word) => _itemWords[word].Start;

    internal int EndOf(int word) => _itemWords[word].End;

    internal ReadOnlySpan<char> Printed(int word) => FieldAt(word).Text.AsSpan(StartOf(word), EndOf(word) - StartOf(word));

    internal bool InOneSentence(int first, int last) => _sentences.AreOne(this, first, last);

    internal bool InOneClause(int first, int last) => _sentences.BreaksWithin(this, first, last) == 0;

    /// <summary>
    /// Whether no more than <paramref name="most"/> words of a span mean something by themselves. A break counts as one of them, a semicolon
    /// as several: behind it something else is said.
    /// </summary>
    internal bool IsTerse(int first, int last, int most)
    {
        var left = most - _sentences.BreaksWithin(this, first, last);
        for (var word = first; left <= last - word && left >= 0 && word <= last; word++)
        {
            if (!SmallWords.Contains(Printed(word)))
                left--;
        }
        return left >= 0;
    }

    /// <summary>A list for places, from a pool; give it back with <see cref="Return"/>.</summary>
    internal List<WordSpan> Rent() => _spans.TryPop(out var spans) ? spans : [];

    internal void Return(List<WordSpan> spans)
    {
        spans.Clear();
        _spans.Push(spans);
    }

    /// <summary>Several lists at once; give them back with <see cref="ReturnMany"/>.</summary>
    internal List<WordSpan>[] RentMany(int count)
    {
        var lists = _spanArrays.TryPop(out var pooled) && pooled.Length >= count ? pooled : new List<WordSpan>[Math.Max(16, count)];
        for (var i = 0; i < count; i++)
            lists[i] = Rent();
        return lists;
    }

    internal void ReturnMany(List<WordSpan>[] lists, int count)
    {
        for (var i = 0; i < count; i++)
            Return(lists[i]);
        _spanArrays.Push(lists);
    }

    private void AddBody(TopicFields kind, string? text) => Add(kind, text is null ? null : PageBlocks.Blank(text));

    private void Add(TopicFields kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        _fields.Add(new ItemField(kind, text, _words));
        var span = _fields[^1].Searched;
        _ascii.Read(span);
        var left = new Left(-1, NoNeighbour, 0, false);
        for (var position = 0; ReadAhead(span, ref position) is var count && count > 0;)
        {
            foreach (var (word, hash) in _ahead.AsSpan(0, count))
                left = AddWord(span, word, hash, left);
        }
    }

    /// <summary>
    /// Cuts the next words and asks for what is remembered of them: by the time the last is cut, the memory of the first has come.
    /// </summary>
    private int ReadAhead(ReadOnlySpan<char> text, ref int position)
    {
        var count = 0;
        while (count < _ahead.Length && _ascii.TryNext(position, out var start, out var end, out var care))
        {
            var word = new Word(start, end - start, WordKind.Plain);
            position = care ? start : end;
            if (care && !WordCutter.TryNext(text, ref position, out word))
                break;
            var hash = care ? WordHash.Of(word.In(text), _seed) : _ascii.Hash(start, end - start, _seed);
            _cache.Prefetch(hash);
            _ahead[count++] = (word, hash);
        }
        return count;
    }

    /// <summary>An end that no word can begin behind.</summary>
    private const int NoNeighbour = -2;

    /// <summary>What is kept of a word until its right neighbour comes.</summary>
    private readonly record struct Left(int Start, int End, ulong Hash, bool MayBeginJoined);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Left AddWord(ReadOnlySpan<char> text, Word word, ulong hash, Left left)
    {
        if (_words + 1 >= _itemWords.Length)
            Array.Resize(ref _itemWords, _itemWords.Length * 2);
        bool mayBegin;
        if (_cache.TryFind(hash, out var found) && found.First != SurfaceCache.Several)
        {
            var number = AddWord(text, word, hash, left, found.MayEndJoined);
            AddFound(found, number, number);
            mayBegin = found.MayBeginJoined;
        }
        else
        {
            var several = _cache.FindSeveral(hash) ?? _cache.Learn(hash, word.In(text), Language, _found);
            var number = AddWord(text, word, hash, left, several.MayEndJoined);
            AddSeveral(several, number, number, text, word);
            mayBegin = several.MayBeginJoined;
        }
        return new Left(word.Start, word.Kind == WordKind.Character ? NoNeighbour : word.End, hash, mayBegin);
    }

    /// <summary>Numbers a word, behind what it and its left neighbour are together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AddWord(ReadOnlySpan<char> text, Word word, ulong hash, Left left, bool mayEnd)
    {
        if (word.Start == left.End + 1 && (left.MayBeginJoined && mayEnd || text[left.End] != ' ') && word.Kind != WordKind.Character)
            AddJoined(text, word, hash, left);
        var number = _words++;
        _itemWords[number] = new ItemWord(word.Start, word.End, _placeCount);
        return number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddFound(SurfaceCache.Found found, int first, int last)
    {
        if (found.First == SurfaceCache.None)
            return;
        AddPlace(new TermPlace(found.First, first, last, 0));
        if (found.Second == SurfaceCache.None)
            return;
        AddPlace(new TermPlace(found.Second, first, last, 0));
        if (found.Third != SurfaceCache.None)
            AddPlace(new TermPlace(found.Third, first, last, 0));
    }

    private void AddJoined(ReadOnlySpan<char> text, Word word, ulong hash, Left left)
    {
        var sign = text[left.End];
        var hyphen = sign != ' ' && Hyphens.Is(sign);
        if (!hyphen && !(left.MayBeginJoined && sign == ' '))
            return;
        // Turned, because the order of the two counts.
        var both = WordHash.Mix(left.Hash ^ (hyphen ? 1u : 2u), BitOperations.RotateLeft(hash, 29) | 1);
        if (_cache.AreStrangers(both))
            return;
        if (_cache.TryFind(both, out var found) && found.First != SurfaceCache.Several)
            AddFound(found, _words - 1, _words);
        else
            AddSeveral(_cache.FindSeveral(both) ?? _cache.LearnJoined(both, text[left.Start..left.End], word.In(text), hyphen, Language, _found), _words - 1, _words, text, word);
    }

    private void AddSeveral(SurfaceTerms several, int first, int last, ReadOnlySpan<char> text, Word word)
    {
        foreach (var found in several.Terms)
        {
            if (found.Compound != FoundTerm.UnlessShouted)
                AddPlace(new TermPlace(found.Term, first, last, found.Compound));
            else if (!Shouting.Hides(text, word))
                AddPlace(new TermPlace(found.Term, first, last, 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddPlace(TermPlace place)
    {
        if (place.Term >> 6 >= _present.Length)
            return; // a word that a later set looks for
        if (_placeCount == _places.Length)
            Array.Resize(ref _places, _places.Length * 2);
        _places[_placeCount++] = place;
        ref var present = ref _present[place.Term >> 6];
        var bit = 1UL << (place.Term & 63);
        if ((present & bit) == 0)
        {
            present |= bit;
            if (_distinctCount == _distinct.Length)
                Array.Resize(ref _distinct, _distinct.Length * 2);
            _distinct[_distinctCount++] = place.Term;
        }
    }
}
