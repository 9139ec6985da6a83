using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>One distinct word that topics look for.</summary>
internal sealed record Term(TermKind Kind, string Word);

/// <summary>All words that a set of topics looks for, and which of them a word in a text stands for.</summary>
internal sealed class TopicTerms
{
    private readonly List<Term> _terms = [];
    private readonly Dictionary<Term, int> _ids = [];
    private readonly Dictionary<string, List<int>> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>>[] _stems =
        [.. Enum.GetValues<Language>().Select(_ => new Dictionary<string, List<int>>(StringComparer.Ordinal))];
    private readonly Dictionary<string, List<int>> _wildcards = new(StringComparer.Ordinal);
    private readonly HashSet<string> _compoundStarts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Left, int Right)> _compounds = new(StringComparer.Ordinal);

    internal int Count => _terms.Count;

    internal Term this[int id] => _terms[id];

    internal int Add(TermKind kind, string word)
    {
        var term = new Term(kind, word);
        if (_ids.TryGetValue(term, out var id))
            return id;
        id = _terms.Count;
        _terms.Add(term);
        _ids.Add(term, id);
        switch (kind)
        {
            case TermKind.Acronym:
                foreach (var form in Acronym.Forms(word))
                    Register(_exact, form, id);
                break;
            case TermKind.Exact:
                Register(_exact, word, id);
                break;
            case TermKind.Form:
                Register(_forms, EnglishSpelling.Normalize(word), id);
                break;
            case TermKind.Wildcard:
                Register(_wildcards, word[..TopicWildcard.MinLiteral], id);
                break;
            default:
                foreach (var language in Enum.GetValues<Language>())
                    Register(_stems[(int)language], Stemmer.Stem(word, language), id);
                break;
        }
        return id;
    }

    /// <summary>Lets <c>data centre</c> also be written as one word.</summary>
    internal void AddCompound(int left, int right) => _compounds.TryAdd(EnglishSpelling.Normalize(_terms[left].Word + _terms[right].Word), (left, right));

    /// <summary>The terms that one printed word stands for.</summary>
    internal void Find(ReadOnlySpan<char> printed, Language language, List<int> found)
    {
        var exact = Folding.ExactForm(printed);
        FindExact(exact, found);
        var folded = Folding.Fold(exact);
        FindFolded(folded, language, found);
        if (Folding.FoldWithDigraphs(exact) is { } digraphs)
            FindFolded(digraphs, language, found);
    }

    private void FindExact(string exact, List<int> found)
    {
        AddAll(_exact, exact, found);
        // The plural of an acronym: UAVs, NGOs.
        if (exact.Length >= 3 && exact[^1] == 's' && Acronym.Is(exact[..^1]))
            AddAcronyms(exact[..^1], found);
    }

    private void AddAcronyms(string exact, List<int> found)
    {
        if (_exact.TryGetValue(exact, out var ids))
            found.AddRange(ids.Where(id => _terms[id].Kind == TermKind.Acronym));
    }

    private void FindFolded(string folded, Language language, List<int> found)
    {
        AddAll(_stems[(int)language], Stemmer.Stem(folded, language), found);
        var form = EnglishSpelling.Normalize(folded);
        AddAll(_forms, form, found);
        if (_compounds.TryGetValue(form, out var pair))
        {
            found.Add(pair.Left);
            found.Add(pair.Right);
        }
        if (folded.Length >= TopicWildcard.MinLiteral && _wildcards.TryGetValue(folded[..TopicWildcard.MinLiteral], out var patterns))
            found.AddRange(patterns.Where(id => TopicWildcard.Fits(_terms[id].Word, folded)));
    }

    private static void AddAll(Dictionary<string, List<int>> from, string key, List<int> found)
    {
        if (from.TryGetValue(key, out var ids))
            found.AddRange(ids);
    }

    private static void Register(Dictionary<string, List<int>> into, string key, int id)
    {
        if (!into.TryGetValue(key, out var ids))
            into.Add(key, ids = []);
        ids.Add(id);
    }
}
