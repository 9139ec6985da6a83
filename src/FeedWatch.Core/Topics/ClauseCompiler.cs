namespace FeedWatch.Core.Topics;

/// <summary>Turns parsed nodes into clauses over the terms of a set.</summary>
internal sealed class ClauseCompiler(TopicTerms terms)
{
    internal TopicClause Compile(TopicNode node) => node switch
    {
        OrNode { IsPositional: false } or => new OrClause(or, [.. or.Choices.Select(Compile)]),
        AndNode and => new AndClause(and, [.. and.Parts.Select(Compile)]),
        NotNode not => new NotClause(not, Compile(not.Inner)),
        FieldNode field => Field(field),
        LanguageNode language => new LanguageClause(language),
        RegexNode regex => new RegexClause(regex),
        _ => Place(node),
    };

    /// <summary>Whether a clause compiled here looks at source, author, tag or url.</summary>
    internal bool LooksAtSources { get; private set; }

    private FieldClause Field(FieldNode field)
    {
        LooksAtSources |= (field.Fields & ~TopicFields.Text) != 0;
        return new FieldClause(field, Compile(field.Inner));
    }

    private PlacedClause Place(TopicNode node) => node switch
    {
        WordNode word => new WordClause(word, terms.Add(word.Kind, word.Word, word.Digraphs)),
        SequenceNode sequence => new SequenceClause(sequence, Array.ConvertAll(PlaceAll(sequence.Words, shortest: 1), w => (WordClause)w)),
        WordsNode words => new WordsClause(words, PlaceAll(words.Words)),
        NearNode near => new NearClause(near, Place(near.Left), Place(near.Right)),
        OrNode or => new PlacedOrClause(or, [.. or.Choices.Select(Place)]),
        _ => throw new InvalidOperationException($"{node.GetType().Name} has no place in a text."),
    };

    private PlacedClause[] PlaceAll(IReadOnlyList<TopicNode> nodes, int shortest = 3)
    {
        var placed = nodes.Select(Place).ToArray();
        for (var i = 1; i < placed.Length; i++)
        {
            if (placed[i - 1] is WordClause left && placed[i] is WordClause right && CanWriteTogether(left, shortest) && terms[left.Term].Kind == terms[right.Term].Kind
                && (CanWriteTogether(right, 3) || shortest == 1 && IsNumbered(left, right)))
                left.PairBehind = right.PairBefore = terms.AddCompound(left.Term, right.Term);
        }
        return placed;
    }

    /// <summary>Letters and a number, as in the names of things: <c>K 9</c>, <c>Su-57</c>.</summary>
    private bool IsNumbered(WordClause name, WordClause number) =>
        CanWriteTogether(number, 1) && terms[number.Term].Word.All(char.IsAsciiDigit) && terms[name.Term].Word.All(char.IsLetter);

    private bool CanWriteTogether(WordClause word, int shortest) =>
        terms[word.Term] is { Kind: TermKind.Stem or TermKind.Form } term && term.Word.Length >= shortest;
}
