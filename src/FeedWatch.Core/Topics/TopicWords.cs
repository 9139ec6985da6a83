using FeedWatch.Core.Text;

namespace FeedWatch.Core.Topics;

/// <summary>One of several things written side by side: a bare word (no node yet) or something already parsed.</summary>
internal readonly record struct TopicPart(TopicToken Token, TopicNode? Node);

/// <summary>Turns written words into nodes: small words go, acronyms keep their case, heads get their aliases.</summary>
internal sealed class TopicWords(string expression, TopicAliases aliases, List<TopicError> errors)
{
    /// <summary>Joins what stands side by side: words close together; with AND where a part has no place in the text.</summary>
    internal TopicNode? Join(List<TopicPart> run)
    {
        WarnAboutSmallOperators(run);
        var nodes = new List<TopicNode>();
        var small = new List<TopicNode>();
        for (var i = 0; i < run.Count; i++)
        {
            if (run[i].Node is { } node)
                nodes.Add(node);
            else if (Head(run, i, out var taken) is { } head)
            {
                nodes.Add(head);
                i += taken - 1;
            }
            else if (Word(run[i].Token) is { } word)
                (word is WordNode { Kind: TermKind.Stem } w && StopWords.Contains(w.Word) ? small : nodes).Add(word);
        }
        if (nodes.Count == 0)
            return small.Count == 0 ? null : Side(small);
        return Close(JoinUnspaced(nodes));
    }

    /// <summary>How many words a clause of <paramref name="count"/> content words may span.</summary>
    internal static int WindowFor(int count) => 4 * count + 2;

    /// <summary>How many words with a meaning of their own may stand there: its own, one more for each, and two.</summary>
    private static int HeavyFor(List<TopicNode> words) => words.Sum(Width) + words.Sum(Weight) + 2;

    private TopicNode? Close(List<TopicNode> nodes)
    {
        if (nodes.Count == 1)
            return nodes[0];
        var together = nodes.Where(n => n.IsPositional).ToList();
        var apart = nodes.Where(n => !n.IsPositional).ToList();
        if (apart.Count > 0 && together.Count > 0 && apart[0] is FieldNode field && End(field) <= together[0].Position)
            errors.Add(new TopicError(expression, field.Position, field.Length, $"The field covers only '{Text(field)}'; the words behind it are looked for everywhere.",
                $"Write {Text(field)[..(Text(field).IndexOf(':', StringComparison.Ordinal) + 1)]}(…) around all words that belong to the field.", true));
        var words = Distinct(together);
        var parts = words.Count switch
        {
            0 => apart,
            1 => [words[0], .. apart],
            _ => [new WordsNode(words[0].Position, Span(words), words, WindowFor(words.Sum(Weight)), HeavyFor(words), Tight: false), .. apart],
        };
        return parts.Count == 1 ? parts[0] : new AndNode(nodes[0].Position, Span(nodes), [.. parts.OrderBy(p => p.Position)]);
    }

    private static int Weight(TopicNode node) => node is SequenceNode sequence ? Math.Max(1, sequence.Words.Count(w => w is WordNode) * 2 / 3) : 1;

    /// <summary>How many words of a text it can take up.</summary>
    private static int Width(TopicNode node) => node switch
    {
        SequenceNode sequence => sequence.Words.Count,
        WordsNode words => words.Window,
        NearNode near => Width(near.Left) + near.Distance + Width(near.Right),
        OrNode or => or.Choices.Max(Width),
        _ => 1,
    };

    private static List<TopicNode> Distinct(List<TopicNode> nodes)
    {
        var seen = new HashSet<(TermKind, string)>();
        return [.. nodes.Where(n => n is not WordNode w || seen.Add((w.Kind, w.Word)))];
    }

    /// <summary>Several Korean or Japanese words are the sequence, with or without spaces, and in Korean with particles between them.</summary>
    private static List<TopicNode> JoinUnspaced(List<TopicNode> nodes)
    {
        var joined = new List<TopicNode>();
        foreach (var node in nodes)
        {
            if (joined.Count > 0 && IsSequenceScript(joined[^1]) && IsSequenceScript(node))
                joined[^1] = Side([joined[^1], Apart(node)]);
            else
                joined.Add(node);
        }
        return joined;
    }

    private static TopicNode Apart(TopicNode node) => node switch
    {
        WordNode word => word with { IsApart = true },
        SequenceNode sequence => sequence with { Words = [Apart(sequence.Words[0]), .. sequence.Words.Skip(1)] },
        _ => node,
    };

    private static bool IsSequenceScript(TopicNode node) => node switch
    {
        WordNode w => w.Kind == TermKind.Form && w.Word[0] is >= '\u3041' and <= '\u30FF' or >= '\uAC00' and <= '\uD7A3',
        SequenceNode s => s.Words.All(w => w is WordNode { Kind: TermKind.Form } f && f.Word[0] >= '\u3005') && s.Words.Any(IsSequenceScript),
        _ => false,
    };

    private static TopicNode Side(List<TopicNode> words)
    {
        if (words.Count == 1)
            return words[0];
        var flat = words.SelectMany(w => w is SequenceNode s ? s.Words : [w]).ToList();
        return new SequenceNode(words[0].Position, Span(words), flat);
    }

    private TopicNode? Word(TopicToken token)
    {
        if (token.Text.AsSpan().ContainsAny('*', '?') && TopicWildcard.Parse(token, expression, errors) is { } wildcard)
            return wildcard;
        return Cut(token.Text, token.Position, token.Position, token.Length, inPhrase: false);
    }

    internal TopicNode? Phrase(TopicToken token)
    {
        if (AliasOf(TopicAliases.Key(token.Text), token.Position, token.Length, () => Cut(token.Text, token.Position + 1, token.Position, token.Length, inPhrase: true)) is { } head)
            return head;
        var node = Cut(token.Text, token.Position + 1, token.Position, token.Length, inPhrase: true);
        if (node is null)
            errors.Add(new TopicError(expression, token.Position, token.Length, "There is no word between the quotes.", "Write at least one word with letters or digits.", false));
        return node;
    }

    internal TopicNode? Exact(TopicToken token)
    {
        var words = WordCutter.Cut(token.Text).Select(w => (TopicNode)new WordNode(token.Position, token.Length, TermKind.Exact, Folding.ExactForm(w.In(token.Text)))).ToList();
        if (words.Count > 0)
            return words.Count == 1 ? words[0] : new SequenceNode(token.Position, token.Length, words);
        errors.Add(new TopicError(expression, token.Position, token.Length, "There is no word behind '='.", "Write =Word with letters or digits.", false));
        return null;
    }

    /// <summary>Cuts text into words; several (<c>Indo-Pacific</c>) stand side by side.</summary>
    private static TopicNode? Cut(string text, int offset, int position, int length, bool inPhrase)
    {
        var cut = WordCutter.Cut(text);
        if (cut.Count == 0)
            return null;
        if (!inPhrase && cut.Count > 1 && DesignationOf(text, cut) is { } designation)
            return new WordNode(position, length, TermKind.Acronym, designation);
        if (!inPhrase)
            cut.RemoveAll(w => IsElided(text, w) && cut.Exists(next => next.Start == w.End + 1));
        var nodes = cut.Select(w => (TopicNode)Single(text, w, offset + w.Start, inPhrase && cut.Count > 1)).ToList();
        return nodes.Count == 1 ? nodes[0] with { Position = position, Length = length } : new SequenceNode(position, length, nodes);
    }

    /// <summary>The article of <c>l'armée</c> is a small word.</summary>
    private static bool IsElided(string text, Word word) => word.Length <= 5 && word.End + 1 < text.Length && Apostrophes.Is(text[word.End]) && char.IsLetter(text[word.End + 1]);

    private static WordNode Single(string text, Word word, int position, bool inPhrase)
    {
        var exact = Folding.ExactForm(word.In(text));
        if (word.Kind == WordKind.Character)
            return new WordNode(position, word.Length, TermKind.Form, Folding.Fold(exact));
        if (!inPhrase && Acronym.Is(exact))
            return new WordNode(position, word.Length, TermKind.Acronym, exact);
        return new WordNode(position, word.Length, inPhrase ? TermKind.Form : TermKind.Stem, Folding.Fold(exact)) { Digraphs = Folding.FoldWithDigraphs(exact) };
    }

    /// <summary><c>K-9</c> is <c>K9</c>, <c>F-35B</c> is <c>F35B</c>: capital letters and digits joined by one hyphen.</summary>
    private static string? DesignationOf(string text, List<Word> cut)
    {
        if (cut.Count != 2 || cut[1].Start != cut[0].End + 1 || text[cut[0].End] is not ('-' or '\u2010' or '\u2011' or '\u2013'))
            return null;
        var joined = Folding.ExactForm(cut[0].In(text)) + Folding.ExactForm(cut[1].In(text));
        return Acronym.Is(joined) && joined.Any(char.IsAsciiDigit) ? joined : null;
    }

    private OrNode? Head(List<TopicPart> run, int first, out int taken)
    {
        taken = 0;
        for (var count = Math.Min(aliases.LongestHead, run.Count - first); count > 0; count--)
        {
            var parts = run.GetRange(first, count);
            if (parts.Exists(p => p.Node is not null))
                continue;
            var start = parts[0].Token.Position;
            var length = parts[^1].Token.Position + parts[^1].Token.Length - start;
            var text = expression.Substring(start, length);
            taken = count;
            if (AliasOf(TopicAliases.Key(text), start, length, () => HeadItself(parts)) is { } node)
                return node;
        }
        return null;
    }

    private TopicNode? HeadItself(List<TopicPart> parts) => new TopicWords(expression, TopicAliases.None, []).Join(parts);

    private OrNode? AliasOf(string key, int position, int length, Func<TopicNode?> makeHead)
    {
        if (aliases.Find(key) is not { } expressions || makeHead() is not { } head)
            return null;
        var choices = new List<TopicNode> { head };
        var (inner, waiting, told) = (aliases.Without(key), new Queue<string>(expressions), new HashSet<string> { key });
        while (waiting.TryDequeue(out var alias))
        {
            // Synonyms name each other: those of each are told once.
            var synonyms = inner.WholeHead(alias, out var synonym);
            if (synonyms is not null && !told.Add(synonym))
                continue;
            if (!inner.Tell())
                break;
            foreach (var other in synonyms ?? [])
                waiting.Enqueue(other);
            if (TopicParser.Parse(alias, synonyms is null ? inner : TopicAliases.None).Root is { } node)
                choices.Add(Place(synonyms is null ? Tighten(node) : node, position, length));
        }
        if (inner.IsTooLong)
            errors.Add(new TopicError(expression, position, length, $"The aliases of '{expression.Substring(position, length)}' name each other too often: more than {TopicAliases.MostExpressions} expressions stand for it.",
                "Write in each alias its own words, not those of another.", false));
        return new OrNode(position, length, choices, IsAlias: true);
    }

    /// <summary>The words of an alias are a name: they stand together.</summary>
    private static TopicNode Tighten(TopicNode node)
    {
        if (node is not WordsNode words)
            return node;
        var window = Math.Max(words.Words.Sum(Weight) + 2, words.Words.Sum(Width) + 1);
        return words with { Window = window, Heavy = window, Tight = true };
    }

    /// <summary>An alias and all its parts stand where its head is written.</summary>
    private static TopicNode Place(TopicNode node, int position, int length)
    {
        var placed = node with { Position = position, Length = length };
        return placed switch
        {
            SequenceNode sequence => sequence with { Words = All(sequence.Words) },
            WordsNode words => words with { Words = All(words.Words) },
            NearNode near => near with { Left = Place(near.Left, position, length), Right = Place(near.Right, position, length) },
            OrNode or => new OrNode(position, length, All(or.Choices), or.IsAlias),
            AndNode and => and with { Parts = All(and.Parts) },
            NotNode not => not with { Inner = Place(not.Inner, position, length) },
            FieldNode field => field with { Inner = Place(field.Inner, position, length) },
            _ => placed,
        };

        List<TopicNode> All(IReadOnlyList<TopicNode> nodes) => [.. nodes.Select(n => Place(n, position, length))];
    }

    private void WarnAboutSmallOperators(List<TopicPart> run)
    {
        for (var i = 1; i + 1 < run.Count; i++)
        {
            var word = run[i].Token;
            if (word.Kind == TopicTokenKind.Word && word.Text is "or" or "and" or "not" or "near"
                && run[i - 1].Token.Kind is TopicTokenKind.Phrase or TopicTokenKind.Open && run[i + 1].Token.Kind is TopicTokenKind.Phrase or TopicTokenKind.Open)
                errors.Add(new TopicError(expression, word.Position, word.Length, $"'{word.Text}' in small letters is a word, not an operator.",
                    $"Write {word.Text.ToUpperInvariant()} if you mean the operator.", true));
        }
    }

    private string Text(TopicNode node) => expression.Substring(node.Position, node.Length);

    private static int End(TopicNode node) => node.Position + node.Length;

    private static int Span(List<TopicNode> nodes) => End(nodes[^1]) - nodes[0].Position;
}
