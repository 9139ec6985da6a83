using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>
/// One distinct word that topics look for. <paramref name="Word"/> is folded, except for acronyms and exact words;
/// <paramref name="Digraphs"/> is its other way to be written without umlauts.
/// </summary>
internal readonly record struct Term(TermKind Kind, string Word, string? Digraphs)
{
    /// <summary>Every folded form.</summary>
    internal IEnumerable<string> Written => Digraphs is null ? [Word] : [Word, Digraphs];
}

/// <summary>A term that a printed word stands for.</summary>
/// <param name="Term">The term.</param>
/// <param name="Compound">
/// 0 when the word is the term; <see cref="OfLanguage"/> when the term is a part of it as German joins words; otherwise the number
/// of the pair that is written as one here, which counts only for clauses with that pair.
/// </param>
internal readonly record struct FoundTerm(int Term, int Compound)
{
    internal const int OfLanguage = -1;

    /// <summary>The word counts unless the text around it is all in capitals.</summary>
    internal const int UnlessShouted = -2;
}

/// <summary>
/// All words that a set of topics looks for, and which of them a word in a text stands for. Words are only ever added, by one writer
/// at a time; readers need no lock.
/// </summary>
internal sealed class TopicTerms
{
    private static readonly Language[] Languages = Enum.GetValues<Language>();
    private readonly Lock _writing = new();
    private readonly Dictionary<Term, int> _ids = [];
    private readonly HashIndex _exact = new();
    private readonly HashIndex _forms = new();
    private readonly HashIndex _wildcards = new();
    private readonly HashIndex _formCompounds = new();
    private readonly HashIndex _joinStarts = new();
    private readonly Dictionary<(int, int), int> _knownCompounds = [];
    private readonly StemIndex?[] _stems = new StemIndex?[Languages.Length];
    private Term[] _terms = new Term[16];
    private (int Left, int Right, string Written)[] _compounds = new (int, int, string)[16];
    private int _count;
    private int _compoundCount;

    /// <summary>What the stems of one language lead to. Built when the first text in that language comes.</summary>
    private sealed class StemIndex
    {
        internal readonly HashIndex Words = new();
        internal readonly HashIndex Compounds = new();
    }

    internal int Count => Volatile.Read(ref _count);

    /// <summary>Changes when a word or a compound is added.</summary>
    internal int Version => Volatile.Read(ref _count) + Volatile.Read(ref _compoundCount);

    internal Term this[int id] => Volatile.Read(ref _terms)[id];

    internal int Add(TermKind kind, string word, string? digraphs = null)
    {
        lock (_writing)
        {
            var term = new Term(kind, word, digraphs);
            if (_ids.TryGetValue(term, out var id))
                return id;
            id = _count;
            if (id == _terms.Length)
            {
                var larger = new Term[id * 2];
                _terms.CopyTo(larger, 0);
                Volatile.Write(ref _terms, larger);
            }
            _terms[id] = term;
            _ids.Add(term, id);
            Volatile.Write(ref _count, id + 1);
            Index(term, id);
            return id;
        }
    }

    private void Index(Term term, int id)
    {
        switch (term.Kind)
        {
            case TermKind.Acronym:
                foreach (var form in Acronym.Forms(term.Word))
                    _exact.Add(WordHash.Of(form), id);
                if (Acronym.NameBeforeNumber(term.Word) is { } name)
                    AddJoinStart(Folding.Fold(name));
                break;
            case TermKind.Exact:
                _exact.Add(WordHash.Of(term.Word), id);
                break;
            case TermKind.Form:
                foreach (var written in term.Written)
                    _forms.Add(WordHash.Of(EnglishSpelling.Normalize(written)), id);
                AddJoinStarts(term.Word);
                break;
            case TermKind.Wildcard:
                _wildcards.Add(WordHash.Of(term.Word.AsSpan(0, TopicWildcard.MinLiteral)), id);
                break;
            default:
                foreach (var language in Languages)
                    AddStems(_stems[(int)language], language, term, id);
                AddJoinStarts(term.Word);
                break;
        }
    }

    private static void AddStems(StemIndex? index, Language language, Term term, int id)
    {
        if (index is null)
            return;
        foreach (var written in term.Written)
            index.Words.Add(WordHash.Of(Stemmer.Stem(written, language)), id);
    }

    /// <summary>Beginnings of a word whose rest could be a word of its own: <c>data|centre</c>, not <c>market|ing</c>.</summary>
    private void AddJoinStarts(string word)
    {
        for (var length = 1; length < word.Length; length++)
        {
            if (JoinedWords.CanSplit(word, length))
                AddJoinStart(word.AsSpan(0, length));
        }
    }

    private void AddJoinStart(ReadOnlySpan<char> start)
    {
        var key = WordHash.Of(start);
        if (!_joinStarts.Contains(key))
            _joinStarts.Add(key, 0);
    }

    /// <summary>Lets two neighbours (<c>data centre</c>) also be written as one word; gives the number of the pair.</summary>
    internal int AddCompound(int left, int right)
    {
        lock (_writing)
        {
            if (_knownCompounds.TryGetValue((left, right), out var known))
                return known;
            _knownCompounds.Add((left, right), _compoundCount + 1);
            if (_compoundCount == _compounds.Length)
            {
                var larger = new (int, int, string)[_compoundCount * 2];
                _compounds.CopyTo(larger, 0);
                Volatile.Write(ref _compounds, larger);
            }
            var written = _terms[left].Word + _terms[right].Word;
            _compounds[_compoundCount] = (left, right, written);
            if (_terms[left].Kind == TermKind.Form)
                _formCompounds.Add(WordHash.Of(EnglishSpelling.Normalize(written)), _compoundCount);
            else
            {
                foreach (var language in Languages)
                    _stems[(int)language]?.Compounds.Add(WordHash.Of(Stemmer.Stem(written, language)), _compoundCount);
            }
            return ++_compoundCount;
        }
    }

    private StemIndex Stems(Language language) => Volatile.Read(ref _stems[(int)language]) ?? BuildStems(language);

    private StemIndex BuildStems(Language language)
    {
        lock (_writing)
        {
            if (_stems[(int)language] is { } built)
                return built;
            var index = new StemIndex();
            for (var id = 0; id < _count; id++)
            {
                if (_terms[id].Kind == TermKind.Stem)
                    AddStems(index, language, _terms[id], id);
            }
            for (var i = 0; i < _compoundCount; i++)
            {
                if (_terms[_compounds[i].Left].Kind == TermKind.Stem)
                    index.Compounds.Add(WordHash.Of(Stemmer.Stem(_compounds[i].Written, language)), i);
            }
            Volatile.Write(ref _stems[(int)language], index);
            return index;
        }
    }

    /// <summary>False when <see cref="Find"/>, <see cref="FindJoined"/> and <see cref="MayBeginJoined"/> find nothing for a word with these keys.</summary>
    internal bool MayFind(in WordKeys keys, Language language)
    {
        var stems = Stems(language);
        return keys.HasMore || stems.Words.Contains(keys.Stem) || _forms.Contains(keys.Form) || _exact.Contains(keys.Exact) || _joinStarts.Contains(keys.Folded)
            || stems.Compounds.Contains(keys.Stem) || _formCompounds.Contains(keys.Form) || keys.Beginning != 0 && _wildcards.Contains(keys.Beginning);
    }

    /// <summary>Adds the terms that one printed word stands for, each once.</summary>
    internal void Find(ReadOnlySpan<char> printed, Language language, List<FoundTerm> found)
    {
        var exact = Folding.ExactForm(printed);
        TakeExact(exact, isWord: Acronym.IsWord(exact) && !printed.Contains('.'), found);
        TakePlural(exact, found);
        var folded = Folding.Fold(exact);
        FindFolded(folded, language, found);
        if (IsPluralNumber(folded))
            FindWritten(folded[..^1], Stems(language), language, found);
        if (Folding.FoldWithDigraphs(exact) is { } digraphs)
            FindFolded(digraphs, language, found);
    }

    /// <summary>737s, Su-57s.</summary>
    private static bool IsPluralNumber(string folded) => folded.Length >= 3 && folded[^1] == 's' && !folded.AsSpan(0, folded.Length - 1).ContainsAnyExceptInRange('0', '9');

    /// <summary>Acronyms and exact words. An acronym that is also a word (<c>US</c>) does not count where all is in capitals.</summary>
    private void TakeExact(string exact, bool isWord, List<FoundTerm> found)
    {
        for (var node = _exact.Head(WordHash.Of(exact)); node >= 0;)
        {
            var term = _exact.Take(ref node);
            AddOnce(new FoundTerm(term, isWord && this[term].Kind == TermKind.Acronym ? FoundTerm.UnlessShouted : 0), found);
        }
    }

    /// <summary>The plural of an acronym: UAVs, F-35s.</summary>
    private void TakePlural(string exact, List<FoundTerm> found)
    {
        if (exact.Length >= 3 && exact[^1] == 's' && Acronym.Is(exact[..^1]))
            TakeAcronyms(exact[..^1], found);
    }

    private void FindFolded(string folded, Language language, List<FoundTerm> found)
    {
        var stems = Stems(language);
        var (stem, form) = FindWritten(folded, stems, language, found);
        TakeCompounds(stems.Compounds, stem, found);
        TakeCompounds(_formCompounds, form, found);
        if (folded.Length >= TopicWildcard.MinLiteral)
            TakeWildcards(folded, found);
        if (language is Language.German or Language.Dutch && folded.Length >= GermanCompounds.ShortestWord)
        {
            foreach (var part in GermanCompounds.Parts(folded))
                TakeParts(stems.Words, WordHash.Of(Stemmer.Stem(part, language)), found);
        }
    }

    /// <summary>Stems and forms of one word, however it was written.</summary>
    /// <returns>The hashes of its stem and of its form.</returns>
    private (ulong Stem, ulong Form) FindWritten(string folded, StemIndex stems, Language language, List<FoundTerm> found)
    {
        var (stem, form) = (WordHash.Of(Stemmer.Stem(folded, language)), WordHash.Of(EnglishSpelling.Normalize(folded)));
        Take(stems.Words, stem, found);
        Take(_forms, form, found);
        return (stem, form);
    }

    /// <summary>Whether a word looked for begins like this printed word, so that it and its neighbour across a space may be one.</summary>
    internal bool MayBeginJoined(ReadOnlySpan<char> printed)
    {
        var folded = Folding.Fold(Folding.ExactForm(printed));
        return !StopWords.Contains(folded) && _joinStarts.Contains(WordHash.Of(folded));
    }

    /// <summary>Whether it and its left neighbour across a space may be one word: what <see cref="FindJoined"/> asks of the right half.</summary>
    internal static bool MayEndJoined(ReadOnlySpan<char> printed)
    {
        var exact = Folding.ExactForm(printed);
        var folded = Folding.Fold(exact);
        return exact is [.., >= '0' and <= '9'] || JoinedWords.CanBeRest(folded) && !StopWords.Contains(folded);
    }

    /// <summary>
    /// Terms that two neighbours are together: <c>K-9</c> is <c>K9</c>, <c>data centre</c> is <c>datacentre</c>. Across a space the
    /// parts must be words of some length, so that <c>in formation</c> is no <c>information</c>.
    /// </summary>
    internal void FindJoined(ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool hyphen, Language language, List<FoundTerm> found)
    {
        var exactLeft = Folding.ExactForm(left);
        var exactRight = Folding.ExactForm(right);
        var joined = Folding.Fold(exactLeft) + Folding.Fold(exactRight);
        if (hyphen)
        {
            TakeAcronyms(exactLeft + exactRight, found);
            TakePlural(exactLeft + exactRight, found);
            FindWritten(joined, Stems(language), language, found);
        }
        else if (JoinedWords.CanSplit(joined, joined.Length - Folding.Fold(exactRight).Length) && !StopWords.Contains(Folding.Fold(exactRight)))
            FindWritten(joined, Stems(language), language, found);
        else if (Acronym.NameBeforeNumber((exactLeft + exactRight).ToUpperInvariant()) is not null)
            TakeAcronyms(exactLeft + exactRight, found);
    }

    private static void Take(HashIndex index, ulong key, List<FoundTerm> found)
    {
        for (var node = index.Head(key); node >= 0;)
            AddOnce(new FoundTerm(index.Take(ref node), 0), found);
    }

    private static void TakeParts(HashIndex index, ulong key, List<FoundTerm> found)
    {
        for (var node = index.Head(key); node >= 0;)
            AddOnce(new FoundTerm(index.Take(ref node), FoundTerm.OfLanguage), found);
    }

    private void TakeAcronyms(string exact, List<FoundTerm> found)
    {
        for (var node = _exact.Head(WordHash.Of(exact)); node >= 0;)
        {
            var term = _exact.Take(ref node);
            if (this[term].Kind == TermKind.Acronym)
                AddOnce(new FoundTerm(term, 0), found);
        }
    }

    private void TakeCompounds(HashIndex index, ulong key, List<FoundTerm> found)
    {
        for (var node = index.Head(key); node >= 0;)
        {
            var pair = index.Take(ref node);
            var (left, right, _) = Volatile.Read(ref _compounds)[pair];
            AddOnce(new FoundTerm(left, pair + 1), found);
            AddOnce(new FoundTerm(right, pair + 1), found);
        }
    }

    private void TakeWildcards(string folded, List<FoundTerm> found)
    {
        for (var node = _wildcards.Head(WordHash.Of(folded.AsSpan(0, TopicWildcard.MinLiteral))); node >= 0;)
        {
            var term = _wildcards.Take(ref node);
            if (TopicWildcard.Fits(this[term].Word, folded))
                AddOnce(new FoundTerm(term, 0), found);
        }
    }

    private static void AddOnce(FoundTerm term, List<FoundTerm> found)
    {
        foreach (var before in found)
        {
            if (before == term || before.Term == term.Term && before.Compound <= 0)
                return;
        }
        found.Add(term);
    }
}
