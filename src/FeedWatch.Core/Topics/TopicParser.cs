namespace FeedWatch.Core.Topics;

/// <summary>Parses the topic language. Precedence, tightest first: side by side, NEAR, NOT, AND, OR.</summary>
public sealed class TopicParser
{
    /// <summary>Longest expression that is read.</summary>
    public const int MaxLength = 8_000;

    private const int MaxDepth = 40;
    private readonly string _expression;
    private readonly TopicWords _words;
    private readonly List<TopicError> _errors = [];
    private List<TopicToken> _tokens = [];
    private int _next;
    private int _depth;

    private TopicParser(string expression, TopicAliases aliases)
    {
        _expression = expression;
        _words = new TopicWords(expression, aliases, _errors);
    }

    /// <summary>Parses one expression. Errors and warnings are in the result; nothing is thrown.</summary>
    public static TopicParseResult Parse(string expression) => Parse(expression, TopicAliases.None);

    /// <summary>Parses one expression in which the heads of <paramref name="aliases"/> stand for their expressions as well.</summary>
    public static TopicParseResult Parse(string expression, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        Parse(expression, TopicAliases.From(aliases));

    internal static TopicParseResult Parse(string expression, TopicAliases aliases)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new TopicParser(expression, aliases).Run();
    }

    private TopicParseResult Run()
    {
        TopicNode? root = null;
        if (_expression.Length > MaxLength)
            Error(MaxLength, _expression.Length - MaxLength, $"The expression is longer than {MaxLength} characters.", "Split it into several clauses of \"any\".");
        else
        {
            _tokens = new TopicLexer(_expression, _errors).ReadAll();
            root = _tokens.Count == 1 && _errors.Count == 0 ? Empty() : ParseAll();
        }
        var failed = root is null || _errors.Exists(e => !e.IsWarning);
        return new TopicParseResult(_expression, [.. _errors.OrderBy(e => e.Position)]) { Root = failed ? null : root };
    }

    private TopicNode? Empty()
    {
        Error(0, _expression.Length, "The expression is empty.", "Write the words to look for, for example: frigate export.");
        return null;
    }

    private TopicNode? ParseAll()
    {
        var root = ParseOr();
        while (Current.Kind == TopicTokenKind.Close)
        {
            Error(Current.Position, 1, "This ')' closes nothing.", "Remove it, or write '(' in front of what it should close.");
            _next++;
            ParseOr();
        }
        if (root is null && _errors.Count == 0)
            Error(0, _expression.Length, "There is no word to look for.", "Write at least one word with letters or digits.");
        return root;
    }

    private TopicToken Current => _tokens[_next];

    private TopicNode? ParseOr() => ParseList(TopicTokenKind.Or, ParseAnd, parts => new OrNode(parts[0].Position, Span(parts), parts, IsAlias: false));

    private TopicNode? ParseAnd() => ParseList(TopicTokenKind.And, ParseNot, parts => new AndNode(parts[0].Position, Span(parts), parts));

    private TopicNode? ParseList(TopicTokenKind separator, Func<TopicNode?> parsePart, Func<List<TopicNode>, TopicNode> join)
    {
        var parts = new List<TopicNode>();
        if (Current.Kind == separator)
            Error(Current.Position, Current.Length, $"{Current.Text} has nothing on its left.", $"Write: words {Current.Text} words.");
        else
            Add(parts, parsePart());
        while (Current.Kind == separator || separator == TopicTokenKind.And && Current.Kind == TopicTokenKind.Not)
        {
            var sign = Current;
            if (sign.Kind == separator)
                _next++;
            if (Current.Kind is TopicTokenKind.End or TopicTokenKind.Close or TopicTokenKind.And or TopicTokenKind.Or)
            {
                Error(sign.Position, sign.Length, $"{sign.Text} has nothing on its right.", $"Write: words {sign.Text} words; for the word itself write \"{sign.Text.ToLowerInvariant()}\".");
                continue;
            }
            Add(parts, parsePart());
        }
        return parts.Count switch { 0 => null, 1 => parts[0], _ => join(parts) };
    }

    private TopicNode? ParseNot()
    {
        if (Current.Kind != TopicTokenKind.Not)
            return ParseNear();
        var sign = Current;
        _next++;
        if (++_depth > MaxDepth)
            return TooDeep(sign.Position);
        var inner = ParseNot();
        _depth--;
        if (inner is null)
        {
            Error(sign.Position, sign.Length, "NOT needs something to exclude.", "Write: words NOT words.");
            return null;
        }
        return new NotNode(sign.Position, End(inner) - sign.Position, inner);
    }

    private TopicNode? ParseNear()
    {
        if (Current.Kind is TopicTokenKind.Near or TopicTokenKind.OrderedNear)
            Error(Current.Position, Current.Length, $"{Current.Text} has nothing on its left.", $"Write: words {Current.Text} words.");
        var left = ParseSideBySide();
        while (Current.Kind is TopicTokenKind.Near or TopicTokenKind.OrderedNear)
        {
            var sign = Current;
            _next++;
            var right = ParseSideBySide();
            if (right is null)
            {
                Error(sign.Position, sign.Length, $"{sign.Text} has nothing on its right.", $"Write: words {sign.Text} words.");
                return left;
            }
            if (left is null)
                return right;
            left = JoinNear(left, sign, right);
        }
        return left;
    }

    private NearNode JoinNear(TopicNode left, TopicToken sign, TopicNode right)
    {
        foreach (var side in (TopicNode[])[left, right])
        {
            if (!side.IsPositional)
                Error(side.Position, side.Length, $"{Describe(side)} cannot stand beside {sign.Text}.", $"Put words, phrases or (a OR b) beside {sign.Text}, and join the rest with AND.");
        }
        return new NearNode(left.Position, End(right) - left.Position, left, right, sign.Distance, sign.Kind == TopicTokenKind.OrderedNear);
    }

    private static string Describe(TopicNode node) => node switch
    {
        NotNode => "NOT",
        AndNode => "AND",
        FieldNode or LanguageNode => "A field",
        RegexNode => "A regular expression",
        _ => "A mixed OR",
    };

    /// <summary>Words, phrases and groups written one after the other.</summary>
    private TopicNode? ParseSideBySide()
    {
        var run = new List<TopicPart>();
        while (true)
        {
            var token = Current;
            switch (token.Kind)
            {
                case TopicTokenKind.Word:
                    _next++;
                    run.Add(new TopicPart(token, null));
                    break;
                case TopicTokenKind.Phrase or TopicTokenKind.Exact or TopicTokenKind.Regex or TopicTokenKind.Open or TopicTokenKind.Field:
                    if (ParsePrimary() is { } node)
                        run.Add(new TopicPart(token, node));
                    break;
                default:
                    return _words.Join(run);
            }
        }
    }

    private TopicNode? ParsePrimary()
    {
        var token = Current;
        _next++;
        return token.Kind switch
        {
            TopicTokenKind.Word => _words.Join([new TopicPart(token, null)]),
            TopicTokenKind.Phrase => _words.Phrase(token),
            TopicTokenKind.Exact => _words.Exact(token),
            TopicTokenKind.Regex => TopicRegex.Parse(token, _expression, _errors),
            TopicTokenKind.Field => ParseField(token),
            _ => ParseGroup(token),
        };
    }

    private TopicNode? ParseGroup(TopicToken open)
    {
        if (++_depth > MaxDepth)
            return TooDeep(open.Position);
        if (Current.Kind == TopicTokenKind.Close)
        {
            Error(open.Position, 2, "There is nothing between '(' and ')'.", "Write words between them, or remove both.");
            _next++;
            _depth--;
            return null;
        }
        var inner = ParseOr();
        var end = Current.Position + Current.Length;
        if (Current.Kind == TopicTokenKind.Close)
            _next++;
        else
            Error(Current.Position, 0, $"Expected ')': the '(' at character {open.Position + 1} is not closed.", "Write ')' where the group ends.");
        _depth--;
        return inner is null ? null : inner with { Position = open.Position, Length = end - open.Position };
    }

    private TopicNode? ParseField(TopicToken field)
    {
        if (Current.Kind is not (TopicTokenKind.Word or TopicTokenKind.Phrase or TopicTokenKind.Exact or TopicTokenKind.Regex or TopicTokenKind.Open))
        {
            Error(field.Position, field.Length, $"'{field.Text}:' needs something to look for right behind it.", $"Write {field.Text}:word or {field.Text}:(a OR b).");
            return null;
        }
        if (field.Text == "lang")
            return ParseLanguage(field);
        if (TopicFieldNames.Parse(field.Text) is not { } fields)
        {
            Error(field.Position, field.Length, $"There is no field '{field.Text}'.",
                $"The fields are {TopicFieldNames.Known}. If the colon belongs to the text, write \"{field.Text}:…\" in quotes.");
            ParsePrimary();
            return null;
        }
        var inner = fields == TopicFields.Url && Current.Kind == TopicTokenKind.Word ? UrlWords() : ParsePrimary();
        return inner is null ? null : new FieldNode(field.Position, End(inner) - field.Position, fields, inner);
    }

    /// <summary><c>url:example.org/opinion</c> means these parts, side by side.</summary>
    private TopicNode? UrlWords()
    {
        var token = Current;
        _next++;
        return _words.Phrase(token);
    }

    private LanguageNode? ParseLanguage(TopicToken field)
    {
        var value = Current;
        _next++;
        var tag = Text.LanguageTag.Primary(value.Text);
        if (value.Kind is TopicTokenKind.Word or TopicTokenKind.Phrase && tag.Length is 2 or 3 && tag.All(char.IsAsciiLetterLower))
            return new LanguageNode(field.Position, value.Position + value.Length - field.Position, tag);
        Error(field.Position, field.Length + value.Length, "lang: takes one language tag.", "Write lang:en; for several write (lang:en OR lang:de).");
        return null;
    }

    private TopicNode? TooDeep(int position)
    {
        Error(position, 1, $"More than {MaxDepth} levels of brackets or NOT.", "Split the expression into several clauses.");
        _next = _tokens.Count - 1;
        return null;
    }

    private static void Add(List<TopicNode> parts, TopicNode? part)
    {
        if (part is not null)
            parts.Add(part);
    }

    private static int End(TopicNode node) => node.Position + node.Length;

    private static int Span(List<TopicNode> parts) => End(parts[^1]) - parts[0].Position;

    private void Error(int position, int length, string message, string remedy)
    {
        if (!_errors.Exists(e => e.Position == position && !e.IsWarning))
            _errors.Add(new TopicError(_expression, position, length, message, remedy, IsWarning: false));
    }
}
