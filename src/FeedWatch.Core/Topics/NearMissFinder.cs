using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>An item that a topic does not flag, though all that it looks for is there, and why not.</summary>
/// <param name="Topic">Index of the topic.</param>
/// <param name="Path">What stands in the way: <c>any[0]</c>, <c>none[1]</c>, <c>feeds</c>, <c>languages</c>.</param>
/// <param name="Clause">As written.</param>
/// <param name="Reason">As <see cref="TopicExplainer"/> gives it.</param>
public sealed record NearMiss(int Topic, string Path, string Clause, string Reason);

/// <summary>
/// Finds the items that come near to topics. All that a topic looks for must be there, but not as it asks: apart or in another order,
/// in another form or case, in another field, or kept out by <c>NOT</c>, <c>none</c>, feeds or languages. Of three words and more that
/// belong together one may be missing. For one thread at a time.
/// </summary>
public sealed class NearMissFinder
{
    private readonly TopicTerms _terms = new();
    private readonly SurfaceCache _cache;
    private readonly CompiledTopic?[] _topics;

    /// <summary>To the term of a phrase, an acronym or an exact word: the term that also stands for its other forms.</summary>
    private readonly Dictionary<int, int> _looser = [];

    private readonly ItemText _item = new();

    public NearMissFinder(IReadOnlyList<TopicDefinition> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var compiler = new TopicDefinitionCompiler(_terms, []);
        _topics = [.. topics.Select(compiler.Compile)];
        foreach (var topic in _topics.OfType<CompiledTopic>())
        {
            foreach (var expression in topic.Any.Concat(topic.All))
                Loosen(expression.Clause);
        }
        _cache = new SurfaceCache(_terms, SurfaceCache.Large);
    }

    /// <summary>The topics that the item came near to, and that do not flag it.</summary>
    public IReadOnlyList<NearMiss> Find(TopicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _item.Read(item, _terms, _cache, withSources: true);
        List<NearMiss>? misses = null;
        for (var i = 0; i < _topics.Length; i++)
        {
            if (_topics[i] is { } topic && IsNear(topic) && !topic.Matches(_item))
                (misses ??= []).Add(Explain(i, topic));
        }
        _item.Clear();
        return (IReadOnlyList<NearMiss>?)misses ?? [];
    }

    private void Loosen(TopicClause clause)
    {
        if (clause is WordClause word && _terms[word.Term] is var term)
        {
            // An acronym that is also a word (US) would find that word everywhere.
            if (term.Kind is TermKind.Exact || term.Kind is TermKind.Acronym && term.Word.Length > 2 && !Acronym.IsWord(term.Word))
                _looser[word.Term] = _terms.Add(TermKind.Form, Folding.Fold(term.Word));
            else if (term.Kind is TermKind.Form && term.Word.Length > 1)
                _looser[word.Term] = _terms.Add(TermKind.Stem, term.Word, term.Digraphs);
        }
        foreach (var part in ClauseParts.Of(clause))
            Loosen(part);
    }

    private bool IsNear(CompiledTopic topic)
    {
        var any = topic.Any.Length == 0;
        foreach (var expression in topic.Any)
        {
            if (expression.Matches(_item))
                return true;
            any |= IsNear(expression.Clause);
        }
        return any && Array.TrueForAll(topic.All, e => IsNear(e.Clause));
    }

    private bool IsNear(TopicClause clause) => clause switch
    {
        WordClause word => word.Matches(_item, TopicFields.Text) || _looser.TryGetValue(word.Term, out var looser) && _item.Has(looser),
        SequenceClause sequence => AllAreNear(sequence.Words) && (!IsUnspaced(sequence) || sequence.Matches(_item, TopicFields.Text)),
        WordsClause words => IsNear(words),
        NearClause near => IsNear(near.Left) && IsNear(near.Right),
        PlacedOrClause or => OneIsNear(or.Choices),
        OrClause or => OneIsNear(or.Choices),
        AndClause and => IsNear(and),
        FieldClause field when (field.Fields & TopicFields.Text) != 0 => IsNear(field.Inner),
        FieldClause or RegexClause => clause.Matches(_item, TopicFields.Text),
        _ => false, // NOT and a language say nothing of what is there
    };

    private bool AllAreNear(TopicClause[] clauses)
    {
        foreach (var clause in clauses)
        {
            if (!IsNear(clause))
                return false;
        }
        return true;
    }

    private bool OneIsNear(TopicClause[] clauses)
    {
        foreach (var clause in clauses)
        {
            if (IsNear(clause))
                return true;
        }
        return false;
    }

    /// <summary>Chinese, Japanese or Korean: single characters, which stand in any text.</summary>
    private static bool IsUnspaced(SequenceClause sequence) => Array.Exists(sequence.Words, w => CharacterClasses.Of(w.Written.Word[0]) == CharacterClass.Character);

    private bool IsNear(AndClause and)
    {
        var isThere = false;
        foreach (var part in and.Parts)
        {
            if (part is NotClause or LanguageClause)
                continue;
            if (!IsNear(part))
                return false;
            isThere = true;
        }
        return isThere;
    }

    private bool IsNear(WordsClause words)
    {
        PlacedClause? missing = null;
        foreach (var word in words.Words)
        {
            if (IsNear(word))
                continue;
            if (missing is not null || words.Words.Length < 3)
                return false;
            missing = word;
        }
        return missing is null || new NearestMiss(_item, _terms).AreTogether([.. words.Words.Where(w => w != missing)], words.Rule);
    }

    /// <summary>What keeps it out: of alternatives the one that came near, and where one matches, what stands beside it.</summary>
    private NearMiss Explain(int number, CompiledTopic topic)
    {
        var clauses = TopicExplainer.ExplainClauses(topic, _item, _terms);
        var near = Array.FindIndex(topic.Any, e => IsNear(e.Clause));
        var clause = near >= 0 && !Array.Exists(topic.Any, e => e.Matches(_item))
            ? clauses[near]
            : clauses.Skip(topic.Any.Length).First(c => c.Reason.Length > 0);
        return new NearMiss(number, clause.Path, clause.Clause, clause.Reason);
    }
}
